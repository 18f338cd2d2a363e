// SPDX-License-Identifier: EUPL-1.2
// Who did what and who read what. Never any text of a case.
import { useState } from 'preact/hooks';
import { api, ask } from '../api';
import { Title, Trouble, useReading, Waiting } from '../parts/page';
import { has } from '../session';
import { t, time, tOf } from '../words';

export function Log() {
  const [cursor, setCursor] = useState<string | undefined>();
  const { data, failure, again } = useReading(`log ${cursor}`, () => ask(api.GET('/log', { params: { query: { limit: 50, cursor } } })));
  return (
    <>
      <Title>{t('nav_log')}</Title>
      <p>{has('administrator') ? t('log_city') : t('log_district')}</p>
      {failure && <Trouble failure={failure} again={again} />}
      {!data && !failure && <Waiting />}
      {data && (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('who')}</th>
              <th scope="col">{t('did')}</th>
              <th scope="col">{t('why')}</th>
              <th scope="col">{t('outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((entry) => (
              <tr>
                <td data-label={t('when')}>{time(entry.at)}</td>
                <th scope="row">{entry.actor}</th>
                <td data-label={t('did')}>
                  {tOf('act', entry.action)}
                  {entry.case && has('supervisor') && (
                    <>
                      {' '}
                      <a href={`/cases/${entry.case}`} aria-label={t('see_case_of', { n: entry.sequence })}>
                        {t('the_case')}
                      </a>
                    </>
                  )}
                </td>
                <td data-label={t('why')}>{entry.reason || '–'}</td>
                <td data-label={t('outcome')}>{tOf('outcome', entry.outcome)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="actions">
        {cursor && (
          <button type="button" class="second" onClick={() => setCursor(undefined)}>
            {t('first_page')}
          </button>
        )}
        {data?.next_cursor && (
          <button type="button" class="second" onClick={() => setCursor(data.next_cursor ?? undefined)}>
            {t('next_page')}
          </button>
        )}
      </p>
    </>
  );
}
