// SPDX-License-Identifier: EUPL-1.2
import { useEffect } from 'preact/hooks';
import { api, ask } from './api';
import { Layout } from './parts/Layout';
import { NotHere } from './pages/NotHere';
import { SignIn } from './pages/SignIn';
import { match, path } from './router';
import { routes } from './routes';
import { asked, begin, has, user } from './session';
import { t } from './words';

function page() {
  for (const route of routes) {
    const parts = match(route.path, path.value);
    if (!parts) continue;
    if (route.roles.length > 0 && !user.value) return <SignIn />;
    if (route.roles.length > 0 && !has(...route.roles)) return <NotHere />;
    const Page = route.page;
    return <Page key={path.value} {...parts} />;
  }
  return user.value ? <NotHere /> : <SignIn />;
}

export function App() {
  useEffect(() => {
    void ask(api.GET('/session')).then(({ data }) => {
      if (data) begin(data);
      asked.value = true;
    });
  }, []);
  if (!asked.value) return <p class="waiting">{t('loading')}</p>;
  return <Layout>{page()}</Layout>;
}
