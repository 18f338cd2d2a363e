// SPDX-License-Identifier: EUPL-1.2
import { signal } from '@preact/signals';

/** What the one live region says. It speaks only when something has changed that the reader did not do. */
export const spoken = signal('');

export function announce(words: string): void {
  spoken.value = '';
  setTimeout(() => {
    spoken.value = words;
  }, 50); // an emptied region first, or the same words twice are spoken once
}
