// SPDX-License-Identifier: EUPL-1.2
import { useMemo, useState } from 'preact/hooks';
import type { Case, Problem } from '../api';
import { api, keyPerBody, outcome, writing } from '../api';
import { go } from '../navigate';
import { reasonFor, sameReason } from '../reasons';
import { session } from '../session';
import { showTime, t, textIn, tokenWords } from '../words';
import { ErrorSummary, errorsOf } from './error_summary';
import { useLoaded } from './loaded';

const first = ['lika-8', 'lika-36']; // the city's own stand first; the others follow in the library's order

function Start({ of }: { of: Case }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const keyOf = useMemo(keyPerBody, []);
  const library = useLoaded(() => outcome(api.GET('/instruments')), 'instruments');
  const start = async (instrument: string): Promise<void> => {
    const body = { instrument };
    const answer = await outcome(
      api.POST('/cases/{id}/assessments', {
        params: {
          path: { id: of.id },
          query: { reason: reasonFor(of.id) },
          header: { ...writing(), 'Idempotency-Key': keyOf(body) },
        },
        body,
      }),
    );
    if (answer.data) go(`/assessments/${answer.data.id}`);
    else setProblem(answer.problem);
  };
  const all = library.data?.items ?? [];
  const rest = all.filter((row) => !first.includes(row.id));
  return (
    <>
      {problem && <ErrorSummary errors={errorsOf(problem)} />}
      <div class="buttons">
        {all
          .filter((row) => first.includes(row.id))
          .sort((a, b) => first.indexOf(a.id) - first.indexOf(b.id))
          .map((row) => (
            <button type="button" class="button" onClick={() => void start(row.id)}>
              {t('start_instrument', { name: textIn(row.title).words })}
            </button>
          ))}
      </div>
      {rest.length > 0 && (
        <details>
          <summary>{t('start_other')}</summary>
          <div class="buttons">
            {rest.map((row) => (
              <button type="button" class="button" lang={textIn(row.title).lang} onClick={() => void start(row.id)}>
                {textIn(row.title).words}
              </button>
            ))}
          </div>
        </details>
      )}
    </>
  );
}

/** In place of the assessments of a case that the reader is to rate without having seen them. */
function RatedBlind() {
  return (
    <p class="notice">
      {t('rated_blind')} <a href="/double-ratings">{t('to_double_ratings')}</a>
    </p>
  );
}

/** The case's assessments, newest first, and the ways to start one. */
export function AssessmentList({ of }: { of: Case }) {
  if (of.rated_blind) return <RatedBlind />;
  const rows = [...of.assessments].sort((a, b) => b.started_at.localeCompare(a.started_at));
  return (
    <section aria-labelledby="assessments">
      <h2 id="assessments">{t('assessments')}</h2>
      {rows.length === 0 ? (
        <p>{t('assessments_none')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('instrument')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col" class="wide-only">
                {t('assessor')}
              </th>
              <th scope="col">{t('next_step')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              sameReason(of.id, row.id);
              const draft = row.state === 'draft';
              return (
                <tr key={row.id}>
                  <th scope="row">
                    {row.instrument} <span class="quiet">{row.version}</span>
                  </th>
                  <td>
                    {tokenWords('state', row.state)}
                    <br />
                    <span class="quiet">{showTime(row.signed_at ?? row.started_at)}</span>
                  </td>
                  <td class="wide-only">{row.assessor.name}</td>
                  <td>
                    <a class="target" href={`/assessments/${row.id}${draft ? '' : '/result'}`}>
                      {t(draft ? 'open_draft' : 'open_result')}
                      <span class="unseen">
                        : {row.instrument}, {showTime(row.started_at)}
                      </span>
                    </a>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {session.value?.user.role === 'social_worker' && <Start of={of} />}
    </section>
  );
}
