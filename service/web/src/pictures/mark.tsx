// SPDX-License-Identifier: EUPL-1.2

interface MarkProps {
  x: number;
  y: number;
  outside?: boolean;
  own?: boolean;
}

/** A dot; a diamond when it differs; a ring around the reader's own. Shape says it, so that it holds without colour. */
export function Mark({ x, y, outside, own }: MarkProps) {
  return (
    <g class={outside ? 'mark outside' : 'mark'}>
      {own && <circle class="ring" cx={x} cy={y} r={10.5} />}
      {outside ? <path d={`M${x} ${y - 7.5}l7.5 7.5l-7.5 7.5l-7.5 -7.5z`} /> : <circle class="dot" cx={x} cy={y} r={5} />}
    </g>
  );
}

/** A mark for a legend. */
export function MarkKey(props: { outside?: boolean; own?: boolean }) {
  return (
    <svg class="mark-key" viewBox="0 0 24 24" aria-hidden="true">
      <Mark x={12} y={12} {...props} />
    </svg>
  );
}
