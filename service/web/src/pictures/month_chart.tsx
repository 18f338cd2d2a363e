// SPDX-License-Identifier: EUPL-1.2
import type { MonthShare } from '../api';
import { t } from '../words';
import { showMonth, showShare } from '../words/numbers';
import { scale, shareEdges, ticks } from './axis';
import { Mark, MarkKey } from './mark';
import { narrow } from './narrow';

interface MonthChartProps {
  id: string;
  title: string;
  describe: string;
  centre: number;
  months: readonly MonthShare[];
}

const wide = { width: 720, height: 280, left: 52, right: 712, top: 30, bottom: 244, every: 1 };
const small = { width: 340, height: 280, left: 54, right: 336, top: 30, bottom: 244, every: 3 };
type Layout = typeof wide;

/** A square for a month in a long run: told from the dot and from the diamond by its shape. */
const LongRun = ({ x, y }: { x: number; y: number }) => (
  <g class="mark long-run">
    <rect x={x - 6} y={y - 6} width="12" height="12" />
  </g>
);

function Months({ months, y, layout }: { months: readonly MonthShare[]; y: (share: number) => number; layout: Layout }) {
  const step = (layout.right - layout.left) / Math.max(months.length, 1);
  const x = (at: number): number => Math.round((layout.left + (at + 0.5) * step) * 10) / 10;
  const shown = (month: MonthShare | undefined): boolean => month?.status === 'ok' && month.share !== null;
  return (
    <>
      {months.map((month, at) =>
        shown(month) && month.low !== null && month.high !== null ? (
          <rect class="chance" x={x(at) - step / 2} width={step} y={y(month.high)} height={Math.max(y(month.low) - y(month.high), 0)} />
        ) : null,
      )}
      {months.map((month, at) =>
        shown(month) && shown(months[at - 1]) ? (
          <path class="thread" d={`M${x(at - 1)} ${y(months[at - 1]!.share!)}L${x(at)} ${y(month.share!)}`} />
        ) : null,
      )}
      {months.map((month, at) => (
        <>
          {at % layout.every === 0 && (
            <text x={x(at)} y={layout.bottom + 18} text-anchor="middle">
              {showMonth(month.month, 'short')}
            </text>
          )}
          {shown(month) &&
            (month.mark === 'long_run' ? (
              <LongRun x={x(at)} y={y(month.share!)} />
            ) : (
              <Mark x={x(at)} y={y(month.share!)} outside={month.mark === 'unusual'} />
            ))}
        </>
      ))}
    </>
  );
}

function Legend() {
  return (
    <ul class="keys">
      <li>
        <MarkKey /> {t('over_time_legend_month')}
      </li>
      <li>
        <MarkKey outside /> {t('mark_unusual')}
      </li>
      <li>
        <svg class="mark-key" viewBox="0 0 24 24" aria-hidden="true">
          <LongRun x={12} y={12} />
        </svg>{' '}
        {t('mark_long_run')}
      </li>
      <li>
        <span class="key chance" /> {t('over_time_legend_zone')}
      </li>
    </ul>
  );
}

/** A share month by month, what chance gives around its centre, and two marks only. */
export function MonthChart({ id, title, describe, centre, months }: MonthChartProps) {
  const layout = narrow.value ? small : wide;
  const edges = shareEdges([centre, ...months.flatMap(({ share, low, high }) => [share ?? centre, low ?? centre, high ?? centre])]);
  const ys = ticks(edges.least, edges.most, 4);
  const y = scale(edges.least, edges.most, layout.bottom, layout.top);
  return (
    <figure class="picture chart">
      <svg
        class={layout === small ? 'small' : undefined}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        role="img"
        aria-labelledby={`${id}-pic ${id}-desc`}
      >
        <title id={`${id}-pic`}>{title}</title>
        <desc id={`${id}-desc`}>{describe}</desc>
        <text x="0" y="16" class="axis-name">
          {t('over_time_axis')}
        </text>
        {ys.map((share) => (
          <g class="axes">
            <path class="grid" d={`M${layout.left} ${y(share)}H${layout.right}`} />
            <text x={layout.left - 6} y={y(share) + 5} text-anchor="end">
              {showShare(share, ys[1]! - ys[0]! < 0.0099 ? 1 : 0)}
            </text>
          </g>
        ))}
        <Months months={months} y={y} layout={layout} />
        <path class="centre" d={`M${layout.left} ${y(centre)}H${layout.right}`} />
      </svg>
      <figcaption>
        <Legend />
      </figcaption>
    </figure>
  );
}
