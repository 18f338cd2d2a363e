// SPDX-License-Identifier: EUPL-1.2
import { signal } from '@preact/signals';
import { api, outcome } from '../api';
import type { Entries, Entry } from '../drafts';
import { allFromService, isAnswered } from '../drafts';
import type { DraftForm } from './draft_form';

/** The last signed assessment of the same case with the same instrument. */
interface Previous {
  signedAt: string;
  entries: Entries;
}

export const previous = signal<Previous | null>(null);

/** Only one's own case is looked into: for others' a reading would need its own reason. */
export async function findPrevious(form: DraftForm): Promise<void> {
  previous.value = null;
  const theCase = await outcome(api.GET('/cases/{id}', { params: { path: { id: form.assessment.case } } }));
  if (!theCase.data?.assigned_to_me) return;
  const signed = theCase.data.assessments
    .filter((row) => row.instrument === form.instrument.id && row.signed_at && row.state !== 'awaiting_approval')
    .sort((a, b) => b.signed_at!.localeCompare(a.signed_at!));
  if (!signed[0]) return;
  const answer = await outcome(api.GET('/assessments/{id}', { params: { path: { id: signed[0].id } } }));
  if (answer.data) previous.value = { signedAt: signed[0].signed_at!, entries: allFromService(answer.data.responses) };
}

/** What the item was last time, only once it is set anew: seen before, it would steer the rating. */
export function previousOf(item: string, now: Entry): Entry | undefined {
  return isAnswered(now) ? previous.value?.entries[item] : undefined;
}

export function differs(item: string, form: DraftForm): boolean {
  const before = previous.value?.entries[item];
  const now = form.entry(item).value;
  if (!before) return form.changedHere.value.has(item);
  return isAnswered(now) && (before.rating !== now.rating || before.missing !== now.missing);
}
