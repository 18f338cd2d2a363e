// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import { announce } from '../announce';
import type { Instrument, PanelRating, PanelVignette } from '../api';
import { api, outcome, writing } from '../api';
import { dayOf } from '../days';
import { responseWords } from '../form/item_notes';
import { fullName } from '../form/rated_item';
import { ParagraphsOf, WordsOf } from '../parts/words_of';
import { showDay } from '../words';
import { levelName } from './load';
import { say, whyNot } from './words';

interface RatingProps {
  of: PanelRating;
  instrument: Instrument;
  name: (district: string) => string;
}

const dayIn = (instant: string): string => showDay(dayOf(new Date(instant)));

function Rating({ of, instrument, name }: RatingProps) {
  return (
    <>
      <p>
        {say('panel_set_by', { name: of.set_by.name, district: name(of.set_in), day: dayIn(of.set_at) })}.{' '}
        <strong>{say('panel_level', { level: levelName(instrument, of.level) })}</strong>
      </p>
      <ParagraphsOf text={of.reason} />
      <p>
        {of.agreed_by && of.agreed_at
          ? say('panel_agreed_by', { name: of.agreed_by.name, day: dayIn(of.agreed_at) })
          : say('panel_waits')}
      </p>
      <details>
        <summary>{say('panel_items')}</summary>
        <ul class="beside">
          {instrument.items
            .filter((item) => of.items[item.id])
            .map((item) => {
              const { rating, missing, reason } = of.items[item.id]!;
              return (
                <li key={item.id}>
                  <strong>{fullName(item)}</strong>
                  <span>{responseWords({ rating: rating ?? null, missing: missing ?? null })}</span>
                  <span class="quiet">
                    <WordsOf text={reason} />
                  </span>
                </li>
              );
            })}
        </ul>
      </details>
    </>
  );
}

function Agree({ vignette, of, then }: { vignette: string; of: PanelRating; then: () => void }) {
  const [problem, setProblem] = useState('');
  const agree = async (): Promise<void> => {
    const params = { path: { id: vignette, rating: of.id }, header: writing() };
    const answer = await outcome(api.POST('/vignettes/{id}/ratings/{rating}/agreement', { params, body: {} }));
    if (answer.problem) return setProblem(whyNot(answer.problem));
    announce(say('panel_agreed_now'));
    then();
  };
  return (
    <>
      {problem && <p role="alert">{problem}</p>}
      <button type="button" class="button main" onClick={() => void agree()}>
        {say('panel_agree')}
      </button>
    </>
  );
}

/** What panels have set, the newest first; who may agree does it here. */
export function PanelRatings({
  of,
  instrument,
  name,
  then,
}: {
  of: PanelVignette;
  instrument: Instrument;
  name: (district: string) => string;
  then: () => void;
}) {
  const [newest, ...earlier] = of.ratings;
  if (!newest) return <p>{say('panel_none')}</p>;
  return (
    <section aria-labelledby="newest">
      <h2 id="newest">{say('panel_newest')}</h2>
      <Rating of={newest} instrument={instrument} name={name} />
      {newest.may_agree && <Agree vignette={of.id} of={newest} then={then} />}
      {earlier.length > 0 && (
        <details>
          <summary>{say('panel_earlier')}</summary>
          {earlier.map((one) => (
            <Rating key={one.id} of={one} instrument={instrument} name={name} />
          ))}
        </details>
      )}
    </section>
  );
}
