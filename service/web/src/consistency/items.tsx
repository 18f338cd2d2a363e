// SPDX-License-Identifier: EUPL-1.2
import type { Consistency, ConsistencyItem, Instrument } from '../api';
import { api, outcome } from '../api';
import { ItemName } from '../parts/item_name';
import { Loaded, useLoaded } from '../parts/loaded';
import { plural, t } from '../words';
import { shareWords, showNumber, showP } from '../words/numbers';
import { biasCell, groupWords, isFound, itemsFound, shade, sizeWords } from './bias_words';
import type { Names } from './finding_words';
import { statusCell } from './finding_words';

interface ItemsProps {
  items: readonly ConsistencyItem[];
  instrument: Instrument;
  districts: Consistency['districts'];
  name: Names;
}

function Found({ items, instrument, name }: ItemsProps) {
  return (
    <ul class="told">
      {itemsFound(items).map((item) => (
        <li>
          <strong>
            <ItemName instrument={instrument} id={item.item} />.
          </strong>
          {item.bias.filter(isFound).map((bias) => (
            <span class="seen">
              {t('bias_found', { group: groupWords(bias.group, name), class: bias.class, words: sizeWords(bias) })}{' '}
              {bias.p !== null && bias.n !== null && (
                <span class="quiet">{t('bias_exact', { p: showP(bias.p), n: showNumber(bias.n) })}</span>
              )}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

interface Cell {
  words: string;
  shade: number;
}

/** A table with words in every cell; the shade says nothing that the words do not. */
function Heat({
  caption,
  head,
  rows,
  instrument,
}: {
  caption: string;
  head: string[];
  rows: { item: string; cells: Cell[] }[];
  instrument: Instrument;
}) {
  return (
    <details>
      <summary>{caption}</summary>
      <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
        <table class="heat">
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              {head.map((words) => (
                <th scope="col">{words}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.item}>
                <th scope="row">
                  <ItemName instrument={instrument} id={row.item} />
                </th>
                {row.cells.map((cell) => (
                  <td class={`shade-${cell.shade}`}>{cell.words}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function missingCell(item: ConsistencyItem, district: string): Cell {
  const found = item.missing.find((one) => one.district === district);
  const words = found?.status === 'ok' ? shareWords({ value: found.share, low: found.low, high: found.high }) : null;
  return words === null
    ? { words: statusCell(found?.status ?? 'undefined'), shade: 0 }
    : { words, shade: shade(found!.share!) };
}

function MissingTable({ items, instrument, districts }: ItemsProps) {
  return (
    <>
      <Heat
        caption={t('missing_table')}
        head={districts.map((one) => one.name)}
        rows={items.map((item) => ({ item: item.item, cells: districts.map(({ id }) => missingCell(item, id)) }))}
        instrument={instrument}
      />
      <p class="quiet">{t('missing_legend')}</p>
    </>
  );
}

function BiasTable({ items, instrument, name }: ItemsProps) {
  const groups = [...new Set(items.flatMap((item) => item.bias.map((one) => one.group)))];
  const cellOf = (item: ConsistencyItem, group: string): Cell => {
    const bias = item.bias.find((one) => one.group === group);
    return { words: biasCell(bias), shade: bias && isFound(bias) ? (bias.class.startsWith('C') ? 3 : 2) : 0 };
  };
  return (
    <>
      <Heat
        caption={t('bias_table')}
        head={groups.map((group) => groupWords(group, name))}
        rows={items.map((item) => ({ item: item.item, cells: groups.map((group) => cellOf(item, group)) }))}
        instrument={instrument}
      />
      <p class="quiet">{t('bias_legend')}</p>
    </>
  );
}

function Shown(props: ItemsProps) {
  const found = itemsFound(props.items).length;
  return (
    <section class="indicator" aria-labelledby="items">
      <h2 id="items">{found === 0 ? t('items_title_none') : plural('items_title', found)}</h2>
      <p>{t('items_words')}</p>
      <Found {...props} />
      {found > 0 && <p class="look">{t('items_look')}</p>}
      <BiasTable {...props} />
      <MissingTable {...props} />
    </section>
  );
}

/** For the auditor: item by item, which are read differently in different groups and which stay without a response. */
export function Items({ of, name }: { of: Consistency; name: Names }) {
  const query = { instrument: of.instrument };
  const found = useLoaded(() => outcome(api.GET('/consistency/items', { params: { query } })), of.instrument);
  const instrument = useLoaded(
    () => outcome(api.GET('/instruments/{id}', { params: { path: { id: of.instrument } } })),
    of.instrument,
  );
  return (
    <Loaded from={instrument}>
      {(shown) => (
        <Loaded from={found}>
          {({ items }) => <Shown items={items} instrument={shown} districts={of.districts} name={name} />}
        </Loaded>
      )}
    </Loaded>
  );
}

/** Every number of the page in a file, for one's own calculations. */
export function Download({ instrument }: { instrument: string }) {
  return (
    <p class="no-print">
      <a class="button" href={`/api/v1/consistency.csv?instrument=${encodeURIComponent(instrument)}`} download>
        {t('download_csv')}
      </a>{' '}
      <span class="quiet">{t('download_words')}</span>
    </p>
  );
}
