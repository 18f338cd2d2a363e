// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Outcome, Problem } from '../api';
import { session } from '../session';
import { t } from '../words';
import { problemWords } from './problem_words';
import { ReasonForm } from './reason_form';

export interface Loading<T> {
  data?: T;
  problem?: Problem;
  again: () => void;
}

/** Asks the service, again when `of` changes or somebody has signed in anew. */
export function useLoaded<T>(ask: () => Promise<Outcome<T>>, of: string): Loading<T> {
  const [answer, setAnswer] = useState<{ of: string; data?: T; problem?: Problem }>({ of });
  const [round, setRound] = useState(0);
  const csrf = session.value?.csrf;
  useEffect(() => {
    let current = true;
    void ask().then((given) => {
      if (!current) return;
      setAnswer((before) => (given.problem?.status === 401 && before.data ? before : { of, ...given }));
    });
    return () => {
      current = false;
    };
  }, [of, round, csrf]);
  return { ...(answer.of === of ? answer : {}), again: () => setRound((n) => n + 1) };
}

/** Shows what was asked for, that it is on its way, or why it did not come. */
export function Loaded<T>({
  from,
  reasonFor,
  children,
}: {
  from: Loading<T>;
  reasonFor?: string;
  children: (data: T) => ComponentChildren;
}) {
  if (from.data !== undefined) return <>{children(from.data)}</>;
  if (!from.problem) return <p class="quiet">{t('fetching')}</p>;
  if (from.problem.reason === 'reason_required' && reasonFor) return <ReasonForm of={reasonFor} then={from.again} />;
  return (
    <div class="notice bad" role="alert">
      <p>{problemWords(from.problem)}</p>
      <button type="button" class="button" onClick={from.again}>
        {t('try_again')}
      </button>
    </div>
  );
}
