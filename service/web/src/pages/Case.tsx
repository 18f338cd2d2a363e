// SPDX-License-Identifier: EUPL-1.2
import { api, ask, type Schemas } from '../api';
import { Due } from '../parts/Due';
import { Flags } from '../parts/Flags';
import { OffenceForm } from '../parts/OffenceForm';
import { StartAssessment } from '../parts/StartAssessment';
import { Title, Trouble, useReading, Waiting } from '../parts/page';
import { AskReason, giveReason, reasonFor } from '../parts/Reason';
import { has } from '../session';
import { day, t, tOf } from '../words';

type Case = Schemas['Case'];

function Person({ subject }: { subject: Case['subject'] }) {
  return (
    <dl class="facts">
      <dt>{t('field_born_on')}</dt>
      <dd>{subject.born_on ? day(subject.born_on) : t('not_recorded')}</dd>
      <dt>{t('field_personal_number')}</dt>
      <dd>{subject.personal_number ?? t('not_recorded')}</dd>
      <dt>{t('field_sex')}</dt>
      <dd>{tOf('sex', subject.sex ?? 'not_recorded')}</dd>
    </dl>
  );
}

const target = (row: Case['assessments'][number]) => (row.state === 'draft' ? `/assessments/${row.id}` : `/assessments/${row.id}/result`);

function Assessments({ rows }: { rows: Case['assessments'] }) {
  if (rows.length === 0) return <p>{t('assessments_none')}</p>;
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{t('instrument')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('assessor')}</th>
          <th scope="col">{t('started')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <a href={target(row)}>
                {row.instrument} {row.version}
              </a>
            </th>
            <td data-label={t('state')}>
              {tOf('state', row.state)}
              {row.final_level && <> · {t('final_level')}: {tOf('level', row.final_level)}</>}
            </td>
            <td data-label={t('assessor')}>{row.assessor.name}</td>
            <td data-label={t('started')}>{day(row.started_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function CasePage({ id }: { id: string }) {
  const reason = reasonFor(id);
  const reading = useReading(`${id} ${reason}`, () => ask(api.GET('/cases/{id}', { params: { path: { id }, query: { reason } } })));
  if (reading.failure?.reason === 'reason_required') return <AskReason id={id} onGiven={reading.again} />;
  if (reading.failure) return <Trouble failure={reading.failure} again={reading.again} />;
  if (!reading.data) return <Waiting />;
  const shown = reading.data;
  if (reason) for (const row of shown.assessments) if (!reasonFor(row.id)) giveReason(row.id, reason);
  return (
    <>
      <Title>{shown.subject.name}</Title>
      {shown.subject.protected && <p class="notice">{t('protected_notice')}</p>}
      <p>
        {t('investigation_due')} <Due day={shown.due_at} />
        <br />
        {t('assigned_to')} {shown.assigned_to_me ? t('you') : shown.assigned_to.name}
      </p>
      <Person subject={shown.subject} />
      <section aria-labelledby="assessments">
        <h2 id="assessments">{t('assessments')}</h2>
        <Assessments rows={shown.assessments} />
        {has('social_worker') && <StartAssessment caseId={id} />}
      </section>
      <section aria-labelledby="offences">
        <h2 id="offences">{t('offences')}</h2>
        <p class="hint">{t('offences_hint')}</p>
        <Flags caseId={id} count={shown.offences.length} />
        {has('social_worker') && <OffenceForm caseId={id} onAdded={reading.again} />}
      </section>
    </>
  );
}
