// SPDX-License-Identifier: EUPL-1.2
import type { Signal } from '@preact/signals';
import { signal } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import { announce } from '../announce';
import type { Instrument, Item, PanelVignette, ReasonedResponse, Text } from '../api';
import { api, keyPerBody, outcome, writing } from '../api';
import { FactorBlock } from '../form/factor_block';
import { byDomain } from '../form/items';
import type { Said } from '../form/rated_item';
import { fullName, RatedItem } from '../form/rated_item';
import type { FieldError } from '../parts/error_summary';
import { ErrorSummary, wordsFor } from '../parts/error_summary';
import { TextArea, Tiles } from '../parts/fields';
import { WordsOf } from '../parts/words_of';
import { hasWords, language, textIn } from '../words';
import { say, whyNot } from './words';

type Rated = Said & { reason: Text };

const longest = 2000;

/** Written anew in the reader's language; what stood in another is no longer true. */
const inOwn = (words: string): Text => (words.trim() ? { [language.value]: words } : {});

const toService = ({ rating, missing, reason }: Rated): ReasonedResponse =>
  rating === null ? { missing: missing as 'not_known' | 'not_applicable', reason } : { rating, reason };

const fromService = (said?: ReasonedResponse): Rated => ({
  rating: said?.rating ?? null,
  missing: said?.missing ?? null,
  reason: said?.reason ?? {},
});

function Row({ of, item }: { of: Signal<Rated>; item: Item }) {
  const rated = of.value;
  return (
    <RatedItem item={item} said={rated} say={(said) => (of.value = { ...rated, ...said })}>
      <div class="reason">
        <textarea
          rows={1}
          maxLength={longest}
          value={textIn(rated.reason).words}
          lang={textIn(rated.reason).lang}
          aria-label={say('panel_reason_for', { item: fullName(item) })}
          onInput={(event) => (of.value = { ...rated, reason: inOwn(event.currentTarget.value) })}
        />
      </div>
    </RatedItem>
  );
}

/** What the panel starts from: what was set last, or the project's proposal. */
function start({ ratings, proposal }: PanelVignette, instrument: Instrument) {
  const from = ratings[0] ?? proposal;
  const entries = new Map<string, Signal<Rated>>();
  for (const item of instrument.items.filter((one) => one.entered))
    entries.set(item.id, signal(fromService(from.items[item.id])));
  return { entries, level: from.level, reason: from.reason };
}

/** Sets a rating of every item and the level, each with its reason. */
export function PanelForm({ of, instrument, then }: { of: PanelVignette; instrument: Instrument; then: () => void }) {
  const [begun] = useState(() => start(of, instrument)); // it outlives a new login, which fetches both anew
  const [level, setLevel] = useState(begun.level);
  const [reason, setReason] = useState<Text>(begun.reason);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const keyOf = useMemo(keyPerBody, []);
  const wrong = wordsFor(errors);
  const faults = (): FieldError[] => {
    const lacking = instrument.items.filter((item) => item.entered && !hasWords(begun.entries.get(item.id)!.value.reason));
    const first = lacking.slice(0, 5).map((item) => ({ field: `item-${item.id}`, words: say('panel_reason_needed', { item: fullName(item) }) }));
    return hasWords(reason) ? first : [...first, { field: 'panel-reason', words: say('panel_level_reason') }];
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = faults();
    setErrors(found);
    if (found.length > 0) return;
    const items = Object.fromEntries([...begun.entries].map(([id, one]) => [id, toService(one.value)]));
    const body = { version: of.version, level, reason, items };
    const params = { path: { id: of.id }, header: { ...writing(), 'Idempotency-Key': keyOf(body) } };
    const answer = await outcome(api.POST('/vignettes/{id}/ratings', { params, body }));
    if (answer.problem) return setErrors([{ field: '', words: whyNot(answer.problem) }]);
    announce(say('panel_set_now'));
    scrollTo(0, 0);
    then();
  };
  return (
    <form onSubmit={submit} noValidate aria-label={say('panel_change')}>
      {byDomain(instrument).map((domain) => (
        <section key={domain.id} class="domain" aria-labelledby={`domain-name-${domain.id}`}>
          <h3 id={`domain-name-${domain.id}`}>
            <WordsOf text={domain.name} />
          </h3>
          {domain.factors.map((factor) => (
            <FactorBlock
              key={factor.first.id}
              factor={factor}
              row={(item) => item.entered && <Row key={item.id} of={begun.entries.get(item.id)!} item={item} />}
            />
          ))}
        </section>
      ))}
      <Tiles
        id="panel-level"
        label={say('panel_level_question')}
        chosen={[level]}
        onChosen={([one]) => setLevel(one!)}
        choices={instrument.levels.map((one) => ({ value: one.id, label: textIn(one.label).words }))}
      />
      <TextArea
        id="panel-reason"
        label={say('panel_level_reason')}
        max={longest}
        value={textIn(reason).words}
        onValue={(words) => setReason(inOwn(words))}
        error={wrong('panel-reason')}
      />
      <ErrorSummary errors={errors} />
      <button class="button main">{say('panel_set')}</button>
    </form>
  );
}
