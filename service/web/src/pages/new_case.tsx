// SPDX-License-Identifier: EUPL-1.2
import { useMemo, useState } from 'preact/hooks';
import { api, keyPerBody, outcome, writing } from '../api';
import { dayOf } from '../days';
import type { FieldError } from '../parts/error_summary';
import { ErrorSummary, errorsOf, wordsFor } from '../parts/error_summary';
import { TextField, Tiles } from '../parts/fields';
import { Page } from '../parts/page';
import { go } from '../navigate';
import { t, tokenWords } from '../words';

const sexes = ['female', 'male', 'other', 'not_recorded'] as const;

export function NewCasePage() {
  const [name, setName] = useState('');
  const [bornOn, setBornOn] = useState('');
  const [number, setNumber] = useState('');
  const [sex, setSex] = useState<string>('not_recorded');
  const [hidden, setHidden] = useState(false);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const keyOf = useMemo(keyPerBody, []);
  const wrong = wordsFor(errors);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found: FieldError[] = [];
    if (!name.trim()) found.push({ field: 'name', words: t('name_needed') });
    if (!bornOn) found.push({ field: 'born-on', words: t('born_on_needed') });
    else if (bornOn > dayOf(new Date())) found.push({ field: 'born-on', words: t('born_on_future') });
    setErrors(found);
    if (found.length > 0) return;
    const body = {
      subject: {
        name: name.trim(),
        born_on: bornOn,
        sex: sex as (typeof sexes)[number],
        protected: hidden,
        ...(number.trim() ? { personal_number: number.trim() } : {}),
      },
    };
    const answer = await outcome(
      api.POST('/cases', { body, params: { header: { ...writing(), 'Idempotency-Key': keyOf(body) } } }),
    );
    if (answer.data) go(`/cases/${answer.data.id}`);
    else
      setErrors(
        errorsOf(answer.problem, {
          'subject.name': 'name',
          'subject.born_on': 'born-on',
          'subject.personal_number': 'number',
        }),
      );
  };

  return (
    <Page title={t('new_case')} lead={t('new_case_lead')}>
      <form onSubmit={submit} noValidate>
        <ErrorSummary errors={errors} />
        <TextField id="name" label={t('name')} value={name} onValue={setName} error={wrong('name')} />
        <TextField
          id="born-on"
          type="date"
          label={t('born_on')}
          value={bornOn}
          onValue={setBornOn}
          error={wrong('born-on')}
        />
        <TextField
          id="number"
          label={t('personal_number')}
          hint={t('personal_number_hint')}
          optional
          value={number}
          onValue={setNumber}
          error={wrong('number')}
          max={20}
        />
        <Tiles
          id="sex"
          label={t('sex')}
          chosen={[sex]}
          onChosen={([one]) => setSex(one!)}
          choices={sexes.map((value) => ({ value, label: tokenWords('sex', value) }))}
        />
        <Tiles
          id="protected"
          many
          label={t('protected_title')}
          chosen={hidden ? ['yes'] : []}
          onChosen={(chosen) => setHidden(chosen.includes('yes'))}
          choices={[{ value: 'yes', label: t('protected_yes') }]}
        />
        <button class="button main">{t('create_case')}</button>
      </form>
    </Page>
  );
}
