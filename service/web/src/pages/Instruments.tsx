// SPDX-License-Identifier: EUPL-1.2
import { api, ask } from '../api';
import { Title, Trouble, useReading, Waiting } from '../parts/page';
import { t, textOf } from '../words';

export function Instruments() {
  const { data, failure, again } = useReading('library', () => ask(api.GET('/instruments')));
  return (
    <>
      <Title>{t('nav_instruments')}</Title>
      <p>{t('instruments_text')}</p>
      {failure && <Trouble failure={failure} again={again} />}
      {!data && !failure && <Waiting />}
      {data && (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{t('instrument')}</th>
              <th scope="col">{t('version')}</th>
              <th scope="col">{t('items')}</th>
              <th scope="col">{t('languages')}</th>
              <th scope="col">{t('licence')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((row) => {
              const title = textOf(row.title);
              return (
                <tr>
                  <th scope="row">
                    <a href={`/instruments/${row.id}`} lang={title.lang}>
                      {title.words}
                    </a>
                    {!row.validated && <span class="tag">{t('not_validated')}</span>}
                  </th>
                  <td data-label={t('version')}>{row.version}</td>
                  <td data-label={t('items')}>{row.items}</td>
                  <td data-label={t('languages')}>{row.languages.join(', ')}</td>
                  <td data-label={t('licence')}>{row.licence}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}
