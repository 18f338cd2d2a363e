// SPDX-License-Identifier: EUPL-1.2
import { announce } from '../announce';
import { saveOpenForm } from '../form/open_forms';
import type { Route } from '../routes';
import { mayOpen, routes } from '../routes';
import { place } from '../navigate';
import { session, signOut } from '../session';
import { language, speak, t } from '../words';

function NavLink({ route }: { route: Route }) {
  const here = place.value.path === route.path;
  const supervised = route.nav === 'nav_cases' && session.value?.user.role === 'supervisor'; // none of them are the supervisor's own
  return (
    <li>
      <a href={route.path} aria-current={here ? 'page' : undefined}>
        {t(supervised ? 'nav_cases_supervisor' : route.nav!)}
      </a>
    </li>
  );
}

/** The product, the reader's pages, the language and the way out. */
export function Header() {
  const user = session.value?.user;
  const other = language.value === 'sv' ? 'en' : 'sv';
  const pages = (routes as readonly Route[]).filter((route) => route.nav && user && mayOpen(route, user.role));
  return (
    <header class="top">
      <a class="skip" href="#main">
        {t('skip')}
      </a>
      <a class="brand" href="/">
        Lika
      </a>
      {user && (
        <nav aria-label={t('main_navigation')}>
          <ul>
            {pages.map((route) => (
              <NavLink route={route} />
            ))}
          </ul>
        </nav>
      )}
      <div class="right">
        {user && <span class="who">{user.name}</span>}
        <button type="button" class="plain" lang={other} onClick={() => void speak(other).catch(() => announce(t('problem_unreachable')))}>
          {other === 'en' ? 'English' : 'Svenska'}
        </button>
        {user && (
          <button type="button" class="plain" onClick={() => void saveOpenForm().then(signOut)}>
            {t('sign_out')}
          </button>
        )}
      </div>
    </header>
  );
}
