// SPDX-License-Identifier: EUPL-1.2
import { api, outcome } from '../api';
import { Page } from '../parts/page';
import { PagedEnd, usePaged } from '../parts/paged';
import { useLoaded } from '../parts/loaded';
import { WordsOf } from '../parts/words_of';
import { showTime, t, tokenWords } from '../words';

/** A level by its name in the instrument, which is fetched for it. */
function LevelName({ instrument, level }: { instrument: string; level: string | null }) {
  const definition = useLoaded(
    () => outcome(api.GET('/instruments/{id}', { params: { path: { id: instrument } } })),
    instrument,
  );
  const found = definition.data?.levels.find((one) => one.id === level);
  return found ? <WordsOf text={found.label} /> : <>{level ?? t('level_none')}</>;
}

export function ApprovalsPage() {
  const list = usePaged((cursor) => outcome(api.GET('/approvals', { params: { query: { cursor } } })), 'approvals');
  return (
    <Page title={t('nav_approvals')} lead={t('approvals_lead')}>
      {list.ready && !list.problem && list.items.length === 0 && <p>{t('approvals_none')}</p>}
      {list.items.map((row) => (
        <article class="card" key={row.assessment}>
          <h2>
            {row.instrument}, {row.assessor.name}
          </h2>
          <p>
            {t('scored_level')}:{' '}
            <strong>
              <LevelName instrument={row.instrument} level={row.scored_level} />
            </strong>
            . {t('final_level')}:{' '}
            <strong>
              <LevelName instrument={row.instrument} level={row.final_level} />
            </strong>{' '}
            ({t(row.direction === 'up' ? 'direction_up' : 'direction_down')}).
          </p>
          <p>
            {tokenWords('override', row.reason_code)}: {row.reason}
          </p>
          {row.signed_at && (
            <p class="quiet">
              {t('signed_at')} {showTime(row.signed_at)}
            </p>
          )}
          <a class="button" href={`/assessments/${row.assessment}/result`}>
            {t('approvals_read')}
            <span class="unseen">: {row.assessor.name}</span>
          </a>
        </article>
      ))}
      <PagedEnd list={list} />
    </Page>
  );
}
