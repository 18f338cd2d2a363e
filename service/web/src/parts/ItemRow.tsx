// SPDX-License-Identifier: EUPL-1.2
// One item: its steps with their anchors, unknown, not applicable, the evidence and who told.
import type { Item } from '../api';
import type { Answer, Draft } from '../drafts';
import { say, t, textOf, tOf } from '../words';

const informants = ['young_person', 'guardian', 'school', 'records', 'observation', 'other'];

interface Props {
  item: Item;
  draft: Draft;
  answer: Answer;
  lacking: boolean;
  readOnly: boolean;
  /** A digit was used: the next item may take the focus. */
  onDigit: (item: string) => void;
}

/** Digits and ? act only while one of the item's own buttons has the focus. */
function byKey(event: KeyboardEvent, { item, draft, onDigit }: Props) {
  if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'radio' || event.ctrlKey || event.metaKey || event.altKey) return;
  const option = item.options.find((one) => String(one.rating) === event.key);
  if (option) draft.edit(item.id, { rating: option.rating, missing: 'unanswered' });
  else if (event.key === '?') draft.edit(item.id, { rating: null, missing: 'not_known' });
  else return;
  event.preventDefault();
  onDigit(item.id);
}

function Tile({ item, label, mark, lang, checked, disabled, onPick }: { item: Item; label: string; mark: string; lang?: string; checked: boolean; disabled: boolean; onPick: () => void }) {
  return (
    <label class={checked ? 'tile chosen' : 'tile'}>
      <input type="radio" name={`r-${item.id}`} checked={checked} disabled={disabled} onChange={onPick} />
      <span class="mark" aria-hidden="true">
        {mark}
      </span>
      <span lang={lang}>{label}</span>
    </label>
  );
}

function Contested({ item, draft }: { item: Item; draft: Draft }) {
  const theirs = draft.contested[item.id];
  if (!theirs) return null;
  const words = theirs.rating === null ? tOf('missing', theirs.missing) : String(theirs.rating);
  return (
    <div class="notice" role="group" aria-label={t('conflict_title')}>
      <p>
        <strong>{t('conflict_title')}</strong> {t('conflict_theirs', { words })} {theirs.evidence && <q>{theirs.evidence}</q>}
      </p>
      <p class="actions">
        <button type="button" class="second" onClick={() => draft.settle(item.id, true)}>
          {t('conflict_mine')}
        </button>
        <button type="button" class="second" onClick={() => draft.settle(item.id, false)}>
          {t('conflict_use_theirs')}
        </button>
      </p>
    </div>
  );
}

function Evidence({ item, draft, answer, lacking, readOnly }: Props) {
  const name = say(item.text);
  const picked = answer.sources.map((one) => tOf('informant', one)).join(', ');
  return (
    <div class="evidence">
      <textarea
        rows={1}
        aria-label={t('evidence_for', { name })}
        placeholder={lacking ? t('evidence_needed') : t('evidence_hint')}
        aria-invalid={lacking ? true : undefined}
        readOnly={readOnly}
        value={answer.evidence}
        onInput={(event) => draft.edit(item.id, { evidence: event.currentTarget.value }, true)}
      />
      <details class="sources">
        <summary aria-label={`${t('sources_for', { name })} ${picked}`}>{picked || t('sources_choose')}</summary>
        <div>
          {informants.map((one) => (
            <label>
              <input
                type="checkbox"
                disabled={readOnly}
                checked={answer.sources.includes(one)}
                onChange={(event) => draft.edit(item.id, { sources: event.currentTarget.checked ? [...answer.sources, one] : answer.sources.filter((kept) => kept !== one) })}
              />
              {tOf('informant', one)}
            </label>
          ))}
        </div>
      </details>
    </div>
  );
}

export function ItemRow(props: Props) {
  const { item, draft, answer, readOnly, lacking } = props;
  const pole = item.factor === 'none' ? undefined : item.factor;
  const name = textOf(item.text);
  return (
    <fieldset id={item.id} class={`item ${pole ?? ''}`} onKeyDown={(event) => byKey(event, props)}>
      <legend>
        {pole ? <span class={`pole ${pole}`}>{tOf('pole', pole)}</span> : <span lang={name.lang}>{name.words}</span>}
        {pole && <span class="unseen" lang={name.lang}> {name.words}</span>}
      </legend>
      <div class="tiles">
        {item.options.map((option) => {
          const anchor = textOf(option.anchor);
          return (
            <Tile
              item={item}
              mark={String(option.rating)}
              label={anchor.words}
              lang={anchor.lang}
              disabled={readOnly}
              checked={answer.rating === option.rating}
              onPick={() => draft.edit(item.id, { rating: option.rating, missing: 'unanswered' })}
            />
          );
        })}
        <div class="missing">
          <Tile item={item} mark="?" label={t('missing_not_known')} disabled={readOnly} checked={answer.rating === null && answer.missing === 'not_known'} onPick={() => draft.edit(item.id, { rating: null, missing: 'not_known' })} />
          {item.may_be_not_applicable && (
            <Tile item={item} mark="–" label={t('missing_not_applicable')} disabled={readOnly} checked={answer.rating === null && answer.missing === 'not_applicable'} onPick={() => draft.edit(item.id, { rating: null, missing: 'not_applicable' })} />
          )}
        </div>
      </div>
      <Contested item={item} draft={draft} />
      <Evidence {...props} />
      {lacking && <p class="fault">{t('evidence_missing')}</p>}
    </fieldset>
  );
}
