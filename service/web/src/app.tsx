// SPDX-License-Identifier: EUPL-1.2
import { Header } from './parts/header';
import { Live } from './parts/live';
import { Page } from './parts/page';
import { SignInForm } from './parts/sign_in_form';
import { SignedOutBar } from './parts/signed_out_bar';
import { place } from './navigate';
import { pages } from './pages';
import { mayOpen, routeOf } from './routes';
import { askWhoIAm, session, unreachable } from './session';
import { t } from './words';

function Unreachable() {
  return (
    <Page title={t('unreachable_title')}>
      <p>{t('problem_unreachable')}</p>
      <button type="button" class="button" onClick={() => void askWhoIAm()}>
        {t('try_again')}
      </button>
    </Page>
  );
}

function Here() {
  const found = routeOf(place.value.path);
  if (session.value === undefined)
    return unreachable.value ? <Unreachable /> : <p class="quiet page">{t('fetching')}</p>;
  const open = found?.route.roles.includes('anyone') && found.route.page !== 'start';
  if (session.value === null && !open)
    return (
      <Page title={t('sign_in')} lead={t('sign_in_lead')}>
        <SignInForm />
      </Page>
    );
  if (!found)
    return (
      <Page title={t('not_found_title')}>
        <p>
          {t('not_found_words')} <a href="/">{t('to_start')}</a>
        </p>
      </Page>
    );
  if (!mayOpen(found.route, session.value?.user.role ?? null)) {
    return (
      <Page title={t('not_for_role_title')}>
        <p>
          {t('not_for_role_words')} <a href="/">{t('to_start')}</a>
        </p>
      </Page>
    );
  }
  const Shown = pages[found.route.page];
  return <Shown key={place.value.path} names={found.names} />;
}

export function App() {
  const page = routeOf(place.value.path)?.route.page;
  const ownBar = page === 'assessment' || page === 'review'; // these hold the login in their save bar
  return (
    <>
      <Header />
      {!ownBar && <SignedOutBar />}
      <main id="main" tabIndex={-1}>
        <Here />
      </main>
      <footer class="foot">
        <a href="/accessibility">{t('accessibility_title')}</a>
      </footer>
      <Live />
    </>
  );
}
