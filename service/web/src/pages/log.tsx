// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import { api, outcome } from '../api';
import { TextField } from '../parts/fields';
import { Page } from '../parts/page';
import { PagedEnd, usePaged } from '../parts/paged';
import { session } from '../session';
import { showTime, t, tokenWords } from '../words';

/** Who did and read what, and why: the district's own log, or the city's for an administrator. */
export function LogPage() {
  const [typed, setTyped] = useState('');
  const [ofCase, setOfCase] = useState('');
  const city = session.value?.user.role === 'administrator';
  const list = usePaged(
    (cursor) => outcome(api.GET('/log', { params: { query: { case: ofCase || undefined, cursor } } })),
    ofCase,
  );
  const submit = (event: Event): void => {
    event.preventDefault();
    setOfCase(typed.trim());
  };
  return (
    <Page title={t('nav_log')} lead={t(city ? 'log_lead_city' : 'log_lead_district')}>
      {!city && (
        <form class="row" onSubmit={submit}>
          <TextField
            id="log-case"
            label={t('log_case')}
            hint={t('log_case_hint')}
            value={typed}
            onValue={setTyped}
            max={64}
          />
          <button class="button">{t('show')}</button>
        </form>
      )}
      {list.ready && list.items.length === 0 && !list.problem && <p>{t('log_none')}</p>}
      {list.items.length > 0 && (
        <div class="scroll" role="region" aria-label={t('nav_log')} tabIndex={0}>
          <table class="log-table">
            <thead>
              <tr>
                <th scope="col">{t('log_number')}</th>
                <th scope="col">{t('log_at')}</th>
                <th scope="col">{t('log_actor')}</th>
                <th scope="col">{t('log_action')}</th>
                <th scope="col">{t('log_reason')}</th>
                <th scope="col">{t('case')}</th>
              </tr>
            </thead>
            <tbody>
              {list.items.map((entry) => (
                <tr key={entry.sequence}>
                  <th scope="row">{entry.sequence}</th>
                  <td>{showTime(entry.at)}</td>
                  <td>{entry.actor === 'system' ? t('log_system') : entry.actor}</td>
                  <td>
                    {tokenWords('action', entry.action)}
                    {entry.outcome === 'refused' && <strong> ({t('log_refused')})</strong>}
                  </td>
                  <td>{entry.reason ?? ''}</td>
                  <td>
                    {entry.case ? (
                      <button
                        type="button"
                        class="plain"
                        onClick={() => {
                          setTyped(entry.case!);
                          setOfCase(entry.case!);
                        }}
                      >
                        {entry.case.slice(0, 6)}…<span class="unseen">: {t('log_only_case')}</span>
                      </button>
                    ) : (
                      ''
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <PagedEnd list={list} />
    </Page>
  );
}
