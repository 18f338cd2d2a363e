// SPDX-License-Identifier: EUPL-1.2
import { signal } from '@preact/signals';

const narrowQuery = typeof matchMedia === 'function' ? matchMedia('(max-width: 43.75em)') : null;

/** A narrow screen gets a picture of its own, so that no text shrinks with it. */
export const narrow = signal(narrowQuery?.matches ?? false);
narrowQuery?.addEventListener('change', (event) => {
  narrow.value = event.matches;
});
