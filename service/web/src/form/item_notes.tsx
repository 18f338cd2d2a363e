// SPDX-License-Identifier: EUPL-1.2
import type { Item } from '../api';
import type { Entry } from '../drafts';
import { showDay, t } from '../words';
import { dayOf } from '../days';
import type { DraftForm } from './draft_form';
import { gapOf } from './items';
import { previous, previousOf } from './previous';

/** What was entered, in one phrase: the step, or why there is none. */
export function responseWords(entry: Pick<Entry, 'rating' | 'missing'>): string {
  if (entry.rating !== null) return t('step_number', { n: entry.rating });
  if (entry.missing === 'not_known') return t('not_known');
  return t(entry.missing === 'not_applicable' ? 'not_applicable' : 'unanswered');
}

/** Small notes under an item: what it was last time, that somebody else changed it, that evidence is lacking. */
export function ItemNotes({ form, item, entry }: { form: DraftForm; item: Item; entry: Entry }) {
  const before = previousOf(item.id, entry);
  const lacking = gapOf(form.instrument, item.id, entry, form.ruledOut.value)?.reason === 'evidence_missing';
  const notes = [
    before &&
      t('last_time', { day: showDay(dayOf(new Date(previous.value!.signedAt))), response: responseWords(before) }),
    form.byOthers.value.has(item.id) && t('changed_by_other'),
    lacking && t('evidence_needed'),
  ].filter(Boolean);
  return notes.length > 0 ? <p class="notes">{notes.join(' · ')}</p> : null;
}

/** Two people changed the same item: both versions, and the choice. Nothing is thrown away before it is made. */
export function Conflict({ form, item, entry }: { form: DraftForm; item: Item; entry: Entry }) {
  const theirs = form.contested.value[item.id];
  if (!theirs) return null;
  return (
    <div class="notice conflict" role="group" aria-label={t('conflict_title')}>
      <p>
        <strong>{t('conflict_title')}</strong>
      </p>
      <p>
        {t('conflict_mine')}: {responseWords(entry)}. {entry.evidence}
      </p>
      <p>
        {t('conflict_theirs')}: {responseWords(theirs)}. {theirs.evidence}
      </p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => form.settle(item.id, 'mine')}>
          {t('keep_mine')}
        </button>
        <button type="button" class="button" onClick={() => form.settle(item.id, 'theirs')}>
          {t('take_theirs')}
        </button>
      </div>
    </div>
  );
}
