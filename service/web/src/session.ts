// SPDX-License-Identifier: EUPL-1.2
// Who is signed in. CSRF token and draft key live in memory only.
import { signal } from '@preact/signals';
import type { components } from './api.gen';

export type Role = components['schemas']['Role'];
export type Session = components['schemas']['Session'];

export const user = signal<Session['user'] | null>(null);
export const csrf = signal('');
export const draftKey = signal('');
/** The service said 401 while a page was open: the page stays, the bar asks for the password. */
export const signedOut = signal(false);
export const asked = signal(false);

export function begin(session: Session) {
  user.value = session.user;
  csrf.value = session.csrf;
  draftKey.value = session.draft_key;
  signedOut.value = false;
}

export function end() {
  user.value = null;
  csrf.value = '';
  draftKey.value = '';
  signedOut.value = false;
}

export const has = (...roles: Role[]) => user.value !== null && roles.includes(user.value.role);
