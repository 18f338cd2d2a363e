// SPDX-License-Identifier: EUPL-1.2
import type { ExerciseTask } from '../api';
import { ParagraphsOf, WordsOf } from '../parts/words_of';
import { showDay } from '../words';
import { say } from './words';

type Written = Pick<ExerciseTask, 'title' | 'text' | 'assessed_on' | 'window_from'>;

/** The written case, to be read again and again while it is rated: it stays beside the items where there is room. */
export function VignetteText({ of }: { of: Written }) {
  return (
    <section class="vignette" role="region" aria-labelledby="vignette-title" tabIndex={0}>
      <h2 id="vignette-title">
        <WordsOf text={of.title} />
      </h2>
      <p class="quiet">
        {say('vignette_facts', { day: showDay(of.assessed_on), from: showDay(of.window_from) })}
      </p>
      <ParagraphsOf text={of.text} />
    </section>
  );
}
