// SPDX-License-Identifier: EUPL-1.2
// A case that is not one's own needs a reason before it is read; the reason goes into the log.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { Title } from './page';
import { Field } from './Field';
import { t } from '../words';

/** Reasons given for cases and assessments while the page is open. */
const given = signal<Record<string, string>>({});
export const reasonFor = (id: string) => given.value[id];
export const giveReason = (id: string, reason: string) => (given.value = { ...given.value, [id]: reason });

export function AskReason({ id, onGiven }: { id: string; onGiven: () => void }) {
  const [reason, setReason] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    giveReason(id, reason.trim());
    onGiven();
  };
  return (
    <form class="narrow" onSubmit={submit}>
      <Title>{t('reason_title')}</Title>
      <p>{t('reason_text')}</p>
      <Field label={t('reason_label')} value={reason} onInput={setReason} maxLength={200} required />
      <button type="submit">{t('reason_open')}</button>
    </form>
  );
}
