// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import { giveReason } from '../reasons';
import { t } from '../words';
import type { FieldError } from './error_summary';
import { ErrorSummary } from './error_summary';
import { TextField, Tiles } from './fields';

const common = ['reason_covers', 'reason_review', 'reason_request', 'reason_other'] as const;

/** Somebody else's case opens with a reason, which the log keeps. */
export function ReasonForm({ of, then }: { of: string; then: () => void }) {
  const [kind, setKind] = useState('');
  const [words, setWords] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = (event: Event): void => {
    event.preventDefault();
    const wrong: FieldError[] = [];
    if (!kind) wrong.push({ field: 'reason-kind', words: t('reason_needed') });
    if (kind === 'reason_other' && !words.trim())
      wrong.push({ field: 'reason-words', words: t('reason_words_needed') });
    setErrors(wrong);
    if (wrong.length > 0) return;
    giveReason(of, [t(kind as (typeof common)[number]), words.trim()].filter(Boolean).join(': ').slice(0, 500));
    then();
  };
  return (
    <form class="notice" onSubmit={submit} noValidate>
      <h2>{t('reason_title')}</h2>
      <p>{t('reason_lead')}</p>
      <ErrorSummary errors={errors} />
      <Tiles
        id="reason-kind"
        label={t('reason_kind')}
        chosen={[kind]}
        onChosen={([one]) => setKind(one ?? '')}
        choices={common.map((key) => ({ value: key, label: t(key) }))}
      />
      <TextField
        id="reason-words"
        label={t('reason_words')}
        optional={kind !== 'reason_other'}
        value={words}
        onValue={setWords}
        max={400}
      />
      <button class="button main">{t('reason_open')}</button>
    </form>
  );
}
