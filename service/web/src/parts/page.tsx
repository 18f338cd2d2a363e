// SPDX-License-Identifier: EUPL-1.2
// What every page needs: a heading that takes the focus, a reading of the service, and faults in words.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api';
import { t, tOf } from '../words';
import { signedOut } from '../session';

export function Title({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ''} – Lika`;
  });
  return (
    <h1 tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}

export interface Reading<T> {
  data?: T;
  failure?: Failure;
  again: () => void;
}

/** Reads once for `what`, again when asked and when the session is back. */
export function useReading<T>(what: string, read: () => Promise<{ data?: T; failure?: Failure }>): Reading<T> {
  const [state, setState] = useState<{ data?: T; failure?: Failure }>({});
  const [turn, setTurn] = useState(0);
  const out = signedOut.value;
  useEffect(() => {
    let wanted = true;
    if (!out) void read().then((answer) => wanted && setState(answer));
    return () => {
      wanted = false;
    };
  }, [what, turn, out]);
  return { ...state, again: () => setTurn(turn + 1) };
}

/** The reason of a failure in words a person can act on. */
export const failureWords = (failure: Failure) => {
  if (failure.status === 0) return t('offline_text');
  if (failure.status === 401) return t('signed_out_title');
  if (failure.status === 404) return t('not_here_text');
  const words = tOf('reason', failure.reason);
  return words === failure.reason ? t('went_wrong') : words;
};

export const Trouble = ({ failure, again }: { failure: Failure; again?: () => void }) => (
  <div class="notice fault" role="alert">
    <p>{failureWords(failure)}</p>
    {again && (
      <button type="button" onClick={again}>
        {t('try_again')}
      </button>
    )}
  </div>
);

export const Waiting = () => <p class="waiting">{t('loading')}</p>;

/** All faults of a form at its top, each a link to its field; takes the focus when it appears. */
export function Faults({ faults }: { faults: { field: string; words: string }[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faults.length > 0) box.current?.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  return (
    <div class="notice fault" role="alert" tabIndex={-1} ref={box}>
      <h2>{t('faults_title')}</h2>
      <ul>
        {faults.map((fault) => (
          <li>
            <a
              href={`#${fault.field}`}
              onClick={(event) => {
                event.preventDefault();
                const field = document.getElementById(fault.field);
                (field?.matches('input,select,textarea') ? field : field?.querySelector<HTMLElement>('input,select,textarea'))?.focus();
              }}
            >
              {fault.words}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
