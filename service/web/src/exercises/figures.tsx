// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import type { ExerciseFigures, ExerciseGroup, Instrument, MeasuredFinding } from '../api';
import { WordsOf } from '../parts/words_of';
import { intervalWords, shareWords, showNumber } from '../words/numbers';
import { levelName } from './load';
import { say } from './words';

interface FiguresProps {
  of: ExerciseFigures;
  instrument: Instrument;
  name: (district: string) => string;
}

const signed = (value: number): string => (value > 0 ? '+' : '') + showNumber(value, 1).replace('-', '−');
const cause = (status: string): 'too_few' | 'suppressed' | 'undefined' =>
  status === 'too_few' || status === 'suppressed' ? status : 'undefined';
const cell = (found: MeasuredFinding, words: (found: MeasuredFinding) => string | null): string =>
  (found.status === 'ok' && words(found)) || say(`cell_${cause(found.status)}`);
const leanCell = (found: MeasuredFinding): string | null => intervalWords(found, signed);

/** Which way it leans only where the whole interval does. */
function leanWords(found: MeasuredFinding): string {
  const lean = leanCell(found);
  if (found.status !== 'ok' || lean === null || found.low === null || found.high === null) return say('lean_alike');
  return say(found.low > 0 ? 'lean_up' : found.high < 0 ? 'lean_down' : 'lean_even', { lean });
}

function City({ of }: { of: ExerciseGroup }) {
  const share = of.status === 'ok' ? shareWords(of.as_panel) : null;
  if (share === null) return <p class="big">{say('figures_city_none')}</p>;
  const more = {
    one_apart: shareWords(of.one_apart) ?? '',
    raters: showNumber(of.raters ?? 0),
    answers: showNumber(of.answers ?? 0),
  };
  return (
    <section aria-labelledby="city">
      <h2 id="city">{say('figures_city', { share })}</h2>
      <p>{say('figures_city_more', more)}</p>
      <p>{leanWords(of.lean)}</p>
      <p class="look">{say('figures_look')}</p>
    </section>
  );
}

/** A group without numbers has one cell, which says why. */
function groupCells(of: ExerciseGroup): string[] {
  if (of.status !== 'ok') return [say(`cell_${cause(of.status)}`)];
  return [showNumber(of.raters ?? 0), cell(of.as_panel, shareWords), cell(of.one_apart, shareWords), cell(of.lean, leanCell)];
}

interface TableProps {
  title: string;
  head: string[];
  rows: { name: ComponentChildren; cells: string[] }[];
}

function Table({ title, head, rows }: TableProps) {
  return (
    <section>
      <h2>{title}</h2>
      <div class="scroll" role="region" aria-label={title} tabIndex={0}>
        <table class="exercise-figures">
          <thead>
            <tr>
              {head.map((words) => (
                <th scope="col">{words}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, cells }) => (
              <tr>
                <th scope="row">{name}</th>
                {cells.map((words, at) => (
                  <td colSpan={at === cells.length - 1 ? head.length - cells.length : 1}>{words}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const columns = (): string[] => [say('column_raters'), say('column_as_panel'), say('column_one_apart'), say('column_lean')];

function Limits() {
  return (
    <section aria-labelledby="limits">
      <h2 id="limits">{say('figures_limits')}</h2>
      <ul>
        <li>{say('limit_people')}</li>
        <li>{say('limit_right')}</li>
        <li>{say('limit_few')}</li>
        <li>{say('limit_real')}</li>
      </ul>
    </section>
  );
}

/** A closed exercise: the city first, then districts in the order given, then each vignette. No rank, no number without its interval. */
export function Figures({ of, instrument, name }: FiguresProps) {
  const alpha = of.alpha.status === 'ok' ? intervalWords(of.alpha, (value) => showNumber(value, 2)) : null;
  const forms = [of.city.as_panel, of.city.lean, of.alpha].map((one) => one.form).filter((form) => form !== '');
  return (
    <>
      <City of={of.city} />
      <Table
        title={say(of.own === null ? 'figures_districts' : 'figures_district')}
        head={[say('column_district'), ...columns()]}
        rows={of.districts.map((row) => ({ name: name(row.district), cells: groupCells(row) }))}
      />
      <Table
        title={say('figures_vignettes')}
        head={[say('column_vignette'), say('column_panel_level'), ...columns()]}
        rows={of.vignettes.map((row) => ({
          name: <WordsOf text={row.title} />,
          cells: [levelName(instrument, row.panel_level), ...groupCells(row)],
        }))}
      />
      <Limits />
      <p class="quiet">
        {alpha && `${say('figures_alpha', { alpha })} `}
        {forms.length > 0 && say('figures_exactly')}
        {forms.length > 0 && <span lang="en">{forms.join('. ')}.</span>}
      </p>
    </>
  );
}
