// SPDX-License-Identifier: EUPL-1.2
// One polite live region: it speaks only of changes worth hearing, never of each save.
import { signal } from '@preact/signals';

const said = signal('');

export function announce(words: string) {
  said.value = '';
  requestAnimationFrame(() => (said.value = words));
}

export const Announcer = () => (
  <div class="unseen" role="status" aria-live="polite">
    {said.value}
  </div>
);
