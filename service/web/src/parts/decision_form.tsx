// SPDX-License-Identifier: EUPL-1.2
import { useMemo, useState } from 'preact/hooks';
import { announce } from '../announce';
import { api, keyPerBody, outcome, writing } from '../api';
import { go } from '../navigate';
import { t } from '../words';
import type { FieldError } from './error_summary';
import { ErrorSummary, errorsOf, wordsFor } from './error_summary';
import { TextArea, Tiles } from './fields';

/** Opens an investigation or closes the concern, with reasons. Opening makes a case. */
export function DecisionForm({ concern, then }: { concern: string; then: () => void }) {
  const [open, setOpen] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const keyOf = useMemo(keyPerBody, []);
  const wrong = wordsFor(errors);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found: FieldError[] = [];
    if (!open) found.push({ field: 'decision', words: t('decision_needed') });
    if (!reason.trim()) found.push({ field: 'decision-reason', words: t('decision_reason_needed') });
    setErrors(found);
    if (found.length > 0) return;
    const body = { open: open === 'yes', reason: reason.trim() };
    const answer = await outcome(
      api.POST('/concerns/{id}/decision', {
        params: { path: { id: concern }, header: { ...writing(), 'Idempotency-Key': keyOf(body) } },
        body,
      }),
    );
    if (answer.problem) return setErrors(errorsOf(answer.problem, { reason: 'decision-reason' }));
    announce(t('decided'));
    if (answer.data.case) go(`/cases/${answer.data.case}`);
    else then();
  };
  return (
    <form onSubmit={submit} noValidate aria-labelledby="decide">
      <h2 id="decide">{t('decision_title')}</h2>
      <ErrorSummary errors={errors} />
      <Tiles
        id="decision"
        label={t('decision_question')}
        chosen={[open]}
        onChosen={([one]) => setOpen(one!)}
        error={wrong('decision')}
        choices={[
          { value: 'yes', label: t('decision_open') },
          { value: 'no', label: t('decision_close') },
        ]}
      />
      <TextArea
        id="decision-reason"
        label={t('decision_reason')}
        value={reason}
        onValue={setReason}
        error={wrong('decision-reason')}
      />
      <button class="button main">{t('decision_send')}</button>
    </form>
  );
}
