// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { moves, place } from '../navigate';

interface PageProps {
  title: string;
  lang?: string; // of the title, when it is not the reader's
  lead?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}

/** A page: its one heading, which takes the focus when the reader has moved here. */
export function Page({ title, lang, lead, wide, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Lika`;
  }, [title]);
  useEffect(() => {
    if (moves.peek() > 0 && !place.peek().hash) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class={wide ? 'page wide' : 'page'}>
      <h1 tabIndex={-1} ref={heading} lang={lang}>
        {title}
      </h1>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </div>
  );
}
