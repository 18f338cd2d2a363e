// SPDX-License-Identifier: EUPL-1.2
import { useMemo, useState } from 'preact/hooks';
import type { ReasonCode } from '../api';
import { api, keyPerBody, outcome, writing } from '../api';
import type { DraftForm } from '../form/draft_form';
import { closeForm } from '../form/open_forms';
import { go } from '../navigate';
import { t, textIn, tokenWords } from '../words';
import type { FieldError } from './error_summary';
import { ErrorSummary, errorsOf, wordsFor } from './error_summary';
import { Select, TextArea, Tiles } from './fields';
import { faultWords } from './problem_words';
import { itemName } from '../form/items';
import { levelWords } from './result_view';

const reasonCodes: ReasonCode[] = [
  'other_information',
  'recent_change',
  'protective_circumstances',
  'severity',
  'other',
];
const reasonLetters = 30;

/** The service's faults in words; one that is about an item names it and leads back to it. */
function signErrors(form: DraftForm, problem: Parameters<typeof errorsOf>[0]): FieldError[] {
  const ofItems = problem.faults.filter((fault) => fault.field.startsWith('responses.'));
  if (ofItems.length === 0)
    return errorsOf(problem, {
      final_level: 'final-level',
      'override.reason': 'override-reason',
      'override.reason_code': 'override-code',
      override: 'override-reason',
    });
  return ofItems.map((fault) => {
    const item = fault.field.slice('responses.'.length);
    return { field: '', words: `${itemName(form.instrument, item)}: ${faultWords(fault.reason) ?? fault.reason}` };
  });
}

/** The assessor sets the level and signs. A level other than the scored one is an override with reasons. */
export function Judgement({ form }: { form: DraftForm }) {
  const [level, setLevel] = useState('');
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const keyOf = useMemo(keyPerBody, []);
  const { instrument } = form;
  const scored = form.result.value.scored_level;
  const overrides = level !== '' && scored !== null && level !== scored;
  const letters = [...reason.trim()].length;
  const wrong = wordsFor(errors);

  const faults = (): FieldError[] => {
    const found: FieldError[] = [];
    if (instrument.levels.length > 0 && !level)
      found.push({ field: 'final-level', words: t('fault_final_level_required') });
    if (overrides && !code) found.push({ field: 'override-code', words: t('override_code_needed') });
    if (overrides && letters < reasonLetters)
      found.push({ field: 'override-reason', words: t('fault_reason_too_short') });
    return found;
  };
  const sign = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = faults();
    setErrors(found);
    if (found.length > 0 || busy) return;
    setBusy(true);
    await form.flush();
    if (form.hasPending()) {
      setBusy(false);
      return setErrors([{ field: '', words: t('sign_not_saved') }]);
    }
    const body = {
      ...(level ? { final_level: level } : {}),
      ...(overrides ? { override: { reason_code: code as ReasonCode, reason: reason.trim() } } : {}),
    };
    const header = { ...writing(), 'If-Match': `"${form.revision}"`, 'Idempotency-Key': keyOf([form.revision, body]) };
    const answer = await outcome(
      api.POST('/assessments/{id}/sign', { params: { path: { id: form.assessment.id }, header }, body }),
    );
    setBusy(false);
    if (answer.problem) return setErrors(signErrors(form, answer.problem));
    closeForm();
    go(`/assessments/${form.assessment.id}/result`);
  };

  return (
    <form onSubmit={sign} noValidate aria-labelledby="judgement">
      <h2 id="judgement">{t('judgement_title')}</h2>
      <p>
        {t(
          instrument.levels.length === 0
            ? 'judgement_no_level'
            : scored !== null
              ? 'judgement_scored'
              : 'judgement_open',
          { level: levelWords(instrument, scored) },
        )}
      </p>
      <ErrorSummary title={t('sign_not_yet')} errors={errors} />
      {instrument.levels.length > 0 && (
        <Tiles
          id="final-level"
          label={t('final_level_question')}
          chosen={[level]}
          onChosen={([one]) => setLevel(one!)}
          error={wrong('final-level')}
          choices={instrument.levels.map((one) => ({ value: one.id, label: textIn(one.label).words }))}
        />
      )}
      {overrides && (
        <div class="notice">
          <p>
            <strong>{t('override_title')}</strong>{' '}
            {t(form.assessment.second ? 'override_lead_second' : 'override_lead', { scored: levelWords(instrument, scored), final: levelWords(instrument, level) })}
          </p>
          <Select
            id="override-code"
            label={t('override_code')}
            value={code}
            onValue={setCode}
            error={wrong('override-code')}
            choices={reasonCodes.map((value) => ({ value, label: tokenWords('override', value) }))}
          />
          <TextArea
            id="override-reason"
            label={t('override_reason')}
            hint={t('override_hint', { n: letters, least: reasonLetters })}
            value={reason}
            onValue={setReason}
            error={wrong('override-reason')}
          />
        </div>
      )}
      <p class="quiet">{t('sign_means')}</p>
      <button class="button main" disabled={busy}>
        {t(overrides && !form.assessment.second ? 'sign_and_send' : 'sign')}
      </button>
    </form>
  );
}
