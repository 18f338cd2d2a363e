// SPDX-License-Identifier: EUPL-1.2
// A signed assessment: frozen, with both levels, the override, and everything that explains it. Prints on two pages.
import { api, ask, type Assessment, type Instrument, type Result } from '../api';
import { type Answers, fromService } from '../drafts';
import { Title, Trouble, useReading, Waiting } from '../parts/page';
import { AskReason, reasonFor } from '../parts/Reason';
import { levelLabel, ResultView } from '../parts/ResultView';
import { time, day, say, t, textOf, tOf } from '../words';

async function read(id: string, reason: string | undefined) {
  const first = await ask(api.GET('/assessments/{id}', { params: { path: { id }, query: { reason } } }));
  if (!first.data) return { failure: first.failure };
  const assessment = first.data;
  const { id: instrumentId, version } = assessment.instrument;
  const second = await ask(api.GET('/instruments/{id}', { params: { path: { id: instrumentId }, query: { version } } }));
  if (!second.data) return { failure: second.failure };
  return { data: { assessment, instrument: second.data } };
}

function Levels({ assessment, instrument }: { assessment: Assessment; instrument: Instrument }) {
  const { scored_level: scored, final_level: final, override } = assessment;
  if (instrument.levels.length === 0) return null;
  return (
    <section class="levels">
      <p class="level">
        {t('final_level')}: <strong>{final ? levelLabel(instrument, final) : t('not_set')}</strong>
      </p>
      <p>{scored ? t('scored_was', { level: levelLabel(instrument, scored) }) : t('scored_none')}</p>
      {override && (
        <div class="notice">
          <p>
            <strong>{t('override_title')}</strong> {tOf('direction', override.direction)}: {scored ? levelLabel(instrument, scored) : ''} → {final ? levelLabel(instrument, final) : ''}
          </p>
          <p>
            {tOf('code', override.reason_code)}. <q>{override.reason}</q>
          </p>
          <p class="hint">
            {t('override_by', { author: override.author.name })} {override.approver ? t('override_approved', { approver: override.approver.name }) : t('override_waits')}
          </p>
        </div>
      )}
    </section>
  );
}

export function ResultPage({ id }: { id: string }) {
  const reason = reasonFor(id);
  const reading = useReading(`${id} ${reason}`, () => read(id, reason));
  if (reading.failure?.reason === 'reason_required') return <AskReason id={id} onGiven={reading.again} />;
  if (reading.failure) return <Trouble failure={reading.failure} again={reading.again} />;
  if (!reading.data) return <Waiting />;
  const { assessment, instrument } = reading.data;
  const answers: Answers = Object.fromEntries(Object.entries(assessment.responses).map(([item, response]) => [item, fromService(response)]));
  return (
    <>
      <Title>{t('result_title', { instrument: say(instrument.title) })}</Title>
      <p>
        {tOf('state', assessment.state)} · {t('assessor')}: {assessment.assessor.name} · {t('started')} {day(assessment.started_at)}
        {assessment.signed_at && <> · {t('signed')} {time(assessment.signed_at)}</>}
      </p>
      <Levels assessment={assessment} instrument={instrument} />
      {say(instrument.status) && (
        <p class="hint" lang={textOf(instrument.status).lang}>
          {say(instrument.status)}
        </p>
      )}
      {assessment.result && <ResultView instrument={instrument} result={assessment.result as Result} answers={answers} />}
      <p class="hint">
        {instrument.id} {instrument.version} · {instrument.licence} · <span class="source">{instrument.digest}</span>
      </p>
      <p class="actions screen-only">
        <button type="button" onClick={() => print()}>
          {t('print')}
        </button>
        <a href={`/cases/${assessment.case}`}>{t('to_case')}</a>
      </p>
    </>
  );
}
