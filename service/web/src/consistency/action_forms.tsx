// SPDX-License-Identifier: EUPL-1.2
import { useMemo, useState } from 'preact/hooks';
import { announce } from '../announce';
import type { Action, Indicator } from '../api';
import { api, keyPerBody, outcome, writing } from '../api';
import { dayOf } from '../days';
import type { FieldError } from '../parts/error_summary';
import { TextArea, TextField } from '../parts/fields';
import { FoldedForm } from '../parts/folded_form';
import { t } from '../words';

/** What the district does about an indicator, and by when. */
export function RecordAction({ indicator, about, then }: { indicator: Indicator; about: string; then: () => void }) {
  const [what, setWhat] = useState('');
  const [dueOn, setDueOn] = useState('');
  const keyOf = useMemo(keyPerBody, []);
  const [whatId, dueId] = [`${indicator}-what`, `${indicator}-due`];
  const check = (): FieldError[] => [
    ...(what.trim() ? [] : [{ field: whatId, words: t('action_what_needed') }]),
    ...(dueOn >= dayOf(new Date()) ? [] : [{ field: dueId, words: t('action_due_needed') }]),
  ];
  const send = () => {
    const body = { indicator, what: what.trim(), due_on: dueOn };
    const header = { ...writing(), 'Idempotency-Key': keyOf(body) };
    return outcome(api.POST('/consistency/actions', { params: { header }, body }));
  };
  const sent = (): void => {
    announce(t('action_saved'));
    setWhat('');
    setDueOn('');
    then();
  };
  return (
    <FoldedForm
      label={`${t('action_record')}: ${about}`}
      button={t('action_save')}
      check={check}
      send={send}
      fields={{ what: whatId, due_on: dueId }}
      sent={sent}
    >
      {(wrong) => (
        <>
          <TextArea id={whatId} label={t('action_what')} hint={t('action_what_hint')} rows={2} max={2000} value={what} onValue={setWhat} error={wrong(whatId)} />
          <TextField id={dueId} type="date" label={t('action_due')} value={dueOn} onValue={setDueOn} error={wrong(dueId)} />
        </>
      )}
    </FoldedForm>
  );
}

/** What came of an action. */
export function FollowUp({ action, then }: { action: Action; then: () => void }) {
  const [words, setWords] = useState('');
  const keyOf = useMemo(keyPerBody, []);
  const field = `outcome-${action.id}`;
  const send = () => {
    const body = { outcome: words.trim() };
    const header = { ...writing(), 'Idempotency-Key': keyOf(body) };
    return outcome(api.POST('/consistency/actions/{id}/follow-up', { params: { path: { id: action.id }, header }, body }));
  };
  const sent = (): void => {
    announce(t('action_followed'));
    then();
  };
  return (
    <FoldedForm
      label={t('action_follow', { what: action.what })}
      button={t('action_follow_save')}
      check={() => (words.trim() ? [] : [{ field, words: t('action_outcome_needed') }])}
      send={send}
      fields={{ outcome: field }}
      sent={sent}
    >
      {(wrong) => (
        <TextArea id={field} label={t('action_outcome')} hint={t('action_what_hint')} rows={2} max={2000} value={words} onValue={setWords} error={wrong(field)} />
      )}
    </FoldedForm>
  );
}
