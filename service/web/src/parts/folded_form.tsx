// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Outcome } from '../api';
import type { FieldError } from './error_summary';
import { ErrorSummary, errorsOf, wordsFor } from './error_summary';

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
export function FoldedForm({ label, button, check, send, fields, sent, children }: FormProps) {
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
