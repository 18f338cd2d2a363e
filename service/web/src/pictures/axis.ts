// SPDX-License-Identifier: EUPL-1.2

/** Round numbers within two edges, about `wanted` steps of them. */
export function ticks(least: number, most: number, wanted = 5): number[] {
  if (!(most > least)) return [least];
  const rough = (most - least) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999)!;
  const [first, last] = [Math.ceil(least / step - 1e-9), Math.floor(most / step + 1e-9)];
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** Where a number lies between two edges of a picture, to a tenth of a unit. */
export function scale(least: number, most: number, from: number, to: number): (value: number) => number {
  return (value) =>
    Math.round((from + ((Math.min(Math.max(value, least), most) - least) / (most - least)) * (to - from)) * 10) / 10;
}

/** The edges of an axis for shares: from 0 unless all lie far above it. */
export function shareEdges(shares: readonly number[]): { least: number; most: number } {
  const [low, high] = [Math.max(0, Math.min(...shares)), Math.min(1, Math.max(...shares))];
  const room = Math.max((high - low) * 0.06, 0.001);
  return { least: low < high * 0.4 ? 0 : low - room, most: Math.min(1, high + room) };
}
