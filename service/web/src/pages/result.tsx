// SPDX-License-Identifier: EUPL-1.2
import type { Assessment, Instrument, Outcome, SignedResult } from '../api';
import { api, outcome } from '../api';
import { allFromService, nothing } from '../drafts';
import { loadAssessment } from '../form/open_forms';
import { ApprovalForm } from '../parts/approval_form';
import { Facts } from '../parts/facts';
import { Loaded, useLoaded } from '../parts/loaded';
import { Page } from '../parts/page';
import { ResultView, levelWords } from '../parts/result_view';
import { WordsOf } from '../parts/words_of';
import { reasonFor, sameReason } from '../reasons';
import { session } from '../session';
import { showTime, t, tokenWords } from '../words';

interface Frozen {
  assessment: Assessment;
  instrument: Instrument;
  result: SignedResult;
  subject: string;
}

async function load(id: string): Promise<Outcome<Frozen>> {
  const loaded = await loadAssessment(id);
  if (!loaded.data) return loaded;
  const { assessment, instrument } = loaded.data;
  const result = await outcome(
    api.GET('/assessments/{id}/result', { params: { path: { id }, query: { reason: reasonFor(id) } } }),
  );
  if (!result.data) return result;
  sameReason(id, assessment.case);
  const theCase = await outcome(
    api.GET('/cases/{id}', {
      params: { path: { id: assessment.case }, query: { reason: reasonFor(assessment.case) } },
    }),
  );
  return {
    data: { assessment, instrument, result: result.data, subject: theCase.data?.subject.name ?? '' },
    response: loaded.response,
  };
}

function Levels({ of: { assessment, instrument, result } }: { of: Frozen }) {
  if (instrument.levels.length === 0) return null;
  const { override } = assessment;
  return (
    <section aria-labelledby="levels">
      <h2 id="levels">{t('levels_title')}</h2>
      <Facts
        rows={[
          [t('final_level'), <strong>{levelWords(instrument, assessment.final_level)}</strong>],
          [
            t('scored_level'),
            instrument.level_scale === null
              ? t('level_none')
              : result.scored_level === null
                ? t('level_open')
                : levelWords(instrument, result.scored_level),
          ],
        ]}
      />
      {override && (
        <div class="notice">
          <h3>{t(override.direction === 'up' ? 'override_up' : 'override_down')}</h3>
          <p>
            {tokenWords('override', override.reason_code)}: {override.reason}
          </p>
          <p class="quiet">
            {t('override_author', { name: override.author.name })}{' '}
            {override.approver
              ? t('override_approver', { name: override.approver.name })
              : assessment.state === 'awaiting_approval' && t('override_waits')}
          </p>
        </div>
      )}
    </section>
  );
}

function Result({ of }: { of: Frozen }) {
  const { assessment, instrument, result } = of;
  const entries = allFromService(assessment.responses);
  const mayApprove =
    session.value?.user.role === 'supervisor' && assessment.state === 'awaiting_approval' && !assessment.mine;
  return (
    <>
      <div class="buttons no-print">
        <a class="button" href={`/cases/${assessment.case}`}>
          {t('to_case')}
        </a>
        {assessment.second && (
          <a class="button" href="/double-ratings">
            {t('to_double_ratings')}
          </a>
        )}
        <button type="button" class="button" onClick={() => print()}>
          {t('print')}
        </button>
      </div>
      <Facts
        rows={[
          [t('subject'), of.subject],
          [
            t('instrument'),
            <>
              <WordsOf text={instrument.title} /> ({instrument.version})
            </>,
          ],
          [t('state'), tokenWords('state', assessment.state)],
          [t('assessor'), assessment.assessor.name],
          [
            t(assessment.signed_at ? 'signed_at' : 'started_at'),
            showTime(assessment.signed_at ?? assessment.started_at),
          ],
        ]}
      />
      <Levels of={of} />
      {mayApprove && <ApprovalForm assessment={assessment.id} />}
      <ResultView instrument={instrument} result={result} entryOf={(item) => entries[item] ?? nothing} />
      <p class="quiet digest">
        {t('digest')}: {instrument.digest}
      </p>
    </>
  );
}

/** An assessment as it stands: both levels, the override with its author and approver, and what it all rests on. */
export function ResultPage({ names }: { names: Record<string, string> }) {
  const id = names.id!;
  const loading = useLoaded(() => load(id), id);
  return (
    <Page title={t('result_title')}>
      <Loaded from={loading} reasonFor={id}>
        {(of) => <Result of={of} />}
      </Loaded>
    </Page>
  );
}
