// SPDX-License-Identifier: EUPL-1.2

export interface Dot {
  x: number;
  y: number;
  label?: string;
}
export interface Place {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
  far: boolean; // a line must join it to its dot
}
interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const letter = 8.6; // the width of a letter in the widest of the system fonts at 14 px, bold
const reach = 9; // of a dot with its ring

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function boxOf({ x, y, anchor }: Omit<Place, 'far'>, label: string): Box {
  const width = label.length * letter;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - 13, bottom: y + 4 };
}

/** Where each labelled dot's name stands, so that names cover neither dots nor each other where there is room. */
export function labelPlaces(dots: readonly Dot[], edges: Box): (Place | undefined)[] {
  const taken: Box[] = dots.map(({ x, y }) => ({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }));
  return dots.map(({ x, y, label }) => {
    if (!label) return undefined;
    const choices: Place[] = [0, -18, 18, -34, 34, -52, 52, -70, 70].flatMap((off) => [
      { x: x + 13, y: y + 5 + off, anchor: 'start' as const, far: Math.abs(off) > 18 },
      { x: x - 13, y: y + 5 + off, anchor: 'end' as const, far: Math.abs(off) > 18 },
      { x, y: y + (off || -16), anchor: 'middle' as const, far: Math.abs(off) > 18 },
    ]);
    const within = choices.filter((one) => {
      const box = boxOf(one, label);
      return box.left >= edges.left && box.right <= edges.right && box.top >= edges.top && box.bottom <= edges.bottom;
    });
    const free = within.find((one) => !taken.some((box) => overlap(box, boxOf(one, label))));
    const place = free ?? within[0] ?? choices[0]!;
    taken.push(boxOf(place, label));
    return place;
  });
}
