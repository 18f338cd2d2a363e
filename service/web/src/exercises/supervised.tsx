// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import { announce } from '../announce';
import type { ExerciseRow, VignetteRow } from '../api';
import { api, outcome, writing } from '../api';
import { WordsOf } from '../parts/words_of';
import { say, whyNot } from './words';

/** Closing asks once more: it cannot be taken back. */
export function Close({ of, then }: { of: ExerciseRow; then: () => void }) {
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState('');
  const close = async (): Promise<void> => {
    const params = { path: { id: of.id }, header: writing() };
    const answer = await outcome(api.POST('/exercises/{id}/close', { params, body: {} }));
    if (answer.problem) return setProblem(whyNot(answer.problem));
    announce(say('closed_now'));
    then();
  };
  return (
    <details class="folded" open={sure} onToggle={(event) => setSure(event.currentTarget.open)}>
      <summary>
        {say('close')}
        <span class="unseen">: {of.title}</span>
      </summary>
      <p>{say('close_sure')}</p>
      {problem && <p role="alert">{problem}</p>}
      <button type="button" class="button" onClick={() => void close()}>
        {say('close_yes')}
      </button>
    </details>
  );
}

/** The vignettes and how far the panel has come with each. */
export function PanelList({ vignettes }: { vignettes: VignetteRow[] }) {
  return (
    <section aria-labelledby="panel">
      <h2 id="panel">{say('panel_title')}</h2>
      <p>{say('panel_lead')}</p>
      <ul class="links">
        {vignettes.map((one) => (
          <li key={one.id}>
            <a href={`/vignettes/${one.id}`}>
              <WordsOf text={one.title} />
            </a>{' '}
            <span class="quiet">{say(`panel_state_${one.state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
