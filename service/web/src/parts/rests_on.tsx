// SPDX-License-Identifier: EUPL-1.2
import type { Instrument, Item } from '../api';
import type { Entry } from '../drafts';
import { t, tokenWords } from '../words';
import { ItemName } from './item_name';
import type { Shown } from './shown';
import { WordsOf } from './words_of';

const printed = 6; // on paper, of each list, as print.css has it; the rest is counted there

function Line({ instrument, item, entry }: { instrument: Instrument; item: Item; entry: Entry }) {
  const anchor = item.options.find((option) => option.rating === entry.rating)?.anchor ?? {};
  return (
    <li>
      <p>
        <strong>
          <ItemName instrument={instrument} id={item.id} />
        </strong>
        {item.level === 'structural' && ` (${tokenWords('pole', item.factor).toLowerCase()})`},{' '}
        {t('step_number', { n: entry.rating ?? '' })}: <WordsOf text={anchor} />
      </p>
      {entry.evidence.trim() && (
        <p class="evidence-shown">
          {entry.evidence}
          {entry.sources.length > 0 && (
            <span class="quiet"> ({entry.sources.map((source) => tokenWords('source', source)).join(', ')})</span>
          )}
        </p>
      )}
    </li>
  );
}

function List({ title, items, shown }: { title: string; items: Item[]; shown: Shown }) {
  if (items.length === 0) return null;
  const sorted = [...items].sort((a, b) => (shown.entryOf(b.id).rating ?? 0) - (shown.entryOf(a.id).rating ?? 0));
  return (
    <>
      <h3>{title}</h3>
      <ul class="rests-on">
        {sorted.map((item) => (
          <Line instrument={shown.instrument} item={item} entry={shown.entryOf(item.id)} />
        ))}
      </ul>
      {sorted.length > printed && <p class="on-paper">{t('more_on_screen', { n: sorted.length - printed })}</p>}
    </>
  );
}

/** What the result rests on: the highest steps with their evidence, risk and protection apart, context for itself. */
export function RestsOn(shown: Shown) {
  const { instrument, entryOf } = shown;
  const from = instrument.evidence_from ?? 2;
  const high = instrument.items.filter((item) => (entryOf(item.id).rating ?? -1) >= from);
  const own = high.filter((item) => item.level !== 'structural');
  const notKnown = instrument.items.filter((item) => entryOf(item.id).missing === 'not_known');
  if (instrument.items.every((item) => item.factor === 'none')) return null;
  return (
    <section aria-labelledby="rests-on">
      <h2 id="rests-on">{t('rests_on')}</h2>
      {high.length === 0 && <p>{t('rests_on_nothing')}</p>}
      <List title={t('risk_2_3')} items={own.filter((item) => item.factor === 'risk')} shown={shown} />
      <List title={t('protection_2_3')} items={own.filter((item) => item.factor === 'protection')} shown={shown} />
      <List title={t('structural_title')} items={high.filter((item) => item.level === 'structural')} shown={shown} />
      {high.length > 0 && <p class="on-paper quiet">{t('paper_shortened')}</p>}
      {notKnown.length > 0 && (
        <>
          <h3>{t('not_known_title')}</h3>
          <p>
            {notKnown.map((item, at) => (
              <>
                {at > 0 && '; '}
                <ItemName instrument={instrument} id={item.id} /> ({tokenWords('pole', item.factor).toLowerCase()})
              </>
            ))}
          </p>
        </>
      )}
    </section>
  );
}
