// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Outcome, Problem } from '../api';
import { session } from '../session';
import { t } from '../words';
import { problemWords } from './problem_words';

interface PageOf<T> {
  items: T[];
  next_cursor: string | null;
}
interface Paged<T> {
  items: T[];
  next: string | null;
  problem?: Problem;
  ready: boolean;
  more: () => void;
  again: () => void;
}

/** A list page by page; it starts over when `of` changes. */
export function usePaged<T>(ask: (cursor?: string) => Promise<Outcome<PageOf<T>>>, of: string): Paged<T> {
  const [list, setList] = useState<{ items: T[]; next: string | null; problem?: Problem; ready: boolean }>({
    items: [],
    next: null,
    ready: false,
  });
  const [round, setRound] = useState(0);
  const latest = useRef(0);
  const csrf = session.value?.csrf;
  const fetchPage = (cursor?: string): void => {
    const mine = ++latest.current;
    void ask(cursor).then((answer) => {
      if (mine !== latest.current) return;
      setList((before) => {
        if (!answer.data) return { ...before, problem: answer.problem, ready: true };
        return {
          items: cursor ? [...before.items, ...answer.data.items] : answer.data.items,
          next: answer.data.next_cursor,
          ready: true,
        };
      });
    });
  };
  useEffect(() => fetchPage(), [of, round, csrf]);
  return { ...list, more: () => list.next && fetchPage(list.next), again: () => setRound((n) => n + 1) };
}

/** What stands under a paged list: a problem, or the way to the next page. */
export function PagedEnd({ list }: { list: Paged<unknown> }) {
  if (list.problem) {
    return (
      <div class="notice bad" role="alert">
        <p>{problemWords(list.problem)}</p>
        <button type="button" class="button" onClick={list.again}>
          {t('try_again')}
        </button>
      </div>
    );
  }
  if (!list.ready) return <p class="quiet">{t('fetching')}</p>;
  return list.next ? (
    <button type="button" class="button" onClick={list.more}>
      {t('more')}
    </button>
  ) : null;
}
