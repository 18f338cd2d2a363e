// SPDX-License-Identifier: EUPL-1.2
import type { Consistency, DistrictTime, DistrictTimes } from '../api';
import { DotRows } from '../pictures/dot_rows';
import { t } from '../words';
import { intervalWords, showNumber } from '../words/numbers';
import type { Names } from './finding_words';
import { districtTitle, readingWords, statusCell, statusWords } from './finding_words';
import { Exactly, NotShown, TableOf } from './parts';

interface TimesProps {
  of: DistrictTimes;
  own: string | null;
  name: Names;
}

const daysWords = (row: Pick<DistrictTime, 'median'>): string | null =>
  intervalWords(row.median, (days) => showNumber(days));

export function timesTitle({ time }: Consistency, name: Names): string {
  if (time.status !== 'ok') return t('indicator_without', { name: t('indicator_time') });
  return districtTitle(t('indicator_time'), time.districts, name);
}

function toldWords(row: DistrictTime): string {
  const days = row.status === 'ok' ? daysWords(row) : null;
  return [readingWords(row, 'time'), ...(days ? [t('time_seen', { days })] : [])].join(' ');
}

function Told({ of, own, name }: TimesProps) {
  const told = of.districts.filter((row) => row.district === own || row.outside !== '');
  if (told.length === 0) return null;
  return (
    <ul class="told">
      {told.map((row) => (
        <li class={row.outside ? 'outside' : undefined}>
          <strong>{name(row.district)}:</strong> {toldWords(row)}
        </li>
      ))}
    </ul>
  );
}

function Numbers({ of, name }: TimesProps) {
  const head = [t('district'), t('column_n'), t('column_days'), t('column_reading')];
  const rows = of.districts.map((row) => {
    const days = row.status === 'ok' ? daysWords(row) : null;
    const n = days && row.n !== null ? showNumber(row.n) : statusCell(row.status);
    return [name(row.district), n, days ?? statusCell(row.status), readingWords(row, 'time')];
  });
  return <TableOf caption={t('indicator_time')} head={head} rows={rows} />;
}

function Picture({ of, own, name, title }: TimesProps & { title: string }) {
  return (
    <>
      <p class="look">{t('look_time')}</p>
      <DotRows
        id="time"
        title={title}
        describe={of.districts.map((row) => `${name(row.district)}: ${toldWords(row)}`).join(' ')}
        axis={t('time_axis')}
        city={of.city}
        rows={of.districts.map((row) => ({
          name: name(row.district),
          value: row.median,
          without: row.status === 'ok' && daysWords(row) ? undefined : statusCell(row.status),
          outside: row.outside !== '',
          own: row.district === own,
        }))}
      />
    </>
  );
}

/** Days to the signature: the city first, then a dot with its interval per district, in the given order. */
export function Times(props: TimesProps & { title: string }) {
  const { of, name } = props;
  const known = of.districts.some((row) => row.status === 'ok' && daysWords(row));
  const days = intervalWords(of.city, (value) => showNumber(value));
  if (of.status !== 'ok')
    return (
      <>
        <p>{statusWords(of.status)}</p>
        <Exactly of={[of]} />
      </>
    );
  return (
    <>
      {days && <p>{t('time_city', { days })}</p>}
      <Told {...props} />
      {known ? (
        <Picture {...props} />
      ) : (
        <NotShown rows={of.districts.map((row) => ({ name: name(row.district), why: statusCell(row.status) }))} />
      )}
      <Numbers {...props} />
      <Exactly of={[of]} more={[t('exactly_family')]} />
    </>
  );
}
