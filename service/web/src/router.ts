// SPDX-License-Identifier: EUPL-1.2
// Where we are: a path, links that do not reload, and the focus that follows.
import { signal } from '@preact/signals';

export const path = signal(location.pathname);

/** Goes to a page of ours; the heading takes the focus so that a screen reader starts there. */
export function go(to: string) {
  if (to !== location.pathname + location.search) history.pushState(null, '', to);
  path.value = location.pathname;
  scrollTo(0, 0);
  requestAnimationFrame(() => document.querySelector<HTMLElement>('h1')?.focus());
}

/** `/cases/:id` against `/cases/abc`: the parts, or null. */
export function match(pattern: string, at: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = at.split('/');
  if (wanted.length !== given.length) return null;
  const parts: Record<string, string> = {};
  for (let i = 0; i < wanted.length; i += 1) {
    const name = wanted[i];
    const value = given[i];
    if (name.startsWith(':') && value) parts[name.slice(1)] = decodeURIComponent(value);
    else if (name !== value) return null;
  }
  return parts;
}

export function listen() {
  addEventListener('popstate', () => (path.value = location.pathname));
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.origin !== location.origin || link.target || link.hasAttribute('download') || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
