// SPDX-License-Identifier: EUPL-1.2
import type { Action } from '../api';
import { dayOf } from '../days';
import { Clock } from '../parts/clock';
import { showDay, t } from '../words';
import { FollowUp } from './action_forms';
import { inOrder, isLate } from './action_order';
import type { Names } from './finding_words';

interface ActionsProps {
  actions: readonly Action[];
  own: string | null;
  name: Names;
  then: () => void;
}

const dayOfInstant = (instant: string): string => showDay(dayOf(new Date(instant)));

function Recorded({ action, own, name }: { action: Action; own: string | null; name: Names }) {
  const day = dayOfInstant(action.recorded_at);
  return (
    <p class="quiet">
      {own && action.by ? t('action_by', { name: action.by.name, day }) : `${name(action.district)}. ${t('action_at', { day })}`}
    </p>
  );
}

function One({ action, own, name, then }: { action: Action } & Omit<ActionsProps, 'actions'>) {
  const { followed_up: done } = action;
  return (
    <li class={isLate(action, dayOf(new Date())) ? 'card late' : 'card'}>
      <h3>
        {t(`indicator_${action.indicator}`)}: {action.what}
      </h3>
      {done ? (
        <p>{t('action_followed_up', { day: dayOfInstant(done.at), outcome: done.outcome })}</p>
      ) : (
        <p>
          {t('action_due')}: <Clock due={action.due_on} />
        </p>
      )}
      <Recorded action={action} own={own} name={name} />
      {!done && own !== null && <FollowUp action={action} then={then} />}
    </li>
  );
}

/** What has been decided to do, overdue first, and what came of it. */
export function Actions({ actions, ...rest }: ActionsProps) {
  return (
    <section aria-labelledby="actions">
      <h2 id="actions">{t('actions_title')}</h2>
      {actions.length === 0 && <p>{t('actions_none')}</p>}
      <ul class="actions">
        {inOrder(actions).map((action) => (
          <One key={action.id} action={action} {...rest} />
        ))}
      </ul>
    </section>
  );
}
