// SPDX-License-Identifier: EUPL-1.2
import type { Scale } from '../api';

/** Points come as exact text, "7" or "7/2"; a picture may round, the words never do. */
export function toNumber(points: string): number {
  const [above, below] = points.split('/').map(Number);
  return below ? above! / below : above!;
}

interface BandSpan {
  id: string;
  from: number;
  to: number;
  words: string;
}

/** The bands of a scale of whole points with the points they hold: "4–8". */
export function bandSpans(scale: Scale): BandSpan[] {
  const highest = toNumber(scale.highest ?? '0');
  return scale.bands.map((band, at) => {
    const from = toNumber(band.from);
    const next = scale.bands[at + 1];
    const to = next ? toNumber(next.from) - 1 : highest;
    return { id: band.id, from, to, words: from === to ? `${from}` : `${from}–${to}` };
  });
}
