// SPDX-License-Identifier: EUPL-1.2
import type { OwnConcern } from '../api';
import { api, outcome } from '../api';
import { showDay, showTime, t, tokenWords } from '../words';
import { Facts } from './facts';
import { useLoaded } from './loaded';

/** What the reporter wrote, with the reference: to print and keep. Never what came of it. */
export function Receipt({ of }: { of: Omit<OwnConcern, 'id' | 'state'> }) {
  const districts = useLoaded(() => outcome(api.GET('/districts')), 'districts');
  const district = districts.data?.items.find((one) => one.id === of.district)?.name ?? of.district;
  return (
    <>
      <p class="big">
        {t('receipt')}: <strong>{of.receipt}</strong>
      </p>
      <p>{t('receipt_next', { district })}</p>
      <Facts
        rows={[
          [t('received_at'), showTime(of.received_at)],
          [t('district'), district],
          [t('urgency'), tokenWords('urgency', of.urgency)],
          [t('child_name'), of.subject.name],
          [t('born_on'), of.subject.born_on ? showDay(of.subject.born_on) : t('not_recorded')],
          [t('personal_number'), of.subject.personal_number ?? t('not_recorded')],
          [t('school'), of.subject.school ?? t('not_recorded')],
          [t('signs'), of.signs.map((sign) => tokenWords('sign', sign)).join(', ')],
        ]}
      />
      <h2>{t('concern_text')}</h2>
      <p class="quoted">{of.text}</p>
      <div class="buttons no-print">
        <button type="button" class="button main" onClick={() => print()}>
          {t('receipt_print')}
        </button>
      </div>
    </>
  );
}
