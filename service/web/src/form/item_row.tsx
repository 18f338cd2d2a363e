// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import type { Item } from '../api';
import type { Entry } from '../drafts';
import { WordsOf } from '../parts/words_of';
import { t, textIn, tokenWords } from '../words';
import type { DraftForm } from './draft_form';
import { onItemKey } from './keyboard';
import { Conflict, ItemNotes } from './item_notes';
import { advanceOnDigit } from './settings';

const sourceTokens = ['young_person', 'guardian', 'school', 'records', 'observation', 'other'] as const;

/** What an item is called aloud: its pole and the factor's name. */
function fullName(item: Item): string {
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

function Evidence({ form, item, entry, name }: { form: DraftForm; item: Item; entry: Entry; name: string }) {
  const sources = entry.sources.length > 1 ? [...sourceTokens, entry.sources.join(' ')] : [...sourceTokens];
  return (
    <>
      <textarea
        class="evidence"
        rows={1}
        maxLength={8000}
        value={entry.evidence}
        placeholder={t('evidence_placeholder')}
        aria-label={t('evidence_for', { item: name })}
        onInput={(event) => form.edit(item.id, 'evidence', { evidence: event.currentTarget.value })}
      />
      <select
        class="source"
        value={entry.sources.join(' ')}
        aria-label={t('source_for', { item: name })}
        onChange={(event) =>
          form.edit(item.id, 'sources', { sources: event.currentTarget.value.split(' ').filter(Boolean) })
        }
      >
        <option value="">{t('source_choose')}</option>
        {sources.map((source) => (
          <option value={source}>
            {source
              .split(' ')
              .map((one) => tokenWords('source', one))
              .join(', ')}
          </option>
        ))}
      </select>
    </>
  );
}

/** A whole number to type; what is no number it can be is not kept. */
function NumberField({ item, entry, choose, clear }: { item: Item; entry: Entry; choose: (rating: number) => void; clear: () => void }) {
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
      value={entry.rating ?? ''}
      onChange={(event) => take(event.currentTarget)}
    />
  );
}

/** One item to rate: its options with their anchors, not known, not applicable, evidence and source. */
export function ItemRow({ form, item }: { form: DraftForm; item: Item }) {
  const entry = form.entry(item.id).value;
  const name = fullName(item);
  const choose = (rating: number): void => form.edit(item.id, 'response', { rating, missing: null });
  const miss = (missing: 'not_known' | 'not_applicable'): void =>
    form.edit(item.id, 'response', { rating: null, missing });
  if (form.ruledOut.value.has(item.id)) {
    return (
      <div class="item" id={`item-${item.id}`}>
        <p class="quiet">
          {fullName(item)}: {t('ruled_out')}
        </p>
      </div>
    );
  }
  if (!item.entered) {
    return (
      <div class="item" id={`item-${item.id}`}>
        <p class="quiet">
          {fullName(item)}: {t('not_entered')}
        </p>
      </div>
    );
  }
  const clear = (): void => form.edit(item.id, 'response', { rating: null, missing: null });
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
        {item.number && <NumberField item={item} entry={entry} choose={choose} clear={clear} />}
        {(item.number ? [] : item.options).map(({ rating, anchor }) => (
          <Option
            name={item.id}
            mark={String(rating)}
            value={String(rating)}
            checked={entry.rating === rating}
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
            checked={entry.missing === 'not_known'}
            choose={() => miss('not_known')}
          >
            {t('not_known')}
          </Option>
          {item.may_be_not_applicable && (
            <Option
              name={item.id}
              mark="–"
              value="not_applicable"
              checked={entry.missing === 'not_applicable'}
              choose={() => miss('not_applicable')}
            >
              {t('not_applicable')}
            </Option>
          )}
        </div>
      </div>
      <div class="ground">
        <Evidence form={form} item={item} entry={entry} name={name} />
      </div>
      <ItemNotes form={form} item={item} entry={entry} />
      <Conflict form={form} item={item} entry={entry} />
    </div>
  );
}
