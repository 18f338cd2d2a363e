// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import { problemWords } from '../parts/problem_words';
import { SignedOutBar } from '../parts/signed_out_bar';
import { plural, t } from '../words';
import type { DraftForm } from './draft_form';
import { focusItemById } from './keyboard';

function SaveStatus({ form }: { form: DraftForm }) {
  const status = form.status.value;
  const words = status === 'refused' && form.problem.value ? problemWords(form.problem.value) : t(`save_${status}`);
  const asks = status === 'offline' || status === 'refused';
  return (
    <span class={`save ${status}`}>
      {words}
      {asks && (
        <button type="button" class="button small" onClick={() => form.tryAgain()}>
          {t('try_again')}
        </button>
      )}
    </span>
  );
}

/** How far the assessment has come, whether it is saved, undo; and the login when the session has ended. */
export function SaveBar({ form, children }: { form: DraftForm; children?: ComponentChildren }) {
  const { answered, all, notKnown } = form.progress.value;
  const undo = (): void => {
    const item = form.undo();
    if (item) focusItemById(item);
  };
  return (
    <div class="bar">
      <div class="bar-row">
        <progress value={answered} max={all} aria-label={t('progress_name')} />
        <span>
          <strong>{t('progress', { answered, all })}</strong>, {plural('not_known_count', notKnown)}
        </span>
        <SaveStatus form={form} />
        <button type="button" class="button small" disabled={form.steps.value.length === 0} onClick={undo}>
          {t('undo')}
        </button>
        {children}
      </div>
      <SignedOutBar />
    </div>
  );
}
