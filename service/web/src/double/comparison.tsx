// SPDX-License-Identifier: EUPL-1.2
import type { DoubleRating, DraftResponse, Instrument, RatedOnce } from '../api';
import { itemName } from '../form/items';
import { levelWords } from '../parts/result_view';
import { showTime, textIn, tokenWords } from '../words';
import type { ComparedItem } from './compared';
import { comparedItems, levelsApart } from './compared';
import { d, dPlural } from './words';

function answerWords(instrument: Instrument, item: string, response?: DraftResponse): string {
  if (response?.rating === undefined || response.rating === null)
    return response?.missing && response.missing !== 'unanswered' ? tokenWords('missing', response.missing) : d('unanswered');
  const option = instrument.items.find(({ id }) => id === item)?.options.find(({ rating }) => rating === response.rating);
  return option ? `${response.rating}: ${textIn(option.anchor).words}` : `${response.rating}`;
}

function Answer({ whose, words, evidence }: { whose: string; words: string; evidence?: string }) {
  return (
    <div>
      <dt>{whose}</dt>
      <dd>
        {words}
        {evidence && <p class="quiet">{evidence}</p>}
      </dd>
    </div>
  );
}

const apartWords = ({ apart, steps }: ComparedItem): string =>
  apart === 'only_one' || apart === 'neither' ? d(apart) : dPlural('apart', steps);

function Differing({ instrument, of, names }: { instrument: Instrument; of: ComparedItem; names: [string, string] }) {
  return (
    <li>
      <h4>{itemName(instrument, of.item)}</h4>
      <p class="quiet">{apartWords(of)}</p>
      <dl class="facts">
        <Answer whose={names[0]} words={answerWords(instrument, of.item, of.first)} evidence={of.first?.evidence} />
        <Answer whose={names[1]} words={answerWords(instrument, of.item, of.second)} evidence={of.second?.evidence} />
      </dl>
    </li>
  );
}

function Items({ instrument, first, second }: { instrument: Instrument; first: RatedOnce; second: RatedOnce }) {
  const all = comparedItems(instrument, first, second);
  const [same, differing] = [all.filter(({ apart }) => apart === 'same'), all.filter(({ apart }) => apart !== 'same')];
  const count = (wanted: string): number => all.filter(({ apart }) => apart === wanted).length;
  const names: [string, string] = [first.assessor.name, second.assessor.name];
  return (
    <section aria-labelledby="compared-items">
      <h2 id="compared-items">{d('items')}</h2>
      <p>
        {d('items_sum', { same: same.length, all: all.length, one: count('one_apart'), further: count('further'), incomparable: count('only_one') + count('neither') })}
      </p>
      {differing.length === 0 ? <p>{d('items_none_differ')}</p> : <h3>{d('items_differ')}</h3>}
      <ul class="plain-list">
        {differing.map((one) => (
          <Differing key={one.item} instrument={instrument} of={one} names={names} />
        ))}
      </ul>
      {same.length > 0 && (
        <details>
          <summary>{d('items_same', { n: same.length })}</summary>
          <dl class="facts">
            {same.map(({ item, first: answer }) => (
              <Answer key={item} whose={itemName(instrument, item)} words={answerWords(instrument, item, answer)} />
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}

/** The finding first, then both levels as each set it and as it was scored. */
function levelTitle(instrument: Instrument, first: RatedOnce, second: RatedOnce): string {
  const apart = levelsApart(instrument, first.final_level, second.final_level);
  const [one, other] = [levelWords(instrument, first.final_level), levelWords(instrument, second.final_level)];
  if (apart === null) return d('level_missing');
  return apart === 0 ? d('level_same', { level: one }) : d('level_differs', { first: one, second: other });
}

function Levels({ instrument, first, second }: { instrument: Instrument; first: RatedOnce; second: RatedOnce }) {
  const both = [first, second];
  return (
    <table>
      <caption class="unseen">{d('levels')}</caption>
      <thead>
        <tr>
          <td />
          {both.map((one, at) => (
            <th scope="col">
              {one.assessor.name}
              <br />
              <span class="quiet">{d(at === 0 ? 'first' : 'second', { at: one.signed_at ? showTime(one.signed_at) : '' })}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{d('level')}</th>
          {both.map((one) => (
            <td>
              <strong>{levelWords(instrument, one.final_level)}</strong>
              {one.override && <p class="quiet">{one.override.reason}</p>}
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">{d('scored')}</th>
          {both.map((one) => (
            <td>{levelWords(instrument, one.scored_level)}</td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

/** Two assessments of one case, side by side. */
export function Comparison({ of, instrument }: { of: NonNullable<DoubleRating['comparison']>; instrument: Instrument }) {
  const { first, second } = of;
  const apart = levelsApart(instrument, first.final_level, second.final_level);
  return (
    <>
      {instrument.levels.length > 0 && (
        <section aria-labelledby="compared-levels">
          <h2 id="compared-levels">{levelTitle(instrument, first, second)}</h2>
          {apart !== null && apart > 0 && <p>{dPlural('apart', apart)}</p>}
          <Levels instrument={instrument} first={first} second={second} />
        </section>
      )}
      <Items instrument={instrument} first={first} second={second} />
    </>
  );
}
