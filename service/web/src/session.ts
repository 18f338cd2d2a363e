// SPDX-License-Identifier: EUPL-1.2
import { signal } from '@preact/signals';
import type { Outcome, Session } from './api';
import { api, outcome, writing } from './api';

/** Who is signed in; null: nobody; undefined: not asked yet. Survives a lost session, so that the page stands. */
export const session = signal<Session | null | undefined>(undefined);
/** The service no longer knows us, but the page and what is in it remain. */
export const signedOut = signal(false);
/** The service could not be reached when the page was opened. */
export const unreachable = signal(false);

export function lostSession(): void {
  if (session.value) signedOut.value = true;
  else session.value = null;
}

export async function askWhoIAm(): Promise<void> {
  const answer = await outcome(api.GET('/session'));
  unreachable.value = answer.problem !== undefined && answer.problem.status !== 401;
  if (answer.data) session.value = answer.data;
  else if (answer.problem.status === 401) session.value = null;
}

/** Signs in. Another person on a page that was somebody else's starts afresh. */
export async function signIn(username: string, password: string, totp: string): Promise<Outcome<Session>> {
  const before = session.value?.user.username;
  const answer = await outcome(api.POST('/session', { body: { username, password, ...(totp ? { totp } : {}) } }));
  if (!answer.data) return answer;
  if (before && before !== answer.data.user.username) {
    location.assign('/');
    return answer;
  }
  session.value = answer.data;
  signedOut.value = false;
  return answer;
}

export async function signOut(): Promise<void> {
  const answer = await outcome(api.DELETE('/session', { params: { header: writing() } }));
  if (!answer.problem || answer.problem.status === 401) location.assign('/');
}

/** A token that another tab's sign-in has replaced is fetched anew. */
export async function renewSession(): Promise<boolean> {
  const answer = await outcome(api.GET('/session'));
  if (answer.data && answer.data.user.username === session.value?.user.username) session.value = answer.data;
  else if (answer.problem?.status === 401) lostSession();
  return answer.data !== undefined;
}
