// SPDX-License-Identifier: EUPL-1.2
import { useRef, useState } from 'preact/hooks';
import { api, ask, once, onceKey, type Failure } from '../api';
import { say, t, tOf, today } from '../words';
import { announce } from './Announcer';
import { Field, Pick } from './Field';
import { Faults, Trouble, useReading } from './page';

export function OffenceForm({ caseId, onAdded }: { caseId: string; onAdded: () => void }) {
  const key = useRef(onceKey());
  const { data: catalogue } = useReading('offences', () => ask(api.GET('/catalogues/offences')));
  const [code, setCode] = useState('');
  const [on, setOn] = useState('');
  const [basis, setBasis] = useState('');
  const [first, setFirst] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  async function submit(event: Event) {
    event.preventDefault();
    const answer = await ask(
      api.POST('/cases/{id}/offences', {
        params: { path: { id: caseId }, header: once(key.current) },
        body: { code, committed_on: on, basis, first },
      }),
    );
    setFailure(answer.failure);
    if (!answer.data) return;
    key.current = onceKey();
    setCode('');
    setOn('');
    setFirst(false);
    announce(t('offence_added'));
    onAdded();
  }
  const faults = (failure?.faults ?? []).map((fault) => ({ field: fault.field, words: `${tOf('field', fault.field)}: ${tOf('fault', fault.reason)}` }));
  return (
    <details>
      <summary>{t('offence_add')}</summary>
      <form class="narrow" noValidate onSubmit={(event) => void submit(event)}>
        <Faults faults={faults} />
        {failure && faults.length === 0 && <Trouble failure={failure} />}
        <Pick name="code" label={t('field_code')} value={code} onPick={setCode} options={(catalogue?.codes ?? []).map((one) => ({ value: one.code, words: say(one.name) }))} required />
        <Field name="committed_on" type="date" max={today()} label={t('field_committed_on')} value={on} onInput={setOn} required />
        <Pick name="basis" label={t('field_basis')} value={basis} onPick={setBasis} options={(catalogue?.basis ?? []).map((one) => ({ value: one.id, words: say(one.name) }))} required />
        <label class="tile">
          <input type="checkbox" checked={first} onChange={(event) => setFirst(event.currentTarget.checked)} />
          {t('field_first')}
        </label>
        <button type="submit">{t('offence_keep')}</button>
      </form>
    </details>
  );
}
