// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useMemo, useState } from 'preact/hooks';
import { announce } from '../announce';
import type { ExerciseTask, Instrument, Item } from '../api';
import { api, keyPerBody, outcome, writing } from '../api';
import { FactorBlock } from '../form/factor_block';
import { byDomain } from '../form/items';
import { focusItemById } from '../form/keyboard';
import { Keys } from '../form/keys';
import { RatedItem, fullName } from '../form/rated_item';
import { Instructions } from '../form/side';
import type { FieldError } from '../parts/error_summary';
import { ErrorSummary, wordsFor } from '../parts/error_summary';
import { Tiles } from '../parts/fields';
import { WordsOf } from '../parts/words_of';
import { t, textIn } from '../words';
import { AnswerForm } from './answer_form';
import { levelName } from './load';
import { VignetteText } from './vignette_text';
import { say, whyNot } from './words';

function Row({ form, item }: { form: AnswerForm; item: Item }) {
  const said = form.said(item.id).value;
  if (!item.entered || form.ruledOut.value.has(item.id))
    return (
      <p class="quiet" id={`item-${item.id}`}>
        {fullName(item)}: {t(item.entered ? 'ruled_out' : 'not_entered')}
      </p>
    );
  return <RatedItem item={item} said={said} say={(next) => form.edit(item.id, next)} />;
}

function Bar({ form }: { form: AnswerForm }) {
  const status = form.status.value;
  const left = form.missing.value;
  const all = form.asked.length - form.ruledOut.value.size;
  const words =
    status === 'offline'
      ? say('answer_offline')
      : status === 'refused' && form.problem.value
        ? whyNot(form.problem.value)
        : t(`save_${status}`);
  return (
    <div class="bar">
      <div class="bar-row">
        <progress value={all - left.length} max={all} aria-label={t('progress_name')} />
        <strong>{t('progress', { answered: all - left.length, all })}</strong>
        <span class={`save ${status}`}>{words}</span>
        {left.length > 0 && (
          <button type="button" class="button small" onClick={() => focusItemById(left[0]!)}>
            {say('answer_to_next')}
          </button>
        )}
      </div>
    </div>
  );
}

function Finish({ form, then }: { form: AnswerForm; then: (done: ExerciseTask) => void }) {
  const [level, setLevel] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const keyOf = useMemo(keyPerBody, []);
  const { instrument, task } = form;
  const left = form.missing.value;
  const scored = form.result.value.scored_level;
  const faults = (): FieldError[] => [
    ...(left.length > 0 ? [{ field: `item-${left[0]}`, words: say('answer_left', { n: left.length }) }] : []),
    ...(level ? [] : [{ field: 'final-level', words: t('fault_final_level_required') }]),
  ];
  const send = async (): Promise<void> => {
    if (!(await form.flush())) return setErrors([{ field: '', words: say('answer_not_saved') }]);
    const body = { final_level: level };
    const header = { ...writing(), 'Idempotency-Key': keyOf([task.exercise, task.place, body]) };
    const path = { id: task.exercise, place: String(task.place) };
    const answer = await outcome(api.POST('/exercises/{id}/vignettes/{place}/done', { params: { path, header }, body }));
    if (answer.problem) return setErrors([{ field: '', words: whyNot(answer.problem) }]);
    then(answer.data);
  };
  const finish = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = faults();
    setErrors(found);
    if (found.length > 0 || busy) return;
    setBusy(true);
    await send();
    setBusy(false);
  };
  return (
    <form onSubmit={finish} noValidate aria-label={say('answer_title')}>
      {scored !== null && <p>{say('answer_scored', { level: levelName(instrument, scored) })}</p>}
      <ErrorSummary errors={errors} />
      <Tiles
        id="final-level"
        label={t('final_level_question')}
        chosen={[level]}
        onChosen={([one]) => setLevel(one!)}
        error={wordsFor(errors)('final-level')}
        choices={instrument.levels.map((one) => ({ value: one.id, label: textIn(one.label).words }))}
      />
      <p class="quiet">{say('answer_done_means')}</p>
      <button class="button main" disabled={busy}>
        {say('answer_done')}
      </button>
    </form>
  );
}

/** Rates one vignette, item by item, beside its text; each change is saved as it is made. */
export function Answer({
  of,
  instrument,
  then,
}: {
  of: ExerciseTask;
  instrument: Instrument;
  then: (done: ExerciseTask) => void;
}) {
  const [form] = useState(() => new AnswerForm(of, instrument)); // it outlives a new login, which fetches both anew
  const domains = useMemo(() => byDomain(form.instrument), [form]);
  useEffect(() => {
    const leave = (): void => form.leave();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      void form.flush();
    };
  }, [form]);
  const done = (answered: ExerciseTask): void => {
    announce(say('state_done'));
    then(answered);
  };
  return (
    <>
      <Bar form={form} />
      <div class="form with-vignette">
        <VignetteText of={of} />
        <div class="domains">
          <p>{say('answer_lead')}</p>
          <Keys />
          <Instructions instrument={instrument} />
          {domains.map((domain) => (
            <section key={domain.id} class="domain" aria-labelledby={`domain-name-${domain.id}`}>
              <h2 id={`domain-name-${domain.id}`}>
                <WordsOf text={domain.name} />
              </h2>
              {domain.factors.map((factor) => (
                <FactorBlock
                  key={factor.first.id}
                  factor={factor}
                  row={(item) => <Row key={item.id} form={form} item={item} />}
                />
              ))}
            </section>
          ))}
          <Finish form={form} then={done} />
        </div>
      </div>
    </>
  );
}
