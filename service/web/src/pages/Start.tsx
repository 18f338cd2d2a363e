// SPDX-License-Identifier: EUPL-1.2
import { Title } from '../parts/page';
import { has, user } from '../session';
import { t, tOf } from '../words';
import { Cases } from './Cases';
import { ConcernForm } from './ConcernForm';

/** Each role starts where its main job is. */
export function Start() {
  if (has('social_worker', 'supervisor')) return <Cases />;
  if (has('school_team')) return <ConcernForm />;
  return (
    <div class="narrow">
      <Title>{t('start_title', { name: user.value?.name ?? '' })}</Title>
      <p>{tOf('start', user.value?.role ?? '')}</p>
      <ul>
        <li>
          <a href="/instruments">{t('nav_instruments')}</a>
        </li>
        {has('administrator') && (
          <li>
            <a href="/log">{t('nav_log')}</a>
          </li>
        )}
      </ul>
    </div>
  );
}
