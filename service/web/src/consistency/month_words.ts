// SPDX-License-Identifier: EUPL-1.2
import type { MonthShares } from '../api';
import { t } from '../words';
import { shareRange, showMonth, showShare } from '../words/numbers';
import { joined } from './finding_words';

const monthsWith = (of: MonthShares, mark: string): string[] =>
  of.months.filter((month) => month.status === 'ok' && month.mark === mark).map((month) => showMonth(month.month));

/** The heading of a chart of months: which are unusual, and whether they lie long on one side. */
export function monthsTitle(of: MonthShares): string {
  if (!of.months.some((month) => month.status === 'ok'))
    return t('indicator_without', { name: t('indicator_over_time') });
  const unusual = monthsWith(of, 'unusual');
  const long = monthsWith(of, 'long_run').length > 0;
  if (unusual.length === 0) return t(long ? 'over_time_long_run' : 'over_time_none');
  return t(long ? 'over_time_both' : 'over_time_unusual', { months: joined(unusual) });
}

/** The same for the reader's own district, as a sentence. */
export function ownMonthsWords(of: MonthShares, district: string): string {
  const unusual = monthsWith(of, 'unusual');
  const long = monthsWith(of, 'long_run');
  const run = [long[0], long[long.length - 1]].join('–');
  if (unusual.length + long.length === 0) return t('over_time_own_none', { district });
  const marks = [
    ...(unusual.length > 0 ? [`${t('mark_unusual')}: ${joined(unusual)}`] : []),
    ...(long.length > 0 ? [`${t('mark_long_run')}: ${run}`] : []),
  ];
  return t('over_time_own_marked', { district, marks: marks.join('; ') });
}

/** Where the centre is and what chance gives around it in a month of the middle size; null when nothing is known. */
export function centreWords(of: MonthShares): string | null {
  const usual = of.months
    .filter((month) => month.status === 'ok' && month.low !== null && month.high !== null)
    .sort((a, b) => (a.n ?? 0) - (b.n ?? 0));
  const middle = usual[Math.floor(usual.length / 2)];
  if (of.centre === null || !middle) return null;
  return t('over_time_centre', {
    share: showShare(of.centre),
    range: shareRange(middle.low!, middle.high!),
  });
}
