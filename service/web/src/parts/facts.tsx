// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';

/** Names and values under each other. */
export function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
