// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import { Fragment } from 'preact';
import { t } from '../words';
import { showNumber } from '../words/numbers';

interface Named {
  form: string;
  convention: string;
  n?: number;
}

/** The statistics by their exact names, with conventions and what they rest on, in small print. */
export function Exactly({ of, more = [] }: { of: Named[]; more?: string[] }) {
  return (
    <p class="quiet exactly">
      {t('exactly')}
      {of
        .filter((one) => one.form !== '')
        .map(({ form, convention, n }) => (
          <Fragment key={form}>
            <span lang="en">{form}</span>. {convention && `${t('exactly_convention', { convention })} `}
            {n !== undefined && `${t('exactly_n', { n: showNumber(n) })} `}
          </Fragment>
        ))}
      {more.join(' ')}
    </p>
  );
}

interface TableProps {
  caption: string;
  head: string[];
  rows: ComponentChildren[][];
}

/** The numbers of a picture as a table, closed until it is wanted. */
export function TableOf({ caption, head, rows }: TableProps) {
  return (
    <details class="numbers">
      <summary>
        {t('as_table')}
        <span class="unseen">: {caption}</span>
      </summary>
      <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {head.map((words) => (
                <th scope="col">{words}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest]) => (
              <tr>
                <th scope="row">{first}</th>
                {rest.map((cell) => (
                  <td>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** What has no numbers, and why: "Järva, Kungsholmen (för få, under 20); Farsta (döljs)". */
export function NotShown({ rows }: { rows: { name: string; why: string }[] }) {
  if (rows.length === 0) return null;
  const whys = [...new Set(rows.map((row) => row.why))];
  const namesOf = (why: string): string =>
    rows
      .filter((row) => row.why === why)
      .map((row) => row.name)
      .join(', ');
  return (
    <p class="quiet">
      {t('not_shown')} {whys.map((why) => `${namesOf(why)} (${why})`).join('; ')}.
    </p>
  );
}
