// SPDX-License-Identifier: EUPL-1.2
import { useMemo, useState } from 'preact/hooks';
import { announce } from '../announce';
import type { VignetteRow } from '../api';
import { api, keyPerBody, outcome, writing } from '../api';
import { dayOf } from '../days';
import type { FieldError } from '../parts/error_summary';
import { ErrorSummary, wordsFor } from '../parts/error_summary';
import { TextField, Tiles } from '../parts/fields';
import { textIn } from '../words';
import { say, whyNot } from './words';

/** Opens an exercise for all districts, on vignettes on which the panel agrees. */
export function OpenExercise({ vignettes, then }: { vignettes: VignetteRow[]; then: () => void }) {
  const agreed = vignettes.filter((one) => one.agreed !== null);
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const [lastDay, setLastDay] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const keyOf = useMemo(keyPerBody, []);
  const wrong = wordsFor(errors);
  const faults = (): FieldError[] => [
    ...(title.trim() ? [] : [{ field: 'exercise-title', words: say('open_name_needed') }]),
    ...(lastDay >= dayOf(new Date()) ? [] : [{ field: 'exercise-day', words: say('open_last_day_needed') }]),
    ...(chosen.length > 0 ? [] : [{ field: 'exercise-vignettes', words: say('open_vignettes_needed') }]),
  ];
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = faults();
    setErrors(found);
    if (found.length > 0) return;
    const body = { title: title.trim(), last_day: lastDay, vignettes: chosen };
    const header = { ...writing(), 'Idempotency-Key': keyOf(body) };
    const answer = await outcome(api.POST('/exercises', { params: { header }, body }));
    if (answer.problem) return setErrors([{ field: '', words: whyNot(answer.problem) }]);
    announce(say('opened'));
    setOpen(false);
    setTitle('');
    then();
  };
  if (agreed.length === 0) return <p>{say('open_none')}</p>;
  return (
    <details class="folded" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('open_title')}</summary>
      <form onSubmit={submit} noValidate>
        <ErrorSummary errors={errors} />
        <TextField id="exercise-title" label={say('open_name')} value={title} onValue={setTitle} error={wrong('exercise-title')} />
        <TextField
          id="exercise-day"
          type="date"
          label={say('open_last_day')}
          value={lastDay}
          onValue={setLastDay}
          error={wrong('exercise-day')}
        />
        <Tiles
          id="exercise-vignettes"
          many
          label={say('open_vignettes')}
          hint={say('open_hint')}
          chosen={chosen}
          onChosen={setChosen}
          error={wrong('exercise-vignettes')}
          choices={agreed.map((one) => ({ value: one.id, label: textIn(one.title).words }))}
        />
        <button class="button main">{say('open_button')}</button>
      </form>
    </details>
  );
}
