// SPDX-License-Identifier: EUPL-1.2
import type { DistrictShare, DistrictShares } from '../api';
import { t } from '../words';
import { intervalWords, shareWords, showNumber, showP } from '../words/numbers';
import { statusWords } from './finding_words';

export type ShareIndicator = 'high_band' | 'overrides_up' | 'overrides_down' | 'missing';

/** The expected count with what chance allows of the observed one: "28 (24–33)"; null when any is not known. */
export function expectedWords(row: DistrictShare): string | null {
  const { low, high } = row.expected_range;
  return intervalWords({ value: row.expected, low, high }, (count) => showNumber(count));
}

/** What was seen in a district, what was expected, and the share as if it had the city's cases. */
export function seenWords(row: DistrictShare, of: DistrictShares, indicator: ShareIndicator): string {
  const expected = expectedWords(row);
  if (row.status !== 'ok' || row.observed === null || row.n === null || expected === null) return '';
  const seen = t(`seen_${indicator}`, { observed: showNumber(row.observed), n: showNumber(row.n), expected });
  const [adjusted, share] = [shareWords(row.adjusted), shareWords(of.city_share)];
  return adjusted && share ? `${seen} ${t('seen_adjusted', { adjusted, share })}` : seen;
}

/** How far apart the districts of the city are, said before any district is. */
export function spreadWords({ spread, city_share }: DistrictShares): string {
  const { value, low, high } = spread.points;
  const share = shareWords(city_share);
  if (spread.status !== 'ok' || value === null || low === null || high === null || share === null)
    return t('spread_without', { why: statusWords(spread.status === 'ok' ? 'undefined' : spread.status) });
  const [points, from, to] = [value, low, high].map((one) => showNumber(one, 1));
  return t('spread', { points: points!, low: from!, high: to!, share });
}

/** The spread and the test of all districts in the statistician's terms. */
export function spreadExactly({ spread, heterogeneity }: DistrictShares): string[] {
  const lines: string[] = [];
  const mor = intervalWords(spread.median_odds_ratio, (value) => showNumber(value, 2));
  const vpc = intervalWords(spread.vpc, (value) => showNumber(value, 3));
  if (spread.status === 'ok' && mor) lines.push(t('exactly_mor', { value: mor }));
  if (spread.status === 'ok' && vpc) lines.push(t('exactly_vpc', { value: vpc }));
  const { chi_squared: chi, df, p } = heterogeneity;
  if (heterogeneity.status === 'ok' && chi !== null && p !== null)
    lines.push(t('exactly_heterogeneity', { chi: showNumber(chi, 1), df, p: showP(p) }));
  return [...lines, t('exactly_family')];
}
