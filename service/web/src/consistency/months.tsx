// SPDX-License-Identifier: EUPL-1.2
import type { Consistency, MonthShare, MonthShares } from '../api';
import { MonthChart } from '../pictures/month_chart';
import { t } from '../words';
import { shareRange, showMonth, showNumber, showShare } from '../words/numbers';
import type { Names } from './finding_words';
import { statusCell, statusWords } from './finding_words';
import { centreWords, monthsTitle, ownMonthsWords } from './month_words';
import { Exactly, NotShown, TableOf } from './parts';

function chanceWords(month: MonthShare): string | null {
  if (month.status !== 'ok' || month.low === null || month.high === null) return null;
  return shareRange(month.low, month.high);
}

function cells(month: MonthShare): string[] {
  const chance = chanceWords(month);
  const why = statusCell(month.status);
  if (!chance || month.share === null || month.n === null) return [why, why, why, statusWords(month.status)];
  const means = month.mark === '' ? t('within_chance') : t(`mark_${month.mark}`);
  return [showNumber(month.n), showShare(month.share), chance, means];
}

function Chart({ id, of, title, table }: { id: string; of: MonthShares; title: string; table: string }) {
  const absent = of.months.filter((month) => month.status !== 'ok');
  const rows = of.months.map((month) => [showMonth(month.month), ...cells(month)]);
  return (
    <>
      {of.centre !== null && (
        <MonthChart
          id={id}
          title={title}
          describe={rows.map(([month, , share, chance]) => `${month}: ${share} (${chance})`).join('. ')}
          centre={of.centre}
          months={of.months}
        />
      )}
      <NotShown rows={absent.map((month) => ({ name: showMonth(month.month), why: statusCell(month.status) }))} />
      <TableOf
        caption={table}
        head={['column_month', 'column_n', 'column_share', 'column_chance', 'column_reading'].map((key) =>
          t(key as 'column_month'),
        )}
        rows={rows}
      />
    </>
  );
}

function Own({ of, district }: { of: MonthShares; district: string }) {
  if (of.status !== 'ok')
    return (
      <p>
        <strong>{district}:</strong> {statusWords(of.status)}
      </p>
    );
  const centre = centreWords(of);
  return (
    <>
      <h3>{ownMonthsWords(of, district)}</h3>
      {centre && <p>{centre}</p>}
      <Chart id="over-time-own" of={of} title={ownMonthsWords(of, district)} table={t('over_time_own', { district })} />
      <Exactly of={[of]} />
    </>
  );
}

/** The share in a high band month by month: the city, then the reader's own district. */
export function Months({ of, own, name }: { of: Consistency['over_time']; own: string | null; name: Names }) {
  const centre = centreWords(of);
  return (
    <>
      {of.status !== 'ok' ? (
        <p>{statusWords(of.status)}</p>
      ) : (
        <>
          {centre && <p>{centre}</p>}
          {centre && <p class="look">{t('look_over_time')}</p>}
          <Chart id="over-time" of={of} title={monthsTitle(of)} table={t('indicator_over_time')} />
        </>
      )}
      <Exactly of={[of]} />
      {of.own && own && <Own of={of.own} district={name(own)} />}
    </>
  );
}
