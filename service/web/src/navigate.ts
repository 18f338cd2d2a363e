// SPDX-License-Identifier: EUPL-1.2
import { signal } from '@preact/signals';

const inBrowser = typeof location !== 'undefined';

/** Where the page is: path and the part after '#'. */
export const place = signal(
  inBrowser ? { path: location.pathname, hash: location.hash.slice(1) } : { path: '/', hash: '' },
);

/** How many times the reader has moved within the page; the first page is 0 and keeps its focus. */
export const moves = signal(0);

function arrive(): void {
  const samePage = place.value.path === location.pathname;
  place.value = { path: location.pathname, hash: location.hash.slice(1) };
  if (!samePage) moves.value += 1;
}

export function go(address: string, replace = false): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  if (!location.hash) scrollTo(0, 0);
  arrive();
}

function followsLink(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return null;
  const link = (event.target as Element | null)?.closest?.('a');
  if (!link || link.target || link.origin !== location.origin || link.hasAttribute('download')) return null;
  return link;
}

/** Links inside the page change the place without loading anything. */
export function startNavigation(): void {
  addEventListener('popstate', arrive);
  document.addEventListener('click', (event) => {
    const link = followsLink(event);
    if (!link || (link.pathname === location.pathname && link.hash)) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
