// SPDX-License-Identifier: EUPL-1.2
import type { ExerciseTask, Instrument } from '../api';
import { responseWords } from '../form/item_notes';
import { fullName } from '../form/rated_item';
import { ParagraphsOf, WordsOf } from '../parts/words_of';
import { t } from '../words';
import { levelName } from './load';
import { say } from './words';

type Feedback = NonNullable<ExerciseTask['feedback']>;
type Row = Feedback['items'][number];
type Said = Row['panel'];

const words = (said: Said | null): string =>
  said ? responseWords({ rating: said.rating ?? null, missing: said.missing ?? null }) : t('unanswered');
const differs = ({ mine, panel }: Row): boolean => mine?.rating !== panel.rating || mine?.missing !== panel.missing;
const nameOf = (instrument: Instrument, id: string): string => {
  const item = instrument.items.find((one) => one.id === id);
  return item ? fullName(item) : id;
};

function levelWords(instrument: Instrument, own: string, { panel_level, steps }: Feedback): string {
  const values = {
    own: levelName(instrument, own),
    panel: levelName(instrument, panel_level),
    n: Math.abs(steps) === 1 ? say('feedback_step_one') : say('feedback_step_other', { n: Math.abs(steps) }),
  };
  if (steps === 0) return say('feedback_same', values);
  return say(steps > 0 ? 'feedback_up' : 'feedback_down', values);
}

function leanWords(rows: Row[]): string {
  const both = rows.filter(({ mine, panel }) => mine?.rating !== undefined && panel.rating !== undefined);
  const up = both.filter(({ mine, panel }) => mine!.rating! > panel.rating!).length;
  return say('feedback_lean', { up, down: both.length - up, other: rows.length - both.length });
}

function Rows({ instrument, rows }: { instrument: Instrument; rows: Row[] }) {
  return (
    <ul class="beside">
      {rows.map((row) => (
        <li key={row.item}>
          <strong>{nameOf(instrument, row.item)}</strong>
          <span>
            {say('feedback_mine')}: {words(row.mine)}
          </span>
          <span>
            {say('feedback_panel')}: {words(row.panel)}
          </span>
          <span class="quiet">
            <WordsOf text={row.reason} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What the one who answered sees, and nobody else: the level beside the panel's with its reasons, and what differs. */
export function FeedbackView({ of, instrument }: { of: ExerciseTask; instrument: Instrument }) {
  if (!of.feedback || !of.level) return null;
  const { items, reason } = of.feedback;
  const apart = items.filter(differs);
  const alike = items.filter((row) => !differs(row));
  return (
    <section aria-labelledby="feedback">
      <h2 id="feedback">{say('feedback_title')}</h2>
      <p class="big">{levelWords(instrument, of.level, of.feedback)}</p>
      <p class="quiet">{say('feedback_private')}</p>
      <h3>{say('feedback_why')}</h3>
      <ParagraphsOf text={reason} />
      <p>{say('feedback_talk')}</p>
      <h3>{say('feedback_items', { n: apart.length, all: items.length })}</h3>
      <p>{apart.length === 0 ? say('feedback_none') : leanWords(apart)}</p>
      <Rows instrument={instrument} rows={apart} />
      {alike.length > 0 && (
        <details>
          <summary>{say('feedback_alike', { n: alike.length })}</summary>
          <Rows instrument={instrument} rows={alike} />
        </details>
      )}
    </section>
  );
}
