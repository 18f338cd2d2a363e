// SPDX-License-Identifier: EUPL-1.2
import { useMemo, useState } from 'preact/hooks';
import { announce } from '../announce';
import { api, keyPerBody, outcome, writing } from '../api';
import { dayOf } from '../days';
import { t, textIn } from '../words';
import type { FieldError } from './error_summary';
import { ErrorSummary, errorsOf, wordsFor } from './error_summary';
import { Select, TextField, Tiles } from './fields';
import { Loaded, useLoaded } from './loaded';

const empty = { code: '', committedOn: '', basis: '', first: '' };

/** Records an offence: what, when, on what basis, and whether it is the first. */
export function OffenceForm({ of, then }: { of: string; then: () => void }) {
  const catalogue = useLoaded(() => outcome(api.GET('/catalogues/offences')), 'offences');
  const [held, setHeld] = useState(empty);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const keyOf = useMemo(keyPerBody, [of, held]);
  const set = (change: Partial<typeof empty>): void => setHeld({ ...held, ...change });
  const wrong = wordsFor(errors);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found: FieldError[] = [];
    if (!held.code) found.push({ field: 'offence-code', words: t('offence_code_needed') });
    if (!held.committedOn) found.push({ field: 'offence-on', words: t('offence_on_needed') });
    else if (held.committedOn > dayOf(new Date())) found.push({ field: 'offence-on', words: t('day_in_future') });
    if (!held.basis) found.push({ field: 'offence-basis', words: t('basis_needed') });
    if (!held.first) found.push({ field: 'offence-first', words: t('first_needed') });
    setErrors(found);
    if (found.length > 0) return;
    const body = { code: held.code, committed_on: held.committedOn, basis: held.basis, first: held.first === 'yes' };
    const answer = await outcome(
      api.POST('/cases/{id}/offences', {
        params: { path: { id: of }, header: { ...writing(), 'Idempotency-Key': keyOf(body) } },
        body,
      }),
    );
    if (answer.problem)
      return setErrors(
        errorsOf(answer.problem, { code: 'offence-code', committed_on: 'offence-on', basis: 'offence-basis' }),
      );
    setHeld(empty);
    announce(t('offence_recorded'));
    then();
  };

  return (
    <details class="block">
      <summary>{t('offence_add')}</summary>
      <Loaded from={catalogue}>
        {({ codes, basis }) => (
          <form onSubmit={submit} noValidate>
            <ErrorSummary errors={errors} />
            <Select
              id="offence-code"
              label={t('offence')}
              value={held.code}
              onValue={(code) => set({ code })}
              error={wrong('offence-code')}
              choices={codes.map(({ code, name }) => ({ value: code, label: textIn(name).words }))}
            />
            <TextField
              id="offence-on"
              type="date"
              label={t('offence_day')}
              value={held.committedOn}
              onValue={(committedOn) => set({ committedOn })}
              error={wrong('offence-on')}
            />
            <Tiles
              id="offence-basis"
              label={t('basis_question')}
              chosen={[held.basis]}
              onChosen={([one]) => set({ basis: one! })}
              error={wrong('offence-basis')}
              choices={basis.map(({ id, name }) => ({ value: id, label: textIn(name).words }))}
            />
            <Tiles
              id="offence-first"
              label={t('first_question')}
              chosen={[held.first]}
              onChosen={([one]) => set({ first: one! })}
              error={wrong('offence-first')}
              choices={[
                { value: 'yes', label: t('yes') },
                { value: 'no', label: t('no') },
              ]}
            />
            <button class="button main">{t('offence_save')}</button>
          </form>
        )}
      </Loaded>
    </details>
  );
}
