// SPDX-License-Identifier: EUPL-1.2
import { useMemo, useState } from 'preact/hooks';
import { announce } from '../announce';
import { api, keyPerBody, outcome, writing } from '../api';
import { go } from '../navigate';
import { t } from '../words';
import type { FieldError } from './error_summary';
import { ErrorSummary, errorsOf, wordsFor } from './error_summary';
import { TextArea, Tiles } from './fields';

/** A supervisor approves an override or sends it back, with reasons. */
export function ApprovalForm({ assessment }: { assessment: string }) {
  const [approve, setApprove] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const keyOf = useMemo(keyPerBody, []);
  const wrong = wordsFor(errors);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found: FieldError[] = [];
    if (!approve) found.push({ field: 'approve', words: t('approve_needed') });
    if (!reason.trim()) found.push({ field: 'approve-reason', words: t('approve_reason_needed') });
    setErrors(found);
    if (found.length > 0) return;
    const body = { approve: approve === 'yes', reason: reason.trim() };
    const answer = await outcome(
      api.POST('/assessments/{id}/approval', {
        params: { path: { id: assessment }, header: { ...writing(), 'Idempotency-Key': keyOf(body) } },
        body,
      }),
    );
    if (answer.problem) return setErrors(errorsOf(answer.problem, { reason: 'approve-reason' }));
    announce(t(approve === 'yes' ? 'approved' : 'sent_back'));
    go('/approvals');
  };
  return (
    <form class="notice no-print" onSubmit={submit} noValidate aria-labelledby="approval">
      <h2 id="approval">{t('approval_title')}</h2>
      <ErrorSummary errors={errors} />
      <Tiles
        id="approve"
        label={t('approve_question')}
        chosen={[approve]}
        onChosen={([one]) => setApprove(one!)}
        error={wrong('approve')}
        choices={[
          { value: 'yes', label: t('approve_yes') },
          { value: 'no', label: t('approve_no') },
        ]}
      />
      <TextArea
        id="approve-reason"
        label={t('approve_reason')}
        rows={3}
        value={reason}
        onValue={setReason}
        error={wrong('approve-reason')}
      />
      <button class="button main">{t('approve_send')}</button>
    </form>
  );
}
