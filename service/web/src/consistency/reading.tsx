// SPDX-License-Identifier: EUPL-1.2
import type { Consistency } from '../api';
import { dayOf } from '../days';
import { plural, t } from '../words';
import { isLate } from './action_order';

/** Every indicator's finding in one line, and what is overdue. */
export function Brief({ of, titles }: { of: Consistency; titles: { id: string; title: string }[] }) {
  const late = of.actions.filter((action) => isLate(action, dayOf(new Date()))).length;
  return (
    <section aria-labelledby="brief">
      <h2 id="brief">{t('brief_title')}</h2>
      <ul class="links brief">
        {titles.map(({ id, title }) => (
          <li>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
        {late > 0 && (
          <li>
            <a href="#actions">
              <strong>{plural('brief_late', late)}</strong>
            </a>
          </li>
        )}
      </ul>
    </section>
  );
}

/** Which, chance, how large, what now: how each part answers. `records`: who reads it records actions. */
export function Reading({ records }: { records: boolean }) {
  return (
    <section aria-labelledby="reading" class="notice reading">
      <h2 id="reading">{t('reading_title')}</h2>
      <ul>
        <li>{t('reading_which')}</li>
        <li>{t('reading_chance')}</li>
        <li>{t('reading_size')}</li>
        <li>
          {t('reading_now')} {records && <span class="no-print">{t('reading_record')}</span>}
        </li>
        <li>
          <a href="#limits">{t('reading_not')}</a>
        </li>
      </ul>
    </section>
  );
}

const limits = ['justified', 'right', 'person', 'small', 'cases', 'outcome'] as const;

export function Limits() {
  return (
    <section aria-labelledby="limits">
      <h2 id="limits">{t('limits_title')}</h2>
      <ul>
        {limits.map((one) => (
          <li>{t(`limits_${one}`)}</li>
        ))}
      </ul>
    </section>
  );
}
