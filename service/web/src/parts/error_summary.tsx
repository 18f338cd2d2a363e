// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../api';
import { t } from '../words';
import { faultWords, problemWords } from './problem_words';

export interface FieldError {
  field: string;
  words: string;
}

/** What is wrong, each line a link to its field. Takes the focus when it appears. */
export function ErrorSummary({ title, errors }: { title?: string; errors: FieldError[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [errors]);
  if (errors.length === 0) return null;
  return (
    <div class="notice bad error-summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{title ?? t('errors_title')}</h2>
      <ul>
        {errors.map((error) => (
          <li>
            {error.field ? (
              <a href={`#${error.field}`} onClick={(event) => toField(event, error.field)}>
                {error.words}
              </a>
            ) : (
              error.words
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function toField(event: MouseEvent, field: string): void {
  event.preventDefault();
  const target = document.getElementById(field);
  const first = target?.matches('input, select, textarea')
    ? target
    : target?.querySelector<HTMLElement>('input, select, textarea');
  first?.focus();
  target?.scrollIntoView({ block: 'center' });
}

/** What to say beside a field: the first thing wrong with it. */
export const wordsFor =
  (errors: FieldError[]) =>
  (field: string): string | undefined =>
    errors.find((error) => error.field === field)?.words;

/** A problem as lines for the summary; `fields` says which field of the page a fault of the service belongs to. */
export function errorsOf(problem: Problem, fields: Record<string, string> = {}): FieldError[] {
  const known = problem.faults
    .map((fault) => ({ field: fields[fault.field] ?? '', words: faultWords(fault.reason) ?? '' }))
    .filter((error) => error.words !== '');
  return known.length > 0 ? known : [{ field: '', words: problemWords(problem) }];
}
