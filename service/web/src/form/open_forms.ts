// SPDX-License-Identifier: EUPL-1.2
import type { Assessment, Instrument, Outcome } from '../api';
import { api, outcome } from '../api';
import { reasonFor } from '../reasons';
import { DraftForm } from './draft_form';

let open: DraftForm | null = null;

/** An assessment with the definition it is rated by. */
export interface Loaded {
  assessment: Assessment;
  instrument: Instrument;
}

export async function loadAssessment(id: string): Promise<Outcome<Loaded>> {
  const answer = await outcome(
    api.GET('/assessments/{id}', { params: { path: { id }, query: { reason: reasonFor(id) } } }),
  );
  if (!answer.data) return answer;
  const { id: instrument, version } = answer.data.instrument;
  const definition = await outcome(
    api.GET('/instruments/{id}', { params: { path: { id: instrument }, query: { version } } }),
  );
  if (!definition.data) return definition;
  return { data: { assessment: answer.data, instrument: definition.data }, response: answer.response };
}

/** The form of an assessment: the one that is open, or a new one with what an earlier one left behind. */
export async function openForm(id: string): Promise<Outcome<DraftForm>> {
  if (open?.assessment.id === id && open.hasPending()) return { data: open, response: new Response() };
  const loaded = await loadAssessment(id);
  if (!loaded.data) return loaded;
  if (open?.assessment.id === id && open.revision === loaded.data.assessment.revision)
    return { data: open, response: loaded.response };
  open = new DraftForm(loaded.data.assessment, loaded.data.instrument);
  if (loaded.data.assessment.mine && loaded.data.assessment.state === 'draft') await open.restore();
  return { data: open, response: loaded.response };
}

/** Saves what waits in the open form, for a reader who is about to sign out. */
export async function saveOpenForm(): Promise<void> {
  await open?.flush();
}

export function closeForm(): void {
  open = null;
}

/** Hooks the open form to what happens around the page. */
export function watchPage(): void {
  addEventListener('pagehide', () => open?.leave());
  addEventListener('online', () => open?.tryAgain());
}
