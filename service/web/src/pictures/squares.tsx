// SPDX-License-Identifier: EUPL-1.2
import { t } from '../words';
import { narrow } from './narrow';

interface SquaresProps {
  id: string;
  title: string;
  counts: readonly [same: number, oneApart: number, further: number];
}

const kinds = ['same', 'one-apart', 'further'] as const;

function Square({ at, across, kind }: { at: number; across: number; kind: (typeof kinds)[number] }) {
  const [x, y] = [(at % across) * 34 + 2, Math.floor(at / across) * 34 + 2];
  return (
    <g class={`square ${kind}`}>
      <rect x={x} y={y} width="28" height="28" />
      {kind === 'one-apart' && <path d={`M${x} ${y + 28}L${x + 28} ${y}`} />}
      {kind === 'further' && <path d={`M${x} ${y + 28}L${x + 28} ${y}M${x} ${y}L${x + 28} ${y + 28}`} />}
    </g>
  );
}

function Key({ kind }: { kind: (typeof kinds)[number] }) {
  return (
    <svg class="mark-key" viewBox="0 0 34 34" aria-hidden="true">
      <Square at={0} across={1} kind={kind} />
    </svg>
  );
}

/** A hundred squares, one for each of 100 cases assessed twice: filled, one stroke, a cross. */
export function Squares({ id, title, counts }: SquaresProps) {
  const across = narrow.value ? 10 : 20;
  const kindOf = (at: number): (typeof kinds)[number] =>
    at < counts[0] ? 'same' : at < counts[0] + counts[1] ? 'one-apart' : 'further';
  const legend = [t('agreement_same'), t('agreement_one_apart'), t('agreement_further')];
  return (
    <figure class="picture squares">
      <svg
        class={narrow.value ? 'small' : undefined}
        viewBox={`0 0 ${across * 34} ${(100 / across) * 34}`}
        role="img"
        aria-labelledby={`${id}-pic ${id}-desc`}
      >
        <title id={`${id}-pic`}>{title}</title>
        <desc id={`${id}-desc`}>{legend.map((words, at) => `${words}: ${counts[at]}`).join('. ')}</desc>
        {Array.from({ length: 100 }, (_, at) => (
          <Square at={at} across={across} kind={kindOf(at)} />
        ))}
      </svg>
      <figcaption>
        <ul class="keys">
          {kinds.map((kind, at) => (
            <li>
              <Key kind={kind} /> <strong>{counts[at]}</strong> {legend[at]}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}
