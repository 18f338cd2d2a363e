// SPDX-License-Identifier: EUPL-1.2
import type { DoubleRatingRow } from '../api';
import { Clock } from '../parts/clock';
import { showTime } from '../words';
import { GiveBack } from './give_back';
import { d } from './words';

function Row({ of, then }: { of: DoubleRatingRow; then: () => void }) {
  const isOpen = of.state === 'drawn' || of.state === 'begun';
  return (
    <article class="card">
      <h3>{of.subject.name}</h3>
      <p>
        {of.instrument.id} <span class="quiet">{of.instrument.version}</span>. <strong>{d(`state_${of.state}`)}</strong>{' '}
        {isOpen && <Clock due={of.due_on} />}
        {of.done_at && <span class="quiet">{showTime(of.done_at)}</span>}
      </p>
      <p>
        {of.first_assessor && `${d('first_by', { name: of.first_assessor.name })}. `}
        {d('rater', { name: of.rater.name })}.
      </p>
      {of.given_back.map((one) => (
        <p class="quiet">{d('gave_back', { name: one.rater.name, reason: one.reason })}</p>
      ))}
      {of.state === 'done' && (
        <p>
          <a class="target" href={`/double-ratings/${of.id}`}>
            {d('about', { words: d('compare'), name: of.subject.name })}
          </a>{' '}
          <span class="quiet">{d(of.discussed ? 'discussed' : 'no_discussion')}</span>
        </p>
      )}
      {isOpen && of.rater_left && <GiveBack of={of} then={then} />}
    </article>
  );
}

/** What is drawn in the district and how far it has come; never a rating. Newest first. */
export function DistrictList({ rows, then }: { rows: DoubleRatingRow[]; then: () => void }) {
  return (
    <section aria-labelledby="drawn">
      <h2 id="drawn">{d('all')}</h2>
      {rows.length === 0 && <p>{d('all_none')}</p>}
      {[...rows].reverse().map((row) => (
        <Row key={row.id} of={row} then={then} />
      ))}
    </section>
  );
}
