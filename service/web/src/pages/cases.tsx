// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from 'preact/hooks';
import { api, outcome } from '../api';
import { Clock } from '../parts/clock';
import { fetchedPart } from '../parts/fetched_page';
import { TextField, Tiles } from '../parts/fields';
import { Page } from '../parts/page';
import { PagedEnd, usePaged } from '../parts/paged';
import { session } from '../session';
import { plural, t, tokenWords } from '../words';

const ToRate = fetchedPart(async () => (await import('../double/to_rate')).ToRate);

/** The words of a search, a little after the last key. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export function CasesPage() {
  const [search, setSearch] = useState('');
  const [whose, setWhose] = useState(session.value?.user.role === 'supervisor' ? 'all' : 'mine');
  const q = useSettled(search.trim(), 300);
  const list = usePaged(
    (cursor) => outcome(api.GET('/cases', { params: { query: { q: q || undefined, cursor, limit: 200 } } })),
    q,
  );
  const shown = list.items.filter((row) => whose === 'all' || row.assigned_to_me);
  return (
    <Page title={t(whose === 'mine' ? 'nav_cases' : 'cases_district')}>
      <ToRate />
      <div class="row">
        <TextField id="search" type="search" label={t('search_name')} value={search} onValue={setSearch} />
        <Tiles
          id="whose"
          label={t('show')}
          chosen={[whose]}
          onChosen={([one]) => setWhose(one!)}
          choices={[
            { value: 'mine', label: t('show_mine') },
            { value: 'all', label: t('show_district') },
          ]}
        />
        <a class="button" href="/cases/new">
          {t('new_case')}
        </a>
      </div>
      {list.ready && <p class="quiet">{plural('cases_count', shown.length)}</p>}
      {shown.length > 0 && (
        <table>
          <caption class="unseen">{t('nav_cases')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('due')}</th>
              <th scope="col">{t('next_step')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.subject.name}</th>
                <td>
                  <Clock due={row.due_at} />
                </td>
                <td>
                  <a class="target" href={`/cases/${row.id}`}>
                    {tokenWords('step', row.next_step)}
                    <span class="unseen">: {row.subject.name}</span>
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <PagedEnd list={list} />
    </Page>
  );
}
