// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import { announce } from '../announce';
import type { DoubleRatingRow } from '../api';
import { api, outcome, writing } from '../api';
import { TextArea } from '../parts/fields';
import { FoldedForm } from '../parts/folded_form';
import { d } from './words';

/** A rating is given back with a reason; a supervisor takes it from somebody who has left. */
export function GiveBack({ of, then }: { of: DoubleRatingRow; then: () => void }) {
  const [reason, setReason] = useState('');
  const field = `back-${of.id}`;
  const name = of.subject.name;
  const send = () =>
    outcome(
      api.POST('/double-ratings/{id}/give-back', {
        params: { path: { id: of.id }, header: writing() },
        body: { reason: reason.trim() },
      }),
    );
  const sent = (): void => {
    announce(d('given_back'));
    then();
  };
  return (
    <FoldedForm
      label={d('about', { words: d(of.mine ? 'give_back' : 'take_back'), name })}
      button={d('give_back_send')}
      check={() => (reason.trim() ? [] : [{ field, words: d('give_back_needed') }])}
      send={send}
      fields={{ reason: field }}
      sent={sent}
    >
      {(wrong) => (
        <>
          <p>{d(of.mine ? 'give_back_lead' : 'take_back_lead')}</p>
          <TextArea id={field} label={d('give_back_reason')} hint={of.mine ? d('give_back_hint') : undefined} rows={2} max={1000} value={reason} onValue={setReason} error={wrong(field)} />
        </>
      )}
    </FoldedForm>
  );
}
