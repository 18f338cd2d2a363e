// SPDX-License-Identifier: EUPL-1.2
import type { DoubleRatingRow } from '../api';
import { Clock } from '../parts/clock';
import { showTime } from '../words';
import { GiveBack } from './give_back';
import { d } from './words';

function Row({ of, then }: { of: DoubleRatingRow; then: () => void }) {
  const isOpen = of.state === 'drawn' || of.state === 'begun';
  return (
    <tr>
      <th scope="row">
        {of.subject.name}
        <br />
        <span class="quiet">
          {of.instrument.id} {of.instrument.version}
        </span>
      </th>
      <td>
        <strong>{d(`state_${of.state}`)}</strong> {isOpen && <Clock due={of.due_on} />}
        {of.done_at && <span class="quiet">{showTime(of.done_at)}</span>}
        <br />
        {of.first_assessor && d('first_by', { name: of.first_assessor.name })}
        <br />
        {d('rater', { name: of.rater.name })}
        {of.given_back.map((one) => (
          <p class="quiet">{d('gave_back', { name: one.rater.name, reason: one.reason })}</p>
        ))}
      </td>
      <td>
        {of.state === 'done' && (
          <>
            <a class="target" href={`/double-ratings/${of.id}`}>
              {d('compare')}
              <span class="unseen">: {of.subject.name}</span>
            </a>
            <br />
            <span class="quiet">{d(of.discussed ? 'discussed' : 'no_discussion')}</span>
          </>
        )}
        {isOpen && <GiveBack of={of} then={then} />}
        {of.state === 'cancelled' && d('nothing_to_do')}
      </td>
    </tr>
  );
}

/** What is drawn in the district and how far it has come; never a rating. Newest first. */
export function DistrictList({ rows, then }: { rows: DoubleRatingRow[]; then: () => void }) {
  return (
    <section aria-labelledby="drawn">
      <h2 id="drawn">{d('all')}</h2>
      {rows.length === 0 ? (
        <p>{d('all_none')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{d('case')}</th>
              <th scope="col">{d('state')}</th>
              <th scope="col">{d('next')}</th>
            </tr>
          </thead>
          <tbody>
            {[...rows].reverse().map((row) => (
              <Row key={row.id} of={row} then={then} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
