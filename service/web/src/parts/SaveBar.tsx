// SPDX-License-Identifier: EUPL-1.2
// How far the form is and whether all of it is saved: always in sight, never read aloud at each save.
import type { Draft } from '../drafts';
import { many, t, tOf, type Word } from '../words';

interface Props {
  draft: Draft;
  answered: number;
  unknown: number;
  all: number;
  readOnly: boolean;
  onUndo: () => void;
  onReview: () => void;
}

export function SaveBar({ draft, answered, unknown, all, readOnly, onUndo, onReview }: Props) {
  return (
    <div class="bar">
      <div>
        <progress max={all} value={answered} aria-label={t('progress')} />
        <span>
          <strong>{t('of_answered', { n: answered, all })}</strong>, {many('unknown', unknown)}
        </span>
      </div>
      {!readOnly && (
        <div class="bar-end">
          <span class={`save ${draft.state}`}>{t(`save_${draft.state}` as Word)}</span>
          <button type="button" class="second" disabled={draft.undoCount === 0} onClick={onUndo}>
            {t('undo')}
          </button>
          <button type="button" onClick={onReview}>
            {t('review_short')}
          </button>
        </div>
      )}
      {draft.state === 'refused' && (
        <p class="fault" role="alert">
          {t('save_refused_text')} {draft.refused.map((fault) => `${fault.field.replace('responses.', '')}: ${tOf('fault', fault.reason)}`).join('; ')}
        </p>
      )}
    </div>
  );
}
