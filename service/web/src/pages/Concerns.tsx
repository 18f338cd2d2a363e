// SPDX-License-Identifier: EUPL-1.2
import { api, ask, type Schemas } from '../api';
import { Due } from '../parts/Due';
import { Title, Trouble, useReading, Waiting } from '../parts/page';
import { has } from '../session';
import { t, time, tOf } from '../words';

type Row = Schemas['ConcernRow'];
type Own = Schemas['OwnConcernRow'];

function District({ rows }: { rows: Row[] }) {
  const open = rows.filter((row) => row.state === 'received').sort((a, b) => a.due_at.localeCompare(b.due_at));
  const decided = rows.filter((row) => row.state !== 'received');
  return (
    <>
      {open.length === 0 && <p>{t('concerns_none')}</p>}
      {[open, decided].map(
        (part) =>
          part.length > 0 && (
            <table class="stack">
              <caption>{part === open ? t('concerns_open') : t('concerns_decided')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('name')}</th>
                  <th scope="col">{t('signs')}</th>
                  <th scope="col">{t('concern_due')}</th>
                  <th scope="col">{t('state')}</th>
                </tr>
              </thead>
              <tbody>
                {part.map((row) => (
                  <tr>
                    <th scope="row">
                      <a href={`/concerns/${row.id}`}>{row.subject.name}</a>
                      {row.urgency === 'today' && part === open && <span class="tag">{t('urgency_today')}</span>}
                    </th>
                    <td data-label={t('signs')}>{row.signs.map((sign) => tOf('sign', sign)).join(', ')}</td>
                    <td data-label={t('concern_due')}>
                      <Due day={row.due_at} done={row.state !== 'received'} />
                    </td>
                    <td data-label={t('state')}>{tOf('concern_state', row.state)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ),
      )}
    </>
  );
}

function Receipts({ rows }: { rows: Own[] }) {
  if (rows.length === 0) return <p>{t('receipts_none')}</p>;
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{t('receipt_reference')}</th>
          <th scope="col">{t('received')}</th>
          <th scope="col">{t('field_urgency')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <a href={`/concerns/${row.id}`}>{row.receipt}</a>
            </th>
            <td data-label={t('received')}>{time(row.received_at)}</td>
            <td data-label={t('field_urgency')}>{tOf('urgency', row.urgency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Concerns() {
  const { data, failure, again } = useReading('concerns', () => ask(api.GET('/concerns', { params: { query: { limit: 100 } } })));
  const own = has('school_team');
  return (
    <>
      <Title>{own ? t('receipts_title') : t('concerns_title')}</Title>
      <p>{own ? t('receipts_text') : t('concerns_text')}</p>
      {failure && <Trouble failure={failure} again={again} />}
      {!data && !failure && <Waiting />}
      {data && (own ? <Receipts rows={data.items as Own[]} /> : <District rows={data.items as Row[]} />)}
    </>
  );
}
