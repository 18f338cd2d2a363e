// SPDX-License-Identifier: EUPL-1.2
import type { ConcernRow, OwnConcernRow } from '../api';
import { api, outcome } from '../api';
import { Clock } from '../parts/clock';
import { Page } from '../parts/page';
import { PagedEnd, usePaged } from '../parts/paged';
import { session } from '../session';
import { showTime, t, tokenWords } from '../words';

const isOwn = (row: ConcernRow | OwnConcernRow): row is OwnConcernRow => !('due_at' in row);

function Received({ rows }: { rows: ConcernRow[] }) {
  const waiting = rows[0]?.state === 'received';
  return (
    <table>
      <caption class="unseen">{t('nav_concerns')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col" class="wide-only">
            {t('received_at')}
          </th>
          <th scope="col">{t(waiting ? 'decide_by' : 'state')}</th>
          <th scope="col">{t('next_step')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.subject.name}
              {row.subject.school && (
                <>
                  <br />
                  <span class="quiet">{row.subject.school}</span>
                </>
              )}
            </th>
            <td class="wide-only">
              {showTime(row.received_at)}
              <br />
              <span class="quiet">
                {t('urgency')}: {tokenWords('urgency', row.urgency)}
              </span>
            </td>
            <td>
              {row.state === 'received' ? <Clock due={row.due_at} /> : tokenWords('concern_state', row.state)}
              {row.state === 'received' && row.urgency === 'today' && (
                <>
                  <br />
                  <strong>{t('urgent_today')}</strong>
                </>
              )}
            </td>
            <td>
              <a class="target" href={`/concerns/${row.id}`}>
                {t(row.state === 'received' ? 'concern_decide' : 'read')}
                <span class="unseen">: {row.subject.name}</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Receipts({ rows }: { rows: OwnConcernRow[] }) {
  return (
    <table>
      <caption class="unseen">{t('receipts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('receipt')}</th>
          <th scope="col">{t('received_at')}</th>
          <th scope="col">{t('urgency')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <a class="target" href={`/concerns/${row.id}`}>
                {row.receipt}
              </a>
            </th>
            <td>{showTime(row.received_at)}</td>
            <td>{tokenWords('urgency', row.urgency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What has been reported: to the district with its clocks, or by a school team as its own receipts. */
export function ConcernsPage() {
  const school = session.value?.user.role === 'school_team';
  const list = usePaged<ConcernRow | OwnConcernRow>(
    (cursor) => outcome(api.GET('/concerns', { params: { query: { cursor } } })),
    'concerns',
  );
  const own = list.items.filter(isOwn);
  const received = list.items.filter((row): row is ConcernRow => !isOwn(row));
  const waiting = received.filter((row) => row.state === 'received').sort((a, b) => a.due_at.localeCompare(b.due_at));
  const decided = received.filter((row) => row.state !== 'received');
  return (
    <Page title={t(school ? 'receipts' : 'nav_concerns')} lead={t(school ? 'receipts_lead' : 'concerns_lead')}>
      {list.ready && !list.problem && list.items.length === 0 && <p>{t('concerns_none')}</p>}
      {own.length > 0 && <Receipts rows={own} />}
      {waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{t('concerns_waiting')}</h2>
          <Received rows={waiting} />
        </section>
      )}
      {decided.length > 0 && (
        <section aria-labelledby="decided">
          <h2 id="decided">{t('concerns_decided')}</h2>
          <Received rows={decided} />
        </section>
      )}
      <PagedEnd list={list} />
    </Page>
  );
}
