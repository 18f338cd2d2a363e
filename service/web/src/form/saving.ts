// SPDX-License-Identifier: EUPL-1.2
import type { DraftResponse, Problem, Result } from '../api';
import { api, outcome, writing } from '../api';
import type { Entries } from '../drafts';
import { allFromService, inParts, toChanges } from '../drafts';
import { renewSession } from '../session';

/** What a save gave. */
export type Saved =
  | { kind: 'saved'; revision: number; others: Entries; result: Result }
  | { kind: 'contested'; revision: number; others: Entries }
  | { kind: 'failed'; problem: Problem };

interface Seen {
  assessment: string;
  revision: number;
  editor: string;
}

function call(seen: Seen, entries: Entries) {
  return outcome(
    api.PATCH('/assessments/{id}/responses', {
      params: {
        path: { id: seen.assessment },
        header: { ...writing(), 'If-Match': `"${seen.revision}"`, 'X-Editor': seen.editor },
      },
      body: { responses: toChanges(entries) },
    }),
  );
}

/** Sends the changed items. A session token that another tab has replaced is renewed once. */
export async function save(seen: Seen, entries: Entries): Promise<Saved> {
  let answer = await call(seen, entries);
  if (answer.problem?.status === 403 && (await renewSession())) answer = await call(seen, entries);
  if (!answer.problem) {
    const { revision, others, result } = answer.data;
    return { kind: 'saved', revision, others: allFromService(others), result };
  }
  const body = answer.problem.body as { revision?: number; others?: Record<string, DraftResponse> } | undefined;
  if (answer.problem.status === 412 && body?.revision !== undefined) {
    return { kind: 'contested', revision: body.revision, others: allFromService(body.others ?? {}) };
  }
  return { kind: 'failed', problem: answer.problem };
}

const keepaliveBytes = 30_000; // a closing page may carry 64 KiB in all, headers counted

/** Sends what is left with requests that outlive the page. */
export function saveOnLeaving(seen: Seen, entries: Entries): void {
  for (const part of inParts(entries, keepaliveBytes).slice(0, 2)) {
    void fetch(`/api/v1/assessments/${encodeURIComponent(seen.assessment)}/responses`, {
      method: 'PATCH',
      keepalive: true,
      credentials: 'same-origin',
      headers: {
        ...writing(),
        'Content-Type': 'application/json',
        'If-Match': `"${seen.revision}"`,
        'X-Editor': seen.editor,
      },
      body: JSON.stringify({ responses: toChanges(part) }),
    }).catch(() => undefined);
  }
}
