// SPDX-License-Identifier: EUPL-1.2
// What is missing, the result as it stands, the assessor's own level, and the signature.
import { useRef, useState } from 'preact/hooks';
import { api, ask, once, onceKey, type Failure, type Instrument } from '../api';
import type { Draft } from '../drafts';
import { groupsOf, isAnswered, itemsOf, lacksEvidence } from '../factors';
import { announce } from '../parts/Announcer';
import { Area, Choice, Pick } from '../parts/Field';
import { failureWords, Title, Trouble, Waiting } from '../parts/page';
import { itemName, levelLabel, ResultView } from '../parts/ResultView';
import { go } from '../router';
import { forget } from '../store';
import { useDraft } from '../useDraft';
import { many, say, t, tOf } from '../words';

const codes = ['other_information', 'recent_change', 'protective_circumstances', 'severity', 'other'] as const;

interface Gap {
  item: string;
  words: string;
}

function gapsOf(instrument: Instrument, draft: Draft): Gap[] {
  return groupsOf(instrument)
    .flatMap(itemsOf)
    .flatMap((item) => {
      if (!isAnswered(draft.answers, item)) return [{ item, words: t('gap_unanswered') }];
      return lacksEvidence(instrument, draft.answers, item) ? [{ item, words: t('gap_evidence') }] : [];
    });
}

function Gaps({ id, instrument, gaps }: { id: string; instrument: Instrument; gaps: Gap[] }) {
  if (gaps.length === 0) return <p class="good">{t('gaps_none')}</p>;
  return (
    <section class="notice">
      <h2>{many('gaps', gaps.length)}</h2>
      <ul class="links">
        {gaps.map((gap) => (
          <li>
            <a href={`/assessments/${id}#${gap.item}`} onClick={(event) => {
              event.preventDefault();
              history.pushState(null, '', `/assessments/${id}#${gap.item}`);
              dispatchEvent(new PopStateEvent('popstate'));
            }}>
              {itemName(instrument, gap.item)}
            </a>
            : {gap.words}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Judgement({ id, instrument, draft, blocked }: { id: string; instrument: Instrument; draft: Draft; blocked: boolean }) {
  const key = useRef(onceKey());
  const scored = draft.result?.scored_level ?? null;
  const [level, setLevel] = useState<string>('');
  const [code, setCode] = useState<string>('');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const differs = scored !== null && level !== '' && level !== scored;
  const letters = [...reason.trim()].length;

  async function sign(event: Event) {
    event.preventDefault();
    setBusy(true);
    if (!(await draft.settled())) {
      setBusy(false);
      return announce(t('told_offline'));
    }
    const body = {
      ...(instrument.levels.length > 0 ? { final_level: level } : {}),
      ...(differs ? { override: { reason_code: code as (typeof codes)[number], reason } } : {}),
    };
    const answer = await ask(
      api.POST('/assessments/{id}/sign', { params: { path: { id }, header: { 'If-Match': `"${draft.revision}"`, ...once(key.current) } }, body }),
    );
    setBusy(false);
    if (!answer.data) return setFailure(answer.failure);
    await forget(`draft ${id}`);
    announce(t('told_signed'));
    go(`/assessments/${id}/result`);
  }
  return (
    <form onSubmit={(event) => void sign(event)}>
      <h2>{t('judgement')}</h2>
      {instrument.levels.length > 0 && (
        <>
          <p>{scored === null ? t('judgement_yours') : t('judgement_scored', { level: levelLabel(instrument, scored) })}</p>
          <Choice name="final_level" label={t('final_level')} value={level} options={instrument.levels.map((one) => ({ value: one.id, words: say(one.label) }))} onPick={setLevel} />
        </>
      )}
      {differs && (
        <>
          <p class="notice">{t('override_text')}</p>
          <Pick name="reason_code" label={t('override_code')} value={code} onPick={setCode} options={codes.map((one) => ({ value: one, words: tOf('code', one) }))} required />
          <Area name="reason" label={t('override_reason')} hint={t('override_hint', { n: letters })} value={reason} onInput={setReason} required />
        </>
      )}
      {failure && (
        <div class="notice fault" role="alert">
          <p>{failureWords(failure)}</p>
          <ul>
            {failure.faults.map((fault) => (
              <li>
                {fault.field.startsWith('responses.') ? itemName(instrument, fault.field.slice(10)) : tOf('field', fault.field.replace('override.', ''))}: {tOf('fault', fault.reason)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>{t('sign_text')}</p>
      <p class="actions">
        <button type="submit" disabled={busy || blocked || (instrument.levels.length > 0 && level === '') || (differs && (code === '' || letters < 30))}>
          {differs ? t('sign_for_approval') : t('sign')}
        </button>
        <a href={`/assessments/${id}`}>{t('to_form')}</a>
      </p>
      {blocked && <p class="hint">{t('sign_blocked')}</p>}
    </form>
  );
}

export function Review({ id }: { id: string }) {
  const { opened, failure, again } = useDraft(id);
  if (failure) return <Trouble failure={failure} again={again} />;
  if (!opened) return <Waiting />;
  const { assessment, instrument, draft } = opened;
  if (assessment.state !== 'draft') {
    go(`/assessments/${id}/result`);
    return null;
  }
  const gaps = gapsOf(instrument, draft);
  return (
    <>
      <Title>{t('review_title', { instrument: say(instrument.title) })}</Title>
      <Gaps id={id} instrument={instrument} gaps={gaps} />
      {draft.result && <ResultView instrument={instrument} result={draft.result} answers={draft.answers} />}
      {assessment.mine ? <Judgement id={id} instrument={instrument} draft={draft} blocked={gaps.length > 0} /> : <p class="notice">{t('not_yours')}</p>}
    </>
  );
}
