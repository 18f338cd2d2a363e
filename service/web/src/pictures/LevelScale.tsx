// SPDX-License-Identifier: EUPL-1.2
// Points on the scale with its cut-offs, and the interval that missing ratings leave open. Its table says the same.
import { useId } from 'preact/hooks';
import type { Instrument, Schemas } from '../api';
import { say, t } from '../words';
import { useNarrow } from './useNarrow';

interface Props {
  score: Schemas['ScaleScore'];
  scale: Schemas['InstrumentScale'];
  instrument: Instrument;
}

export function LevelScale({ score, scale }: Props) {
  const id = useId();
  const narrow = useNarrow();
  if (scale.lowest === null || scale.highest === null || scale.lowest === undefined || scale.highest === undefined) return null;
  const width = narrow ? 340 : 720;
  const low = Number(scale.lowest);
  const high = Number(scale.highest);
  const x = (points: number) => 10 + ((points - low) / Math.max(1, high - low)) * (width - 20);
  const bands = scale.bands.map((band, i) => ({ ...band, start: Math.max(low, Number(band.from)), end: i + 1 < scale.bands.length ? Number(scale.bands[i + 1].from) : high }));
  const from = score.lowest === null || score.lowest === undefined ? null : Number(score.lowest);
  const to = score.highest === null || score.highest === undefined ? null : Number(score.highest);
  const text = t('scale_picture', { points: score.points ?? '–', lowest: score.lowest ?? '–', highest: score.highest ?? '–' });
  return (
    <figure>
      <svg viewBox={`0 0 ${width} 74`} role="img" aria-labelledby={`${id}-t`} class="scale-picture">
        <title id={`${id}-t`}>{text}</title>
        {bands.map((band, i) => (
          <g>
            <rect x={x(band.start)} y={30} width={Math.max(0, x(band.end) - x(band.start))} height={16} class={`band band-${i}`} />
            <line x1={x(band.start)} x2={x(band.start)} y1={26} y2={50} class="cut" />
            <text x={x(band.start)} y={66} text-anchor={i === 0 ? 'start' : 'middle'}>
              {band.start}
            </text>
          </g>
        ))}
        <text x={x(high)} y={66} text-anchor="end">
          {high}
        </text>
        {from !== null && to !== null && to > from && <rect x={x(from)} y={20} width={x(to) - x(from)} height={36} class="open" />}
        {score.points !== null && score.points !== undefined && (
          <g>
            <path d={`M${x(Number(score.points))} 48l-8 -14h16z`} class="pointer" />
            <text x={Math.min(Math.max(x(Number(score.points)), 12), width - 12)} y={16} text-anchor="middle" class="value">
              {score.points}
            </text>
          </g>
        )}
      </svg>
      <ul class="legend">
        {bands.map((band, i) => (
          <li>
            <span class={`swatch band-${i}`} aria-hidden="true" />
            {t('from_points', { from: band.start })} {say(band.label)}
          </li>
        ))}
        {from !== null && to !== null && to > from && (
          <li>
            <span class="swatch open" aria-hidden="true" />
            {t('scale_open_legend', { lowest: String(from), highest: String(to) })}
          </li>
        )}
      </ul>
    </figure>
  );
}
