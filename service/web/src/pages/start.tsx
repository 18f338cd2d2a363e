// SPDX-License-Identifier: EUPL-1.2
import { useEffect } from 'preact/hooks';
import type { Role } from '../api';
import { Page } from '../parts/page';
import { go } from '../navigate';
import type { Route } from '../routes';
import { mayOpen, routes } from '../routes';
import { session } from '../session';
import { t, tokenWords } from '../words';

const work: Partial<Record<Role, string>> = {
  social_worker: '/cases',
  supervisor: '/approvals',
  school_team: '/concern/new',
};

/** Where the work is, or, for roles that see no cases, what they can do here and why nothing more. */
export function StartPage() {
  const user = session.value!.user;
  const there = work[user.role];
  useEffect(() => {
    if (there) go(there, true);
  }, []);
  if (there) return null;
  const open = (routes as readonly Route[]).filter((route) => route.nav && mayOpen(route, user.role));
  return (
    <Page title={t('start_title', { name: user.name })} lead={tokenWords('start_lead', user.role)}>
      <h2>{t('start_can')}</h2>
      <ul class="links">
        {open.map((route) => (
          <li>
            <a href={route.path}>{t(route.nav!)}</a>
          </li>
        ))}
      </ul>
    </Page>
  );
}
