// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import { api, ask } from '../api';
import { Field } from '../parts/Field';
import { Due } from '../parts/Due';
import { Title, Trouble, useReading, Waiting } from '../parts/page';
import { has } from '../session';
import { many, t, tOf } from '../words';

export function Cases() {
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const [cursor, setCursor] = useState<string | undefined>(undefined);
  const { data, failure, again } = useReading(`${q} ${cursor}`, () => ask(api.GET('/cases', { params: { query: { q: q || undefined, limit: 50, cursor } } })));
  const search = (event: Event) => {
    event.preventDefault();
    setCursor(undefined);
    setQ(typed.trim());
  };
  return (
    <>
      <div class="title-row">
        <Title>{has('supervisor') ? t('cases_district') : t('cases_title')}</Title>
        {has('social_worker') && (
          <a class="button" href="/cases/new">
            {t('case_new')}
          </a>
        )}
      </div>
      <form class="search" role="search" onSubmit={search}>
        <Field label={t('search_name')} value={typed} onInput={setTyped} required />
        <button type="submit">{t('search')}</button>
      </form>
      {failure ? <Trouble failure={failure} again={again} /> : data ? <List items={data.items} /> : <Waiting />}
      {data && (data.next_cursor || cursor) && (
        <p class="actions">
          {cursor && (
            <button type="button" class="second" onClick={() => setCursor(undefined)}>
              {t('first_page')}
            </button>
          )}
          {data.next_cursor && (
            <button type="button" class="second" onClick={() => setCursor(data.next_cursor ?? undefined)}>
              {t('next_page')}
            </button>
          )}
        </p>
      )}
    </>
  );
}

function List({ items }: { items: { id: string; subject: { name: string }; assigned_to_me: boolean; due_at: string; next_step: string }[] }) {
  if (items.length === 0) return <p>{t('cases_none')}</p>;
  return (
    <>
      <p class="hint">{many('cases_shown', items.length)}</p>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('due')}</th>
            <th scope="col">{t('next_step')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr>
              <th scope="row">
                {row.subject.name}
                {!row.assigned_to_me && <span class="tag">{t('colleague')}</span>}
              </th>
              <td data-label={t('due')}>
                <Due day={row.due_at} />
              </td>
              <td data-label={t('next_step')}>
                <a href={`/cases/${row.id}`} aria-label={`${tOf('next', row.next_step)}: ${row.subject.name}`}>
                  {tOf('next', row.next_step)}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
