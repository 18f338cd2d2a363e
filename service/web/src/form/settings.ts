// SPDX-License-Identifier: EUPL-1.2
import { signal } from '@preact/signals';

/** A digit moves the focus to the next item. The reader may switch it off. */
export const advanceOnDigit = signal(true);
