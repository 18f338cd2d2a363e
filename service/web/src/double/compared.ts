// SPDX-License-Identifier: EUPL-1.2
import type { DraftResponse, Instrument, RatedOnce } from '../api';

/** only_one: the other said why there is no rating; neither: both did, and not the same. */
export type Apart = 'same' | 'one_apart' | 'further' | 'only_one' | 'neither';

/** One item in both assessments, and how far apart they are. */
export interface ComparedItem {
  item: string;
  first?: DraftResponse;
  second?: DraftResponse;
  apart: Apart;
  steps: number; // between the two ratings; 0 where one has none
}

const ratingOf = (response?: DraftResponse): number | null => response?.rating ?? null;
const missingOf = (response?: DraftResponse): string => response?.missing ?? 'unanswered';

/** How many options lie between two ratings: instruments may skip numbers. */
function stepsApart(instrument: Instrument, item: string, one: number, other: number): number {
  const ratings = instrument.items.find(({ id }) => id === item)?.options.map(({ rating }) => rating) ?? [];
  return Math.abs(ratings.indexOf(one) - ratings.indexOf(other));
}

function compared(instrument: Instrument, item: string, first?: DraftResponse, second?: DraftResponse): ComparedItem {
  const both = { item, first, second, steps: 0 };
  const [one, other] = [ratingOf(first), ratingOf(second)];
  if (one === null && other === null)
    return { ...both, apart: missingOf(first) === missingOf(second) ? 'same' : 'neither' };
  if (one === null || other === null) return { ...both, apart: 'only_one' };
  const steps = stepsApart(instrument, item, one, other);
  return { ...both, steps, apart: steps === 0 ? 'same' : steps === 1 ? 'one_apart' : 'further' };
}

/** Every item that is entered, in the instrument's order. */
export function comparedItems(instrument: Instrument, first: RatedOnce, second: RatedOnce): ComparedItem[] {
  return instrument.items
    .filter((item) => item.entered)
    .map(({ id }) => compared(instrument, id, first.responses[id], second.responses[id]));
}

/** By how many levels two differ; null when one has none. */
export function levelsApart(instrument: Instrument, first: string | null, second: string | null): number | null {
  const [one, other] = [first, second].map((level) => instrument.levels.findIndex(({ id }) => id === level));
  return one === -1 || other === -1 ? null : Math.abs(one! - other!);
}
