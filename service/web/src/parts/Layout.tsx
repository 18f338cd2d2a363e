// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import { api, ask } from '../api';
import { go, path } from '../router';
import { csrf, end, has, user } from '../session';
import { language, speak, t, type Word } from '../words';
import { Announcer } from './Announcer';
import { Reentry } from './Reentry';

function links(): { to: string; word: Word }[] {
  const shown: { to: string; word: Word; when: boolean }[] = [
    { to: '/cases', word: 'nav_cases', when: has('social_worker', 'supervisor') },
    { to: '/concerns', word: has('school_team') ? 'nav_receipts' : 'nav_concerns', when: has('social_worker', 'supervisor', 'school_team') },
    { to: '/concerns/new', word: 'nav_report', when: has('social_worker', 'school_team') },
    { to: '/approvals', word: 'nav_approvals', when: has('supervisor') },
    { to: '/log', word: 'nav_log', when: has('supervisor', 'administrator') },
    { to: '/instruments', word: 'nav_instruments', when: user.value !== null },
  ];
  return shown.filter((link) => link.when);
}

async function signOut() {
  await ask(api.DELETE('/session', { params: { header: { 'X-CSRF-Token': csrf.value } } }));
  end();
  go('/');
}

function Header() {
  return (
    <header class="top">
      <nav aria-label={t('nav_main')}>
        <a class="brand" href="/">
          Lika
        </a>
        {links().map((link) => (
          <a href={link.to} aria-current={path.value === link.to ? 'page' : undefined}>
            {t(link.word)}
          </a>
        ))}
      </nav>
      <div class="top-end">
        {user.value && <span class="who">{user.value.name}</span>}
        <button type="button" class="link" lang={language.value === 'sv' ? 'en' : 'sv'} onClick={() => speak(language.value === 'sv' ? 'en' : 'sv')}>
          {language.value === 'sv' ? 'English' : 'Svenska'}
        </button>
        {user.value && (
          <button type="button" class="link" onClick={() => void signOut()}>
            {t('sign_out')}
          </button>
        )}
      </div>
    </header>
  );
}

export function Layout({ children }: { children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main">
        {t('skip')}
      </a>
      <Header />
      <Reentry />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="bottom">
        <a href="/accessibility">{t('nav_accessibility')}</a>
      </footer>
      <Announcer />
    </>
  );
}
