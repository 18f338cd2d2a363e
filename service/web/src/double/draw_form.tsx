// SPDX-License-Identifier: EUPL-1.2
import { useMemo, useState } from 'preact/hooks';
import { api, keyPerBody, outcome, writing } from '../api';
import { dayOf } from '../days';
import type { FieldError } from '../parts/error_summary';
import { ErrorSummary, errorsOf, wordsFor } from '../parts/error_summary';
import { Select, TextField } from '../parts/fields';
import { useLoaded } from '../parts/loaded';
import { textIn } from '../words';
import { d } from './words';

const fields = { instrument: 'draw-instrument', count: 'draw-count', days: 'draw-days', due_on: 'draw-due' };

const within = (text: string, most: number): number | null => {
  const number = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : null;
};

/** A supervisor asks for a number; chance finds the cases and their raters. */
export function DrawForm({ then }: { then: () => void }) {
  const [instrument, setInstrument] = useState('lika-36');
  const [count, setCount] = useState('');
  const [days, setDays] = useState('90');
  const [dueOn, setDueOn] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [drawn, setDrawn] = useState('');
  const keyOf = useMemo(keyPerBody, []);
  const library = useLoaded(() => outcome(api.GET('/instruments')), 'instruments');
  const choices = (library.data?.items ?? []).map((one) => ({ value: one.id, label: textIn(one.title).words }));
  const wrong = wordsFor(errors);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const [wanted, back] = [within(count, 50), within(days, 366)];
    const found = [
      ...(instrument ? [] : [{ field: fields.instrument, words: d('draw_needed_instrument') }]),
      ...(wanted ? [] : [{ field: fields.count, words: d('draw_needed_count') }]),
      ...(back ? [] : [{ field: fields.days, words: d('draw_needed_days') }]),
      ...(dueOn > dayOf(new Date()) ? [] : [{ field: fields.due_on, words: d('draw_needed_due') }]),
    ];
    setErrors(found);
    setDrawn('');
    if (found.length > 0) return;
    const body = { instrument, count: wanted!, days: back!, due_on: dueOn };
    const header = { ...writing(), 'Idempotency-Key': keyOf(body) };
    const answer = await outcome(api.POST('/double-ratings', { params: { header }, body }));
    if (answer.problem) return setErrors(errorsOf(answer.problem, fields));
    const { asked, drawn: there } = answer.data;
    setDrawn(d(there < asked ? 'drawn_fewer' : 'drawn_all', { drawn: there, asked }));
    setCount('');
    then();
  };
  return (
    <form class="no-print" onSubmit={submit} noValidate aria-labelledby="draw">
      <h2 id="draw">{d('draw')}</h2>
      <p>{d('draw_lead')}</p>
      <ErrorSummary errors={errors} />
      <Select id={fields.instrument} label={d('draw_instrument')} value={instrument} choices={choices} onValue={setInstrument} error={wrong(fields.instrument)} />
      <div class="row">
        <TextField id={fields.count} inputMode="numeric" max={3} label={d('draw_count')} hint={d('draw_count_hint')} value={count} onValue={setCount} error={wrong(fields.count)} />
        <TextField id={fields.days} inputMode="numeric" max={3} label={d('draw_days')} hint={d('draw_days_hint')} value={days} onValue={setDays} error={wrong(fields.days)} />
        <TextField id={fields.due_on} type="date" label={d('draw_due')} value={dueOn} onValue={setDueOn} error={wrong(fields.due_on)} />
      </div>
      <button class="button main">{d('draw_send')}</button>
      <p role="status">{drawn}</p>
    </form>
  );
}
