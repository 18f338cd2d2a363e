// SPDX-License-Identifier: EUPL-1.2
import type { Result } from '../api';
import { t, tokenWords } from '../words';
import { ItemName } from './item_name';
import type { Shown } from './shown';
import { WordsOf } from './words_of';

type Line = Result['trace'][number];

function entered(line: Line): string {
  if (!line.applicable) return t('ruled_out');
  return typeof line.response === 'number' ? String(line.response) : tokenWords('missing', line.response);
}

function contribution(line: Line): string {
  const how = [
    line.recoded && t('recoded', { points: line.recoded }),
    line.weight && t('weighted', { weight: line.weight }),
  ]
    .filter(Boolean)
    .join(', ');
  return `${line.contribution ?? '–'}${how ? ` (${how})` : ''}`;
}

/** So here it was counted: each step, to be checked by hand. */
export function Trace({ instrument, result }: Shown) {
  const computed = result.scales.filter((score) => score.status !== 'not_computed');
  if (computed.length === 0) return <p class="quiet">{t('trace_none')}</p>;
  return (
    <details class="trace">
      <summary>{t('trace_title')}</summary>
      {computed.map((score) => {
        const scale = instrument.scales.find((one) => one.id === score.scale);
        const summary = result.summary.find((one) => one.scale === score.scale);
        return (
          <table key={score.scale}>
            <caption>
              <WordsOf text={scale?.name ?? {}} />
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('item')}</th>
                <th scope="col">{t('response')}</th>
                <th scope="col">{t('points')}</th>
              </tr>
            </thead>
            <tbody>
              {result.trace
                .filter((line) => line.scale === score.scale)
                .map((line) => (
                  <tr key={line.item}>
                    <th scope="row">
                      <ItemName instrument={instrument} id={line.item} />
                    </th>
                    <td>{entered(line)}</td>
                    <td>{contribution(line)}</td>
                  </tr>
                ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('sum')}</th>
                <td>{t('lowest_highest', { lowest: score.lowest ?? '–', highest: score.highest ?? '–' })}</td>
                <td>{score.points ?? '–'}</td>
              </tr>
              {summary && summary.missing_effect !== 'none' && (
                <tr>
                  <td colSpan={3}>{tokenWords('effect', summary.missing_effect)}</td>
                </tr>
              )}
              {summary?.cut_off && (
                <tr>
                  <td colSpan={3}>{t('cut_off_made', { cut: summary.cut_off })}</td>
                </tr>
              )}
            </tfoot>
          </table>
        );
      })}
    </details>
  );
}
