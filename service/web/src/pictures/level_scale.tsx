// SPDX-License-Identifier: EUPL-1.2
import type { Result, Scale } from '../api';
import { WordsOf } from '../parts/words_of';
import { t, textIn } from '../words';
import { narrow } from './narrow';
import { bandSpans, toNumber } from './points';

type Score = Result['scales'][number];

/** In words what the scale shows: the points, or the interval that unknown responses leave open. */
export function scoreWords(score: Score): string {
  if (score.points !== null && score.lowest === score.highest) return t('points_are', { points: score.points });
  if (score.points !== null)
    return t('points_between', { points: score.points, lowest: score.lowest ?? '', highest: score.highest ?? '' });
  if (score.lowest === null || score.highest === null) return t('points_none');
  return t('points_open', { lowest: score.lowest, highest: score.highest });
}

function Interval({ x, score, bottom }: { x: (points: number) => number; score: Score; bottom: number }) {
  if (score.lowest === null || score.highest === null || score.lowest === score.highest) return null;
  const [from, to] = [x(toNumber(score.lowest)), x(toNumber(score.highest))];
  const close = to - from < 24;
  return (
    <g class="interval">
      <path d={`M${from} ${bottom + 6}v12M${from} ${bottom + 12}H${to}M${to} ${bottom + 6}v12`} />
      <text x={from} y={bottom + 32} text-anchor={close ? 'end' : 'middle'}>
        {score.lowest}
      </text>
      <text x={to} y={bottom + 32} text-anchor={close ? 'start' : 'middle'}>
        {score.highest}
      </text>
    </g>
  );
}

/** A scale with its bands, where the points lie, and how far the unknown responses could move them. */
export function LevelScale({ scale, score }: { scale: Scale; score: Score }) {
  if (scale.bands.length === 0 || scale.lowest === null || scale.highest === null) return <p>{scoreWords(score)}</p>;
  const width = narrow.value ? 340 : 720;
  const [lowest, highest] = [toNumber(scale.lowest) - 0.5, toNumber(scale.highest) + 0.5];
  const x = (points: number): number => Math.round(10 + ((points - lowest) / (highest - lowest)) * (width - 20));
  const spans = bandSpans(scale);
  const [top, height] = [30, 28];
  const name = textIn(scale.name).words;
  return (
    <figure class="picture">
      <svg
        class={narrow.value ? 'small' : undefined}
        viewBox={`0 0 ${width} 98`}
        role="img"
        aria-labelledby={`scale-${scale.id}-title scale-${scale.id}-desc`}
      >
        <title id={`scale-${scale.id}-title`}>{name}</title>
        <desc id={`scale-${scale.id}-desc`}>{scoreWords(score)}</desc>
        {[...spans.entries()]
          .sort(
            ([, a], [, b]) => Number(score.possible_bands.includes(a.id)) - Number(score.possible_bands.includes(b.id)),
          )
          .map(([at, span]) => {
            const [from, to] = [x(span.from - 0.5), x(span.to + 0.5)];
            return (
              <g class={`band band-${Math.min(at, 3)}${score.possible_bands.includes(span.id) ? ' possible' : ''}`}>
                <rect x={from} y={top} width={to - from} height={height} />
                {to - from > 36 && (
                  <text x={(from + to) / 2} y={top + 19} text-anchor="middle">
                    {span.words}
                  </text>
                )}
              </g>
            );
          })}
        {score.points !== null && (
          <g class="marker">
            <text x={x(toNumber(score.points))} y={14} text-anchor="middle">
              {score.points}
            </text>
            <path d={`M${x(toNumber(score.points)) - 6} 19h12l-6 9z`} />
          </g>
        )}
        <Interval x={x} score={score} bottom={top + height} />
      </svg>
      <figcaption>
        <p>{scoreWords(score)}</p>
        <ul class="bands">
          {scale.bands.map((band, at) => {
            const here = score.band === band.id;
            const open = !here && score.possible_bands.includes(band.id);
            return (
              <li class={here || open ? 'possible' : undefined}>
                <span class={`swatch band-${Math.min(at, 3)}`} /> {spans[at]!.words} <WordsOf text={band.label} />
                {here && <strong> ◂ {t('band_here')}</strong>}
                {open && <strong> ◂ {t('band_possible')}</strong>}
              </li>
            );
          })}
        </ul>
      </figcaption>
    </figure>
  );
}
