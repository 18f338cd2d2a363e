// SPDX-License-Identifier: EUPL-1.2
import type { Problem } from '../api';
import { isKey, plural, t } from '../words';

/** A fault's reason in words, or nothing when the page has none for it. */
export function faultWords(reason: string): string | undefined {
  const key = `fault_${reason}`;
  return isKey(key) ? t(key) : undefined;
}

/** What went wrong and what to do, never a code alone. */
export function problemWords(problem: Problem): string {
  if (problem.status === 0) return t('problem_unreachable');
  if (problem.status === 429)
    return plural('problem_try_later', Math.max(1, Math.ceil((problem.retryAfter ?? 60) / 60)));
  const reason = `problem_${problem.reason}`;
  if (isKey(reason)) return t(reason);
  const status = `problem_status_${problem.status}`;
  if (isKey(status)) return t(status);
  return t('problem_other', { reason: problem.reason });
}
