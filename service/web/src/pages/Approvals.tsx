// SPDX-License-Identifier: EUPL-1.2
import { useRef, useState } from 'preact/hooks';
import { api, ask, once, onceKey, type Failure, type Schemas } from '../api';
import { announce } from '../parts/Announcer';
import { Area } from '../parts/Field';
import { Title, Trouble, useReading, Waiting } from '../parts/page';
import { giveReason } from '../parts/Reason';
import { go } from '../router';
import { t, time, tOf } from '../words';

type Row = Schemas['ApprovalRow'];

function One({ row, onDone }: { row: Row; onDone: () => void }) {
  const key = useRef({ yes: onceKey(), no: onceKey() });
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure>();
  async function answer(approve: boolean) {
    const given = await ask(
      api.POST('/assessments/{id}/approval', {
        params: { path: { id: row.assessment }, header: once(approve ? key.current.yes : key.current.no) },
        body: { approve, reason },
      }),
    );
    setFailure(given.failure);
    if (!given.data) return;
    announce(approve ? t('approved') : t('sent_back'));
    onDone();
  }
  const see = (event: Event) => {
    event.preventDefault();
    giveReason(row.assessment, t('reason_approval'));
    go(`/assessments/${row.assessment}/result`);
  };
  return (
    <li class="box">
      <h2>
        {tOf('level', row.scored_level ?? '')} → {tOf('level', row.final_level ?? '')}
      </h2>
      <p>
        {row.instrument} · {row.assessor.name} · {row.signed_at && time(row.signed_at)}
      </p>
      <p>
        {tOf('direction', row.direction)}. {tOf('code', row.reason_code)}: <q>{row.reason}</q>
      </p>
      <p>
        <a href={`/assessments/${row.assessment}/result`} onClick={see}>
          {t('see_assessment')}
        </a>
      </p>
      {failure && <Trouble failure={failure} />}
      <Area label={t('approval_reason')} rows={2} value={reason} onInput={setReason} required />
      <p class="actions">
        <button type="button" disabled={reason.trim() === ''} onClick={() => void answer(true)}>
          {t('approve')}
        </button>
        <button type="button" class="second" disabled={reason.trim() === ''} onClick={() => void answer(false)}>
          {t('send_back')}
        </button>
      </p>
    </li>
  );
}

export function Approvals() {
  const { data, failure, again } = useReading('approvals', () => ask(api.GET('/approvals')));
  return (
    <>
      <Title>{t('approvals_title')}</Title>
      <p>{t('approvals_text')}</p>
      {failure && <Trouble failure={failure} again={again} />}
      {!data && !failure && <Waiting />}
      {data && data.items.length === 0 && <p>{t('approvals_none')}</p>}
      <ul class="plain">{data?.items.map((row) => <One key={row.assessment} row={row} onDone={again} />)}</ul>
    </>
  );
}
