// SPDX-License-Identifier: EUPL-1.2
import type { ExerciseRow } from '../api';
import { WordsOf } from '../parts/words_of';
import { showNumber } from '../words/numbers';
import { levelName, useInstrument } from './load';
import { say } from './words';

type Mine = NonNullable<ExerciseRow['mine']>;

/** How the own levels lie against the panel's, over what is done. */
function ownSum(mine: Mine, place: (level: string) => number): string {
  const done = mine.filter((one) => one.state === 'done');
  const steps = done.map((one) => place(one.level ?? '') - place(one.panel_level ?? ''));
  const same = steps.filter((step) => step === 0).length;
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const lean = mean > 0 ? 'own_up' : mean < 0 ? 'own_down' : 'own_even';
  return `${say('own_sum', { n: done.length, all: mine.length, same })} ${say(lean, { steps: showNumber(Math.abs(mean), 1) })}`;
}

/** The vignettes of an exercise with how far one has come oneself; what is done, beside the panel. */
export function OwnList({ of }: { of: ExerciseRow }) {
  const definition = useInstrument(of.instrument).data;
  const mine = of.mine ?? [];
  const place = (level: string): number => definition?.levels.findIndex((one) => one.id === level) ?? 0;
  return (
    <>
      {definition && mine.some((one) => one.state === 'done') && <p>{ownSum(mine, place)}</p>}
      <ul class="links">
        {mine.map((one) => (
          <li key={one.place}>
            {of.open || one.state === 'done' ? (
              <a href={`/exercises/${of.id}/${one.place}`}>
                <WordsOf text={one.title} />
              </a>
            ) : (
              <WordsOf text={one.title} />
            )}{' '}
            <span class="quiet">
              {say(`state_${one.state}`)}
              {one.state === 'done' &&
                `; ${say('own_and_panel', { own: levelName(definition, one.level), panel: levelName(definition, one.panel_level) })}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
