// SPDX-License-Identifier: EUPL-1.2
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../words';
import { Page } from './page';

/** What a route shows; `names` are the parts that its path names. */
export type PageComponent = ComponentType<{ names: Record<string, string> }>;

/** The whole document anew: after a release the script has another name, which only a new index.html knows. */
function Missing() {
  return (
    <Page title={t('unreachable_title')}>
      <p>{t('problem_unreachable')}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {t('try_again')}
      </button>
    </Page>
  );
}

/** A part of a page that is fetched after it; until then, and when it cannot be had, there is nothing. */
export function fetchedPart(bring: () => Promise<ComponentType>): ComponentType {
  const part = signal<ComponentType | null>(null);
  return function Part() {
    useEffect(() => void bring().then((found) => (part.value = found), () => undefined), []);
    const Shown = part.value;
    return Shown && <Shown />;
  };
}

/** A page whose script is fetched when it is first opened, so that nobody else carries its weight. */
export function fetchedPage(bring: () => Promise<PageComponent>): PageComponent {
  const page = signal<PageComponent | 'missing' | null>(null);
  const fetchOnce = (): void => {
    if (page.value === null)
      void bring().then(
        (found) => (page.value = found),
        () => (page.value = 'missing'),
      );
  };
  return function Fetched({ names }) {
    useEffect(fetchOnce, []);
    const Shown = page.value;
    if (Shown === 'missing') return <Missing />;
    return Shown ? <Shown names={names} /> : <p class="quiet page">{t('fetching')}</p>;
  };
}
