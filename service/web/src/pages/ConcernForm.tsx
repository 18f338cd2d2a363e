// SPDX-License-Identifier: EUPL-1.2
// A concern in under three minutes: three required fields, a kept draft, a receipt to print.
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, ask, once, onceKey, type Failure, type Schemas } from '../api';
import { announce } from '../parts/Announcer';
import { Area, Choice, Field, Pick } from '../parts/Field';
import { Faults, Title, Trouble, useReading } from '../parts/page';
import { forget, keep, recall } from '../store';
import { t, time, today, tOf } from '../words';

const signs = ['absence', 'violence', 'substances', 'home', 'crime_or_recruitment', 'other'] as const;
const urgencies = ['today', 'week', 'other'] as const;
const place = 'concern';

interface Written {
  name: string;
  district: string;
  text: string;
  urgency: string;
  signs: string[];
  born_on: string;
  personal_number: string;
  school: string;
  key: string;
}
const blank = (): Written => ({ name: '', district: '', text: '', urgency: 'week', signs: [], born_on: '', personal_number: '', school: '', key: onceKey() });

function bodyOf(written: Written): Schemas['NewConcern'] {
  const { name, district, born_on, personal_number, school } = written;
  return {
    subject: { name, district, ...(born_on ? { born_on } : {}), ...(personal_number ? { personal_number } : {}), ...(school ? { school } : {}) },
    signs: written.signs as Schemas['NewConcern']['signs'],
    text: written.text,
    urgency: written.urgency as Schemas['NewConcern']['urgency'],
  };
}

function Receipt({ receipt, onNew }: { receipt: Schemas['ConcernReceipt']; onNew: () => void }) {
  return (
    <div class="narrow">
      <Title>{t('receipt_title')}</Title>
      <p class="receipt">
        {t('receipt_reference')} <strong>{receipt.receipt}</strong>
      </p>
      <p>{t('receipt_received', { at: time(receipt.received_at) })}</p>
      <h2>{t('receipt_next')}</h2>
      <ol>
        <li>{t('receipt_next_1')}</li>
        <li>{t('receipt_next_2')}</li>
        <li>{t('receipt_next_3')}</li>
      </ol>
      <p class="actions screen-only">
        <button type="button" onClick={() => print()}>
          {t('print_receipt')}
        </button>
        <button type="button" class="second" onClick={onNew}>
          {t('concern_another')}
        </button>
      </p>
    </div>
  );
}

export function ConcernForm() {
  const [written, setWritten] = useState(blank());
  const [receipt, setReceipt] = useState<Schemas['ConcernReceipt']>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const touched = useRef(false);
  const { data: districts } = useReading('districts', () => ask(api.GET('/districts')));

  useEffect(() => {
    void recall<Written>(place).then((kept) => {
      if (!kept || touched.current) return;
      setWritten(kept);
      announce(t('told_restored'));
    });
  }, []);
  const set = (change: Partial<Written>) => {
    touched.current = true;
    const next = { ...written, ...change };
    setWritten(next);
    void keep(place, next);
  };
  const tick = (sign: string, on: boolean) => set({ signs: on ? [...written.signs, sign] : written.signs.filter((one) => one !== sign) });

  async function submit(event: Event) {
    event.preventDefault();
    setBusy(true);
    const answer = await ask(api.POST('/concerns', { params: { header: once(written.key) }, body: bodyOf(written) }));
    setBusy(false);
    setFailure(answer.failure);
    if (!answer.data) return;
    await forget(place);
    setReceipt(answer.data);
    scrollTo(0, 0);
  }
  const another = () => {
    setReceipt(undefined);
    setWritten(blank());
  };
  if (receipt) return <Receipt receipt={receipt} onNew={another} />;

  const bare = (field: string) => field.replace('subject.', '');
  const faults = (failure?.faults ?? []).map((fault) => ({ field: bare(fault.field), words: `${tOf('field', bare(fault.field))}: ${tOf('fault', fault.reason)}` }));
  const faultOf = (field: string) => {
    const fault = failure?.faults.find((one) => bare(one.field) === field);
    return fault && tOf('fault', fault.reason);
  };
  return (
    <form class="narrow" noValidate onSubmit={(event) => void submit(event)}>
      <Title>{t('concern_title')}</Title>
      <p class="notice strong">{t('concern_112')}</p>
      <p>{t('concern_text')}</p>
      <Faults faults={faults} />
      {failure && faults.length === 0 && <Trouble failure={failure} />}
      <Field name="name" label={t('concern_name')} value={written.name} onInput={(name) => set({ name })} fault={faultOf('name')} autocomplete="off" required />
      <Pick name="district" label={t('field_district')} hint={t('district_hint')} value={written.district} onPick={(district) => set({ district })} fault={faultOf('district')} options={(districts?.items ?? []).map((one) => ({ value: one.id, words: one.name }))} required />
      <Area name="text" label={t('concern_seen')} hint={t('concern_seen_hint')} rows={6} value={written.text} onInput={(text) => set({ text })} fault={faultOf('text')} required />
      <fieldset class="field" id="signs">
        <legend>
          {t('field_signs')} <span class="optional">{t('optional')}</span>
        </legend>
        {signs.map((sign) => (
          <label class="tile">
            <input type="checkbox" checked={written.signs.includes(sign)} onChange={(event) => tick(sign, event.currentTarget.checked)} />
            {tOf('sign', sign)}
          </label>
        ))}
      </fieldset>
      <Choice name="urgency" label={t('field_urgency')} value={written.urgency} options={urgencies.map((one) => ({ value: one, words: tOf('urgency', one) }))} onPick={(urgency) => set({ urgency })} />
      <details>
        <summary>{t('concern_more')}</summary>
        <Field name="born_on" type="date" max={today()} label={t('field_born_on')} value={written.born_on} onInput={(born_on) => set({ born_on })} fault={faultOf('born_on')} />
        <Field name="personal_number" label={t('field_personal_number')} hint={t('personal_number_hint')} value={written.personal_number} onInput={(personal_number) => set({ personal_number })} fault={faultOf('personal_number')} />
        <Field name="school" label={t('field_school')} value={written.school} onInput={(school) => set({ school })} fault={faultOf('school')} />
      </details>
      <p class="actions">
        <button type="submit" disabled={busy}>
          {t('concern_send')}
        </button>
      </p>
      <p class="hint">{t('concern_kept')}</p>
    </form>
  );
}
