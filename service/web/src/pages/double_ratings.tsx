// SPDX-License-Identifier: EUPL-1.2
import { api, outcome } from '../api';
import { DistrictList } from '../double/district_list';
import { DrawForm } from '../double/draw_form';
import { OwnList } from '../double/own_list';
import { d } from '../double/words';
import { Page } from '../parts/page';
import { PagedEnd, usePaged } from '../parts/paged';
import { session } from '../session';

/** Assessments that are made anew by somebody who has not seen the first. */
export function DoubleRatingsPage() {
  const supervises = session.value?.user.role === 'supervisor';
  const list = usePaged((cursor) => outcome(api.GET('/double-ratings', { params: { query: { cursor, limit: 200 } } })), 'double');
  return (
    <Page title={d(supervises ? 'title_supervisor' : 'title_worker')} lead={d('lead')}>
      {supervises && <DrawForm then={list.again} />}
      {list.ready && !list.problem && (supervises ? <DistrictList rows={list.items} then={list.again} /> : <OwnList rows={list.items} then={list.again} />)}
      <PagedEnd list={list} />
    </Page>
  );
}
