// SPDX-License-Identifier: EUPL-1.2
import type { Measure } from '../api';
import { t } from '../words';
import { showNumber } from '../words/numbers';
import { scale, ticks } from './axis';
import { Mark, MarkKey } from './mark';
import { narrow } from './narrow';

export interface DotRow {
  name: string;
  value: Measure;
  without?: string; // why there is no number, in words
  outside: boolean;
  own: boolean;
}
interface DotRowsProps {
  id: string;
  title: string;
  describe: string;
  axis: string;
  city: Measure;
  rows: readonly DotRow[];
}

interface Layout {
  width: number;
  left: number;
  right: number;
  row: number;
}
const wide: Layout = { width: 720, left: 236, right: 700, row: 30 };
const small: Layout = { width: 340, left: 12, right: 326, row: 50 };
const top = 30;

function Row({ of, y, x, layout }: { of: DotRow; y: number; x: (value: number) => number; layout: Layout }) {
  const isSmall = layout === small;
  const middle = y + (isSmall ? 34 : 15);
  const { value, low, high } = of.value;
  return (
    <g>
      <text x="0" y={isSmall ? y + 16 : middle + 5} class={of.outside || of.own ? 'dot-name' : undefined}>
        {of.name}
      </text>
      {of.without || value === null || low === null || high === null ? (
        <text x={layout.left} y={middle + 5} class="without">
          {of.without}
        </text>
      ) : (
        <>
          <path class="whisker strong" d={`M${x(low)} ${middle - 5}v10M${x(low)} ${middle}H${x(high)}M${x(high)} ${middle - 5}v10`} />
          <Mark x={x(value)} y={middle} outside={of.outside} own={of.own} />
        </>
      )}
    </g>
  );
}

function City({ city, x, bottom }: { city: Measure; x: (value: number) => number; bottom: number }) {
  const { value, low, high } = city;
  if (value === null || low === null || high === null) return null;
  return (
    <g class="city">
      <rect class="city-interval" x={x(low)} y={top} width={Math.max(x(high) - x(low), 1)} height={bottom - top} />
      <path class="centre" d={`M${x(value)} ${top}V${bottom}`} />
    </g>
  );
}

/** One row a district in the order given, a dot with its interval, against the city's. */
export function DotRows({ id, title, describe, axis, city, rows }: DotRowsProps) {
  const layout = narrow.value ? small : wide;
  const most = Math.max(1, city.high ?? 0, ...rows.map((row) => row.value.high ?? 0));
  const x = scale(0, most, layout.left, layout.right);
  const bottom = top + rows.length * layout.row + 6;
  return (
    <figure class="picture chart">
      <svg
        class={layout === small ? 'small' : undefined}
        viewBox={`0 0 ${layout.width} ${bottom + 26}`}
        role="img"
        aria-labelledby={`${id}-pic ${id}-desc`}
      >
        <title id={`${id}-pic`}>{title}</title>
        <desc id={`${id}-desc`}>{describe}</desc>
        <text x={layout === small ? 0 : layout.left} y="16" class="axis-name">
          {axis}
        </text>
        {ticks(0, most).map((value) => (
          <g class="axes">
            <path class="grid" d={`M${x(value)} ${top}V${bottom}`} />
            <text x={x(value)} y={bottom + 18} text-anchor="middle">
              {showNumber(value)}
            </text>
          </g>
        ))}
        <City city={city} x={x} bottom={bottom} />
        {rows.map((row, at) => (
          <Row of={row} y={top + at * layout.row} x={x} layout={layout} />
        ))}
      </svg>
      <figcaption>
        <ul class="keys">
          <li>
            <MarkKey /> {t('time_legend_district')}; {t('legend_interval')}
          </li>
          <li>
            <MarkKey outside /> {t('time_legend_outside')}
          </li>
          {rows.some((row) => row.own) && (
            <li>
              <MarkKey own /> {t('legend_own')}
            </li>
          )}
          <li>
            <span class="key city-interval" /> {t('time_legend_city')}
          </li>
        </ul>
      </figcaption>
    </figure>
  );
}
