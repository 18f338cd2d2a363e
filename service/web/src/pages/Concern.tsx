// SPDX-License-Identifier: EUPL-1.2
import { useRef, useState } from 'preact/hooks';
import { api, ask, once, onceKey, type Failure, type Schemas } from '../api';
import { Due } from '../parts/Due';
import { Area, Choice } from '../parts/Field';
import { Title, Trouble, useReading, Waiting } from '../parts/page';
import { go } from '../router';
import { has } from '../session';
import { day, t, time, tOf } from '../words';

type Concern = Schemas['Concern'];
type Own = Schemas['OwnConcern'];

function Words({ concern }: { concern: Concern | Own }) {
  return (
    <>
      <h2>{t('concern_seen')}</h2>
      <blockquote>{concern.text}</blockquote>
      {concern.signs.length > 0 && (
        <p>
          {t('signs')}: {concern.signs.map((sign) => tOf('sign', sign)).join(', ')}
        </p>
      )}
    </>
  );
}

function Decide({ concern, onDecided }: { concern: Concern; onDecided: () => void }) {
  const key = useRef({ true: onceKey(), false: onceKey() });
  const [choice, setChoice] = useState('');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure>();
  async function submit(event: Event) {
    event.preventDefault();
    const open = choice === 'open';
    const answer = await ask(
      api.POST('/concerns/{id}/decision', { params: { path: { id: concern.id }, header: once(key.current[open ? 'true' : 'false']) }, body: { open, reason } }),
    );
    setFailure(answer.failure);
    if (!answer.data) return;
    if (answer.data.case) go(`/cases/${answer.data.case}`);
    else onDecided();
  }
  return (
    <form class="narrow" onSubmit={(event) => void submit(event)}>
      <h2>{t('decision')}</h2>
      <p class="hint">{t('decision_hint')}</p>
      {failure && <Trouble failure={failure} />}
      <Choice name="open" label={t('decision_label')} value={choice} onPick={setChoice} options={[{ value: 'open', words: t('decision_open') }, { value: 'close', words: t('decision_close') }]} />
      <Area label={t('decision_reason')} rows={3} value={reason} onInput={setReason} required />
      <button type="submit" disabled={choice === '' || reason.trim() === ''}>
        {t('decide')}
      </button>
    </form>
  );
}

function District({ concern, again }: { concern: Concern; again: () => void }) {
  const done = concern.state !== 'received';
  return (
    <>
      <Title>{concern.subject.name}</Title>
      <dl class="facts">
        <dt>{t('received')}</dt>
        <dd>{time(concern.received_at)}</dd>
        <dt>{t('protection_due')}</dt>
        <dd>
          <Due day={concern.protection_due_at} done={done} />
        </dd>
        <dt>{t('concern_due')}</dt>
        <dd>
          <Due day={concern.due_at} done={done} />
        </dd>
        <dt>{t('field_urgency')}</dt>
        <dd>{tOf('urgency', concern.urgency)}</dd>
        <dt>{t('reporter')}</dt>
        <dd>
          {concern.reporter.name}, {tOf('role', concern.reporter.role)}
        </dd>
        <dt>{t('field_born_on')}</dt>
        <dd>{concern.subject.born_on ? day(concern.subject.born_on) : t('not_recorded')}</dd>
        <dt>{t('field_personal_number')}</dt>
        <dd>{concern.personal_number ?? t('not_recorded')}</dd>
        <dt>{t('field_school')}</dt>
        <dd>{concern.subject.school ?? t('not_recorded')}</dd>
        <dt>{t('receipt_reference')}</dt>
        <dd>{concern.receipt}</dd>
        <dt>{t('state')}</dt>
        <dd>{tOf('concern_state', concern.state)}</dd>
      </dl>
      <Words concern={concern} />
      {concern.case && (
        <p>
          <a href={`/cases/${concern.case}`}>{t('to_case')}</a>
        </p>
      )}
      {!done && has('social_worker') && <Decide concern={concern} onDecided={again} />}
    </>
  );
}

function Receipt({ concern }: { concern: Own }) {
  return (
    <>
      <Title>
        {t('receipt_reference')} {concern.receipt}
      </Title>
      <p>{t('receipt_received', { at: time(concern.received_at) })}</p>
      <p>
        {t('name')}: {concern.subject.name}
      </p>
      <Words concern={concern} />
      <p class="hint">{t('receipt_secrecy')}</p>
    </>
  );
}

export function ConcernPage({ id }: { id: string }) {
  const { data, failure, again } = useReading(id, () => ask(api.GET('/concerns/{id}', { params: { path: { id } } })));
  if (failure) return <Trouble failure={failure} again={again} />;
  if (!data) return <Waiting />;
  return has('school_team') ? <Receipt concern={data as Own} /> : <District concern={data as Concern} again={again} />;
}
