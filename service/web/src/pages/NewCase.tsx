// SPDX-License-Identifier: EUPL-1.2
import { useRef, useState } from 'preact/hooks';
import { api, ask, once, onceKey, type Failure } from '../api';
import { Choice, Field } from '../parts/Field';
import { Faults, Title, Trouble } from '../parts/page';
import { go } from '../router';
import { t, tOf, today } from '../words';

const sexes = ['female', 'male', 'other', 'not_recorded'] as const;

export function NewCase() {
  const key = useRef(onceKey());
  const [name, setName] = useState('');
  const [bornOn, setBornOn] = useState('');
  const [sex, setSex] = useState<(typeof sexes)[number] | ''>('');
  const [number, setNumber] = useState('');
  const [isProtected, setProtected] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  async function submit(event: Event) {
    event.preventDefault();
    const subject = {
      name,
      born_on: bornOn,
      ...(sex ? { sex } : {}),
      ...(number ? { personal_number: number } : {}),
      ...(isProtected ? { protected: true } : {}),
    };
    const answer = await ask(api.POST('/cases', { params: { header: once(key.current) }, body: { subject } }));
    if (answer.data) return go(`/cases/${answer.data.id}`);
    setFailure(answer.failure);
  }
  const faultOf = (field: string) => {
    const fault = failure?.faults.find((one) => one.field === `subject.${field}`);
    return fault && tOf('fault', fault.reason);
  };
  const faults = (failure?.faults ?? []).map((fault) => ({ field: fault.field.replace('subject.', ''), words: `${tOf('field', fault.field.replace('subject.', ''))}: ${tOf('fault', fault.reason)}` }));
  return (
    <form class="narrow" noValidate onSubmit={(event) => void submit(event)}>
      <Title>{t('case_new')}</Title>
      <Faults faults={faults} />
      {failure && faults.length === 0 && <Trouble failure={failure} />}
      <Field name="name" label={t('field_name')} value={name} onInput={setName} fault={faultOf('name')} required />
      <Field name="born_on" type="date" max={today()} label={t('field_born_on')} value={bornOn} onInput={setBornOn} fault={faultOf('born_on')} required />
      <Choice name="sex" label={t('field_sex')} hint={t('sex_hint')} value={sex} options={sexes.map((one) => ({ value: one, words: tOf('sex', one) }))} onPick={(one) => setSex(one as (typeof sexes)[number])} />
      <Field name="personal_number" label={t('field_personal_number')} hint={t('personal_number_hint')} value={number} onInput={setNumber} fault={faultOf('personal_number')} inputMode="numeric" />
      <label class="tile">
        <input type="checkbox" checked={isProtected} onChange={(event) => setProtected(event.currentTarget.checked)} />
        {t('field_protected')}
      </label>
      <p class="actions">
        <button type="submit">{t('case_open')}</button>
        <a href="/cases">{t('cancel')}</a>
      </p>
    </form>
  );
}
