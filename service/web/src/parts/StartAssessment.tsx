// SPDX-License-Identifier: EUPL-1.2
import { useRef, useState } from 'preact/hooks';
import { api, ask, once, onceKey, type Failure } from '../api';
import { go } from '../router';
import { say, t } from '../words';
import { Trouble, useReading } from './page';

/** One button an instrument, the newest version of each; the project's own first. */
export function StartAssessment({ caseId }: { caseId: string }) {
  const key = useRef<Record<string, string>>({});
  const [failure, setFailure] = useState<Failure>();
  const { data } = useReading('instruments', () => ask(api.GET('/instruments')));
  const newest = new Map((data?.items ?? []).map((row) => [row.id, row]));
  const rows = [...newest.values()].sort((a, b) => Number(b.id.startsWith('lika')) - Number(a.id.startsWith('lika')));

  async function start(instrument: string) {
    key.current[instrument] ??= onceKey();
    const answer = await ask(
      api.POST('/cases/{id}/assessments', { params: { path: { id: caseId }, header: once(key.current[instrument]) }, body: { instrument } }),
    );
    if (answer.data) go(`/assessments/${answer.data.id}`);
    else setFailure(answer.failure);
  }
  return (
    <div>
      <h3>{t('assessment_start')}</h3>
      {failure && <Trouble failure={failure} />}
      <p class="actions">
        {rows.map((row) => (
          <button type="button" class={row.id.startsWith('lika') ? '' : 'second'} onClick={() => void start(row.id)}>
            {say(row.title)}
          </button>
        ))}
      </p>
    </div>
  );
}
