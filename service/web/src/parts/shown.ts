// SPDX-License-Identifier: EUPL-1.2
import type { Instrument, Result } from '../api';
import type { Entry } from '../drafts';

/** What every part of a result's page is given. */
export interface Shown {
  instrument: Instrument;
  result: Result;
  entryOf: (item: string) => Entry;
}
