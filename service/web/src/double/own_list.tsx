// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import type { DoubleRatingRow, Problem } from '../api';
import { api, outcome, writing } from '../api';
import { go } from '../navigate';
import { Clock } from '../parts/clock';
import { ErrorSummary, errorsOf } from '../parts/error_summary';
import { showTime } from '../words';
import { GiveBack } from './give_back';
import { d } from './words';

function ToDo({ of, then }: { of: DoubleRatingRow; then: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const begin = async (): Promise<void> => {
    const params = { path: { id: of.id }, header: writing() };
    const answer = await outcome(api.POST('/double-ratings/{id}/begin', { params, body: {} }));
    if (answer.data) go(`/assessments/${answer.data.id}`);
    else setProblem(answer.problem);
  };
  const { name } = of.subject;
  return (
    <article class="card">
      <h3>{name}</h3>
      <p>
        {of.instrument.id} <span class="quiet">{of.instrument.version}</span>. <Clock due={of.due_on} />
      </p>
      {problem && <ErrorSummary errors={errorsOf(problem)} />}
      <div class="buttons">
        <button type="button" class="button main" onClick={() => void begin()}>
          {d(of.assessment ? 'go_on' : 'begin')}
          <span class="unseen">: {name}</span>
        </button>
        <a class="button" href={`/cases/${of.case}`}>
          {d('read_case')}
          <span class="unseen">: {name}</span>
        </a>
      </div>
      <GiveBack of={of} then={then} />
    </article>
  );
}

function Done({ of }: { of: DoubleRatingRow }) {
  return (
    <li>
      <a class="target" href={`/double-ratings/${of.id}`}>
        {d('about', { words: d('compare'), name: of.subject.name })}
      </a>{' '}
      <span class="quiet">
        {of.done_at && showTime(of.done_at)}. {d(of.discussed ? 'discussed' : 'no_discussion')}
      </span>
    </li>
  );
}

/** What the reader is to assess again, and what two have assessed. */
export function OwnList({ rows, then }: { rows: DoubleRatingRow[]; then: () => void }) {
  const open = rows.filter((row) => row.state === 'drawn' || row.state === 'begun');
  const done = rows.filter((row) => row.state === 'done').reverse();
  return (
    <>
      <section aria-labelledby="todo">
        <h2 id="todo">{d('todo')}</h2>
        <p>{d(open.length === 0 ? 'todo_none' : 'blind')}</p>
        {open.map((row) => (
          <ToDo key={row.id} of={row} then={then} />
        ))}
      </section>
      <section aria-labelledby="done">
        <h2 id="done">{d('done')}</h2>
        {done.length === 0 ? <p>{d('done_none')}</p> : <ul>{done.map((row) => <Done key={row.id} of={row} />)}</ul>}
      </section>
    </>
  );
}
