// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import type { Concern, OwnConcern } from '../api';
import { api, outcome } from '../api';
import { Clock } from '../parts/clock';
import { DecisionForm } from '../parts/decision_form';
import { Facts } from '../parts/facts';
import { Loaded, useLoaded } from '../parts/loaded';
import { Page } from '../parts/page';
import { Receipt } from '../parts/receipt';
import { session } from '../session';
import { showDay, showTime, t, tokenWords } from '../words';

const isOwn = (concern: Concern | OwnConcern): concern is OwnConcern => !('due_at' in concern);

function Received({ of, again }: { of: Concern; again: () => void }) {
  const decides = of.state === 'received' && session.value?.user.role === 'social_worker';
  return (
    <>
      {of.state === 'received' && (
        <p class="notice">
          {t('concern_clocks')} {t('protection_assessment')}: <Clock due={of.protection_due_at} />. {t('preliminary')}:{' '}
          <Clock due={of.due_at} />.
        </p>
      )}
      <Facts
        rows={[
          [t('receipt'), of.receipt],
          [t('state'), tokenWords('concern_state', of.state)],
          [t('received_at'), showTime(of.received_at)],
          [t('urgency'), tokenWords('urgency', of.urgency)],
          [t('born_on'), of.subject.born_on ? showDay(of.subject.born_on) : t('not_recorded')],
          [t('personal_number'), of.personal_number ?? t('not_recorded')],
          [t('school'), of.subject.school ?? t('not_recorded')],
          [t('reporter'), `${of.reporter.name} (${tokenWords('role', of.reporter.role)})`],
          [t('signs'), of.signs.map((sign) => tokenWords('sign', sign)).join(', ')],
        ]}
      />
      <h2>{t('concern_text')}</h2>
      <p class="quoted">{of.text}</p>
      {of.case && (
        <p>
          <a class="button" href={`/cases/${of.case}`}>
            {t('to_case')}
          </a>
        </p>
      )}
      {decides && <DecisionForm concern={of.id} then={again} />}
    </>
  );
}

export function ConcernPage({ names }: { names: Record<string, string> }) {
  const id = names.id!;
  const [round, setRound] = useState(0);
  const loading = useLoaded<Concern | OwnConcern>(
    () => outcome(api.GET('/concerns/{id}', { params: { path: { id } } })),
    `${id} ${round}`,
  );
  const title =
    loading.data && !isOwn(loading.data) ? t('concern_about', { name: loading.data.subject.name }) : t('concern');
  return (
    <Page title={title}>
      <Loaded from={loading}>
        {(of) => (isOwn(of) ? <Receipt of={of} /> : <Received of={of} again={() => setRound(round + 1)} />)}
      </Loaded>
    </Page>
  );
}
