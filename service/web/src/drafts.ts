// SPDX-License-Identifier: EUPL-1.2
import type { DraftResponse, Missing, ResponseChange } from './api';

/** What the form holds for one item. Neither a rating nor a missing word: unanswered. */
export interface Entry {
  rating: number | null;
  missing: Missing | null;
  evidence: string;
  sources: string[];
  at: string; // RFC 3339 with milliseconds
  editor: string;
}
export type Content = Pick<Entry, 'rating' | 'missing' | 'evidence' | 'sources'>;
export type Entries = Record<string, Entry>;

export const nothing: Entry = { rating: null, missing: null, evidence: '', sources: [], at: '', editor: '' };

export function fromService(response: DraftResponse): Entry {
  const missing = response.missing === 'unanswered' ? null : (response.missing ?? null);
  return {
    rating: response.rating ?? null,
    missing,
    evidence: response.evidence,
    sources: response.sources,
    at: response.at,
    editor: response.editor,
  };
}

export function allFromService(responses: Record<string, DraftResponse>): Entries {
  return Object.fromEntries(Object.entries(responses).map(([item, response]) => [item, fromService(response)]));
}

export function toChange(entry: Entry): ResponseChange {
  const response =
    entry.rating === null ? { missing: entry.missing ?? ('unanswered' as const) } : { rating: entry.rating };
  return { ...response, evidence: entry.evidence, sources: entry.sources, at: entry.at };
}

export function toChanges(entries: Entries): Record<string, ResponseChange> {
  return Object.fromEntries(Object.entries(entries).map(([item, entry]) => [item, toChange(entry)]));
}

export function isAnswered(entry: Entry): boolean {
  return entry.rating !== null || entry.missing === 'not_known' || entry.missing === 'not_applicable';
}

export function sameContent(one: Content, other: Content): boolean {
  return (
    one.rating === other.rating &&
    one.missing === other.missing &&
    one.evidence === other.evidence &&
    one.sources.join('\n') === other.sources.join('\n')
  );
}

/** The time of an edit: now, but always later than the edit before, whatever the clock does. */
export function timeOfEdit(now: number, before: string): string {
  const earliest = before ? Date.parse(before) + 1 : 0;
  return new Date(Math.max(now, Number.isNaN(earliest) ? 0 : earliest)).toISOString();
}

/** Of a kept draft only what is newer than the service's, item by item. */
export function restorable(kept: Entries, service: Entries): Entries {
  return Object.fromEntries(
    Object.entries(kept).filter(([item, entry]) => {
      const there = service[item];
      if (!there) return true;
      return Date.parse(entry.at) > Date.parse(there.at || '1970-01-01') && !sameContent(entry, there);
    }),
  );
}

/** The newest entry of each item out of several kept drafts. */
export function newest(drafts: Entries[]): Entries {
  const all: Entries = {};
  for (const [item, entry] of drafts.flatMap((draft) => Object.entries(draft))) {
    const there = all[item];
    if (!there || Date.parse(entry.at) > Date.parse(there.at)) all[item] = entry;
  }
  return all;
}

/** What still waits after `sent` was saved: entries edited again meanwhile stay. */
export function stillPending(pending: Entries, sent: Entries): Entries {
  return Object.fromEntries(Object.entries(pending).filter(([item, entry]) => sent[item]?.at !== entry.at));
}

/**
 * Others' changes against what I have not saved: a clash where the same item says something else, mine or an earlier clash;
 * the rest can be taken over. My own words are never among those replaced.
 */
export function sortOthers(
  others: Entries,
  pending: Entries,
  contested: Entries,
): { clashes: Entries; taken: Entries } {
  const clashes: Entries = {};
  const taken: Entries = {};
  for (const [item, theirs] of Object.entries(others)) {
    const mine = pending[item];
    if (contested[item] || (mine && !sameContent(mine, theirs))) clashes[item] = theirs;
    else taken[item] = theirs;
  }
  return { clashes, taken };
}

/** Splits changes into parts of at most `limit` bytes: a request of a closing page may carry 64 KiB. */
export function inParts(entries: Entries, limit: number): Entries[] {
  const parts: Entries[] = [];
  let size = limit;
  for (const [item, entry] of Object.entries(entries)) {
    const bytes = new TextEncoder().encode(JSON.stringify({ [item]: toChange(entry) })).length;
    if (parts.length === 0 || size + bytes > limit) {
      parts.push({});
      size = 0;
    }
    parts[parts.length - 1]![item] = entry;
    size += bytes;
  }
  return parts;
}
