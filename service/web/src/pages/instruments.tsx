// SPDX-License-Identifier: EUPL-1.2
import { api, outcome } from '../api';
import { Page } from '../parts/page';
import { PagedEnd, usePaged } from '../parts/paged';
import { WordsOf } from '../parts/words_of';
import { plural, t, tokenWords } from '../words';

export function InstrumentsPage() {
  const list = usePaged((cursor) => outcome(api.GET('/instruments', { params: { query: { cursor } } })), 'instruments');
  return (
    <Page title={t('nav_instruments')} lead={t('instruments_lead')}>
      {list.items.map((row) => (
        <article class="card" key={`${row.id} ${row.version}`}>
          <h2>
            <a href={`/instruments/${row.id}`}>
              <WordsOf text={row.title} />
            </a>
          </h2>
          <p>
            {t('version')} {row.version}. {plural('items_count', row.items)}.{' '}
            {t(row.validated ? 'validated' : 'not_validated')}
          </p>
          <p class="quiet">
            {t('languages')}: {row.languages.map((one) => tokenWords('language', one)).join(', ')}. {t('licence')}:{' '}
            {row.licence}. {t('source')}: {row.source}
          </p>
        </article>
      ))}
      <PagedEnd list={list} />
    </Page>
  );
}
