// SPDX-License-Identifier: EUPL-1.2
import type { FunnelLimit } from '../api';
import { t } from '../words';
import { showNumber, showShare } from '../words/numbers';
import { scale, shareEdges, ticks } from './axis';
import { labelPlaces } from './label_places';
import { Mark, MarkKey } from './mark';
import { narrow } from './narrow';

export interface FunnelDot {
  name: string;
  n: number;
  share: number;
  low: number;
  high: number;
  outside: boolean;
  own: boolean;
}
interface FunnelProps {
  id: string;
  title: string;
  describe: string;
  axis: { x: string; y: string };
  centre: number;
  limits: readonly FunnelLimit[];
  dots: readonly FunnelDot[];
}

interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}
const wide: Frame = { width: 720, height: 400, left: 52, right: 706, top: 30, bottom: 352 };
const small: Frame = { width: 340, height: 380, left: 54, right: 334, top: 30, bottom: 332 };

type To = (value: number) => number;
const line = (points: [number, number][]): string => points.map(([x, y]) => `${x} ${y}`).join('L');

function Zone({ limits, x, y, which }: { limits: readonly FunnelLimit[]; x: To; y: To; which: '95' | '998' }) {
  if (limits.length === 0) return null;
  const upper = limits.map((one): [number, number] => [x(one.n), y(one[`high_${which}`])]);
  const lower = limits.map((one): [number, number] => [x(one.n), y(one[`low_${which}`])]);
  return (
    <g class={`zone zone-${which}`}>
      <path class="fill" d={`M${line(upper)}L${line([...lower].reverse())}z`} />
      <path class="edge" d={`M${line(upper)}M${line(lower)}`} />
    </g>
  );
}

function Axes({ frame, x, y, xs, ys, axis }: { frame: Frame; x: To; y: To; xs: number[]; ys: number[]; axis: FunnelProps['axis'] }) {
  const { left, right, top, bottom, height } = frame;
  const digits = ys[1]! - ys[0]! < 0.0099 ? 1 : 0;
  return (
    <g class="axes">
      <text x="0" y={top - 14} class="axis-name">
        {axis.y}
      </text>
      {ys.map((share) => (
        <>
          <path class="grid" d={`M${left} ${y(share)}H${right}`} />
          <text x={left - 6} y={y(share) + 5} text-anchor="end">
            {showShare(share, digits)}
          </text>
        </>
      ))}
      {xs.map((n) => (
        <text x={x(n)} y={bottom + 18} text-anchor={x(n) > right - 16 ? 'end' : 'middle'}>
          {showNumber(n)}
        </text>
      ))}
      <text x={(left + right) / 2} y={height - 6} text-anchor="middle" class="axis-name">
        {axis.x}
      </text>
    </g>
  );
}

function Dots({ dots, x, y, frame }: { dots: readonly FunnelDot[]; x: To; y: To; frame: Frame }) {
  const at = dots.map((dot) => ({
    x: x(dot.n),
    y: y(dot.share),
    ...((dot.outside || dot.own) && { label: dot.name }),
  }));
  const places = labelPlaces(at, frame);
  return (
    <>
      {dots.map((dot, i) => (
        <path class="whisker" d={`M${at[i]!.x} ${y(dot.low)}V${y(dot.high)}`} />
      ))}
      {dots.map((dot, i) => (
        <Mark x={at[i]!.x} y={at[i]!.y} outside={dot.outside} own={dot.own} />
      ))}
      {dots.map((dot, i) => {
        const place = places[i];
        return (
          place && (
            <>
              {place.far && <path class="leader" d={`M${at[i]!.x} ${at[i]!.y}L${place.x} ${place.y + (place.y < at[i]!.y ? 4 : -12)}`} />}
              <text class="dot-name" x={place.x} y={place.y} text-anchor={place.anchor}>
                {dot.name}
              </text>
            </>
          )
        );
      })}
    </>
  );
}

function Legend({ dots }: { dots: readonly FunnelDot[] }) {
  return (
    <ul class="keys">
      <li>
        <MarkKey /> {t('funnel_legend_inside')}; {t('legend_interval')}
      </li>
      <li>
        <MarkKey outside /> {t('funnel_legend_outside')}
      </li>
      {dots.some((dot) => dot.own) && (
        <li>
          <MarkKey own /> {t('legend_own')}
        </li>
      )}
      <li>
        <span class="key zone-95" /> {t('funnel_legend_95')}
      </li>
      <li>
        <span class="key zone-998" /> {t('funnel_legend_998')}
      </li>
    </ul>
  );
}

/** Districts by size and share, in the two zones that chance gives. Names only on those that differ and the reader's own. */
export function Funnel({ id, title, describe, axis, centre, limits, dots }: FunnelProps) {
  const frame = narrow.value ? small : wide;
  const most = Math.max(1, ...dots.map((dot) => dot.n)) * 1.04;
  const edges = shareEdges([
    ...dots.flatMap(({ low, high }) => [low, high]),
    ...limits.flatMap((one) => [one.low_95, one.high_95]),
  ]);
  const x = scale(0, most, frame.left, frame.right);
  const y = scale(edges.least, edges.most, frame.bottom, frame.top);
  return (
    <figure class="picture chart">
      <svg
        class={narrow.value ? 'small' : undefined}
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        role="img"
        aria-labelledby={`${id}-pic ${id}-desc`}
      >
        <title id={`${id}-pic`}>{title}</title>
        <desc id={`${id}-desc`}>{describe}</desc>
        <Zone limits={limits} x={x} y={y} which="998" />
        <Zone limits={limits} x={x} y={y} which="95" />
        <Axes frame={frame} x={x} y={y} xs={ticks(0, most, narrow.value ? 4 : 6)} ys={ticks(edges.least, edges.most)} axis={axis} />
        <path class="centre" d={`M${frame.left} ${y(centre)}H${frame.right}`} />
        <Dots dots={dots} x={x} y={y} frame={frame} />
      </svg>
      <figcaption>
        <Legend dots={dots} />
      </figcaption>
    </figure>
  );
}
