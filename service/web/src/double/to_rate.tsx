// SPDX-License-Identifier: EUPL-1.2
import { api, outcome } from '../api';
import { useLoaded } from '../parts/loaded';
import { session } from '../session';
import { d, dPlural } from './words';

function OwnNotice() {
  const found = useLoaded(() => outcome(api.GET('/double-ratings', { params: { query: { limit: 200 } } })), 'to_rate');
  const open = found.data?.items.filter((row) => row.mine && (row.state === 'drawn' || row.state === 'begun')) ?? [];
  if (open.length === 0) return null;
  return (
    <p class="notice">
      {dPlural('notice', open.length)} <a href="/double-ratings">{d('notice_open')}</a>
    </p>
  );
}

/** Over the list of cases: that there is something to assess again; for a supervisor the way to what is drawn. */
export function ToRate() {
  if (session.value?.user.role !== 'supervisor') return <OwnNotice />;
  return (
    <p>
      <a class="target" href="/double-ratings">
        {d('supervisor_link')}
      </a>
    </p>
  );
}
