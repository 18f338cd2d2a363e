// SPDX-License-Identifier: EUPL-1.2
import type { Entries } from '../drafts';
import { newest, restorable, sameContent } from '../drafts';
import { dropDraft, keptDrafts } from '../local_drafts';

/** A draft as it is kept on this computer: what has not reached the service, and what it was based on. */
export interface KeptDraft {
  revision: number;
  editor: string;
  entries: Entries;
  contested?: Entries; // my side of conflicts that are not settled: these are never sent before they are
}

export const keptName = (assessment: string, editor: string): string => `assessment/${assessment}/${editor}`;

/** What earlier forms of this assessment left behind that is newer than the service's; the rest is thrown away. */
export async function leftBehind(
  assessment: string,
  service: Entries,
): Promise<{ drafts: KeptDraft[]; contested: Entries; names: string[] }> {
  const kept = await keptDrafts<KeptDraft>(`assessment/${assessment}/`).catch(() => new Map<string, KeptDraft>());
  const wanted = restorable(newest([...kept.values()].map((draft) => draft.entries)), service);
  const drafts: KeptDraft[] = [];
  for (const draft of kept.values()) {
    const own = Object.entries(draft.entries).filter(([item, entry]) => wanted[item]?.at === entry.at);
    if (own.length > 0) drafts.push({ ...draft, entries: Object.fromEntries(own) });
  }
  const mine = newest([...kept.values()].map((draft) => draft.contested ?? {}));
  const contested = Object.fromEntries(
    Object.entries(mine).filter(([item, entry]) => !service[item] || !sameContent(entry, service[item])),
  );
  return { drafts, contested, names: [...kept.keys()] };
}

export async function forget(names: string[]): Promise<void> {
  await Promise.all(names.map((name) => dropDraft(name).catch(() => undefined)));
}
