// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { announce } from '../announce';
import type { Action, Indicator, Outcome } from '../api';
import { api, keyPerBody, outcome, writing } from '../api';
import { dayOf } from '../days';
import type { FieldError } from '../parts/error_summary';
import { ErrorSummary, errorsOf, wordsFor } from '../parts/error_summary';
import { TextArea, TextField } from '../parts/fields';
import { t } from '../words';

interface FormProps {
  label: string;
  button: string;
  check: () => FieldError[];
  send: () => Promise<Outcome<unknown>>;
  fields: Record<string, string>; // of the service to those of the page
  sent: () => void;
  children: (wrong: (field: string) => string | undefined) => ComponentChildren;
}

/** A small form that opens where it is needed, checks itself, and closes when it is saved. */
function FoldedForm({ label, button, check, send, fields, sent, children }: FormProps) {
  const [open, setOpen] = useState(false);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = check();
    setErrors(found);
    if (found.length > 0) return;
    const answer = await send();
    if (answer.problem) return setErrors(errorsOf(answer.problem, fields));
    setOpen(false);
    sent();
  };
  return (
    <details class="no-print folded" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      <form onSubmit={submit} noValidate>
        <ErrorSummary errors={errors} />
        {children(wordsFor(errors))}
        <button class="button main">{button}</button>
      </form>
    </details>
  );
}

/** What the district does about an indicator, and by when. */
export function RecordAction({ indicator, about, then }: { indicator: Indicator; about: string; then: () => void }) {
  const [what, setWhat] = useState('');
  const [dueOn, setDueOn] = useState('');
  const keyOf = useMemo(keyPerBody, []);
  const [whatId, dueId] = [`${indicator}-what`, `${indicator}-due`];
  const check = (): FieldError[] => [
    ...(what.trim() ? [] : [{ field: whatId, words: t('action_what_needed') }]),
    ...(dueOn >= dayOf(new Date()) ? [] : [{ field: dueId, words: t('action_due_needed') }]),
  ];
  const send = () => {
    const body = { indicator, what: what.trim(), due_on: dueOn };
    const header = { ...writing(), 'Idempotency-Key': keyOf(body) };
    return outcome(api.POST('/consistency/actions', { params: { header }, body }));
  };
  const sent = (): void => {
    announce(t('action_saved'));
    setWhat('');
    setDueOn('');
    then();
  };
  return (
    <FoldedForm
      label={`${t('action_record')}: ${about}`}
      button={t('action_save')}
      check={check}
      send={send}
      fields={{ what: whatId, due_on: dueId }}
      sent={sent}
    >
      {(wrong) => (
        <>
          <TextArea id={whatId} label={t('action_what')} hint={t('action_what_hint')} rows={2} max={2000} value={what} onValue={setWhat} error={wrong(whatId)} />
          <TextField id={dueId} type="date" label={t('action_due')} value={dueOn} onValue={setDueOn} error={wrong(dueId)} />
        </>
      )}
    </FoldedForm>
  );
}

/** What came of an action. */
export function FollowUp({ action, then }: { action: Action; then: () => void }) {
  const [words, setWords] = useState('');
  const keyOf = useMemo(keyPerBody, []);
  const field = `outcome-${action.id}`;
  const send = () => {
    const body = { outcome: words.trim() };
    const header = { ...writing(), 'Idempotency-Key': keyOf(body) };
    return outcome(api.POST('/consistency/actions/{id}/follow-up', { params: { path: { id: action.id }, header }, body }));
  };
  const sent = (): void => {
    announce(t('action_followed'));
    then();
  };
  return (
    <FoldedForm
      label={t('action_follow', { what: action.what })}
      button={t('action_follow_save')}
      check={() => (words.trim() ? [] : [{ field, words: t('action_outcome_needed') }])}
      send={send}
      fields={{ outcome: field }}
      sent={sent}
    >
      {(wrong) => (
        <TextArea id={field} label={t('action_outcome')} hint={t('action_what_hint')} rows={2} max={2000} value={words} onValue={setWords} error={wrong(field)} />
      )}
    </FoldedForm>
  );
}
