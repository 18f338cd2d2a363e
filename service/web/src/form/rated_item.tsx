// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import type { Item, Missing } from '../api';
import { WordsOf } from '../parts/words_of';
import { t, textIn, tokenWords } from '../words';
import { onItemKey } from './keyboard';
import { advanceOnDigit } from './settings';

/** A rating, or why there is none. Neither: unanswered. */
export interface Said {
  rating: number | null;
  missing: Missing | null;
}

/** What an item is called aloud: its pole and the factor's name. */
export function fullName(item: Item): string {
  const name = `${item.pole_of ?? item.id} ${textIn(item.text).words}`;
  return item.factor === 'none' ? name : `${tokenWords('pole', item.factor)}: ${name}`;
}

function Option({
  name,
  mark,
  value,
  checked,
  choose,
  children,
}: {
  name: string;
  mark: string;
  value: string;
  checked: boolean;
  choose: () => void;
  children: ComponentChildren;
}) {
  return (
    <label class="option">
      <input type="radio" name={name} value={value} checked={checked} onChange={choose} />
      <b>{mark}</b> <span>{children}</span>
    </label>
  );
}

/** A whole number to type; what is no number it can be is not kept. */
function NumberField({ item, said, choose, clear }: { item: Item; said: Said; choose: (rating: number) => void; clear: () => void }) {
  const lowest = item.options[0]!.rating;
  const highest = item.options[item.options.length - 1]!.rating;
  const take = (field: HTMLInputElement): void => {
    if (field.value === '' && !field.validity.badInput) return clear();
    const number = Number(field.value);
    const offered = field.value !== '' && Number.isInteger(number) && number >= lowest && number <= highest;
    field.setCustomValidity(offered ? '' : t('number_range', { lowest: String(lowest), highest: String(highest) }));
    if (offered) choose(number);
    else field.reportValidity();
  };
  return (
    <input
      class="number"
      type="number"
      step="1"
      min={lowest}
      max={highest}
      aria-labelledby={`label-${item.id}`}
      value={said.rating ?? ''}
      onChange={(event) => take(event.currentTarget)}
    />
  );
}

interface RatedItemProps {
  item: Item;
  said: Said;
  say: (said: Said) => void;
  children?: ComponentChildren; // what stands below the options
}

/** One item to rate: its options with their anchors, not known and not applicable; keys choose among them. */
export function RatedItem({ item, said, say, children }: RatedItemProps) {
  const choose = (rating: number): void => say({ rating, missing: null });
  const miss = (missing: Missing): void => say({ rating: null, missing });
  const targets = {
    ratings: item.options.map((option) => option.rating),
    choose,
    chooseNotKnown: () => miss('not_known'),
    advance: advanceOnDigit.value,
  };
  return (
    <div class={`item ${item.factor}`} id={`item-${item.id}`} onKeyDown={(event) => onItemKey(event, targets)}>
      <p class="pole" id={`label-${item.id}`}>
        {item.factor !== 'none' && tokenWords('pole', item.factor)}
        <span class="unseen">
          {item.factor !== 'none' && ': '}
          {item.pole_of ?? item.id} <WordsOf text={item.text} />
        </span>
        {textIn(item.horizon).words !== '' && (
          <span class="quiet">
            {' '}
            <WordsOf text={item.horizon} />
          </span>
        )}
      </p>
      <div
        role="radiogroup"
        aria-labelledby={`label-${item.id}`}
        class={`options of-${item.number ? 2 : item.options.length}${item.may_be_not_applicable ? '' : ' one-missing'}`}
      >
        {item.number && (
          <NumberField item={item} said={said} choose={choose} clear={() => say({ rating: null, missing: null })} />
        )}
        {(item.number ? [] : item.options).map(({ rating, anchor }) => (
          <Option
            name={item.id}
            mark={String(rating)}
            value={String(rating)}
            checked={said.rating === rating}
            choose={() => choose(rating)}
          >
            <WordsOf text={anchor} />
          </Option>
        ))}
        <div class="missing">
          <Option
            name={item.id}
            mark="?"
            value="not_known"
            checked={said.missing === 'not_known'}
            choose={() => miss('not_known')}
          >
            {t('not_known')}
          </Option>
          {item.may_be_not_applicable && (
            <Option
              name={item.id}
              mark="–"
              value="not_applicable"
              checked={said.missing === 'not_applicable'}
              choose={() => miss('not_applicable')}
            >
              {t('not_applicable')}
            </Option>
          )}
        </div>
      </div>
      {children}
    </div>
  );
}
