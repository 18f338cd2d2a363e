// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import type { Case } from '../api';
import { api, outcome } from '../api';
import { ageOn, dayOf } from '../days';
import { AssessmentList } from '../parts/assessment_list';
import { Clock } from '../parts/clock';
import { Facts } from '../parts/facts';
import { Flags } from '../parts/flags';
import { Loaded, useLoaded } from '../parts/loaded';
import { OffenceForm } from '../parts/offence_form';
import { Page } from '../parts/page';
import { reasonFor } from '../reasons';
import { plural, showDay, showTime, t, tokenWords } from '../words';

function Subject({ of }: { of: Case }) {
  const { subject } = of;
  const born = subject.born_on
    ? `${showDay(subject.born_on)} (${plural('years_old', ageOn(subject.born_on, dayOf(new Date())))})`
    : t('not_recorded');
  return (
    <>
      {subject.protected && (
        <p class="notice">
          <strong>{t('protected_title')}.</strong> {t('protected_words')}
        </p>
      )}
      <Facts
        rows={[
          [t('born_on'), born],
          [t('personal_number'), subject.personal_number ?? t('not_recorded')],
          [t('sex'), subject.sex ? tokenWords('sex', subject.sex) : t('not_recorded')],
          [t('assigned_to'), of.assigned_to_me ? `${of.assigned_to.name} (${t('you')})` : of.assigned_to.name],
          [t('opened_at'), showTime(of.opened_at)],
          [t('due'), <Clock due={of.due_at} />],
          [t('concern'), of.concern ? <a href={`/concerns/${of.concern}`}>{t('concern_read')}</a> : t('concern_none')],
        ]}
      />
    </>
  );
}

export function CasePage({ names }: { names: Record<string, string> }) {
  const id = names.id!;
  const [round, setRound] = useState(0);
  const loading = useLoaded(
    () => outcome(api.GET('/cases/{id}', { params: { path: { id }, query: { reason: reasonFor(id) } } })),
    `${id} ${round}`,
  );
  const name = loading.data?.subject.name;
  return (
    <Page title={name ?? t('case')}>
      <Loaded from={loading} reasonFor={id}>
        {(of) => (
          <>
            <Subject of={of} />
            <AssessmentList of={of} />
            <Flags of={of} />
            <OffenceForm of={id} then={() => setRound(round + 1)} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
