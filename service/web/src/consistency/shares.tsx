// SPDX-License-Identifier: EUPL-1.2
import type { Consistency, DistrictShare, DistrictShares } from '../api';
import type { FunnelDot } from '../pictures/funnel';
import { Funnel } from '../pictures/funnel';
import { t } from '../words';
import { shareWords, showNumber } from '../words/numbers';
import type { Names } from './finding_words';
import { districtTitle, readingWords, statusCell, statusWords } from './finding_words';
import { Exactly, NotShown, TableOf } from './parts';
import type { ShareIndicator } from './share_words';
import { expectedWords, seenWords, spreadExactly, spreadWords } from './share_words';

interface SharesProps {
  of: DistrictShares;
  indicator: ShareIndicator;
  own: string | null;
  name: Names;
}

export function sharesTitle(of: Consistency, indicator: ShareIndicator, name: Names): string {
  const label = t(`indicator_${indicator}`);
  if (of[indicator].status !== 'ok') return t('indicator_without', { name: label });
  return districtTitle(label, of[indicator].districts, name);
}

function dotOf(row: DistrictShare, name: Names, own: string | null): FunnelDot | null {
  const { value, low, high } = row.adjusted;
  if (row.status !== 'ok' || row.n === null || value === null || low === null || high === null) return null;
  const isOwn = row.district === own;
  return { name: name(row.district), n: row.n, share: value, low, high, outside: row.outside !== '', own: isOwn };
}

/** The own district always, then those that differ: what was seen, what was expected, and what it means. */
function Told({ of, indicator, own, name }: SharesProps) {
  const told = of.districts.filter((row) => row.district === own || row.outside !== '');
  const first = [...told].sort((a, b) => Number(b.district === own) - Number(a.district === own));
  if (first.length === 0) return null;
  return (
    <ul class="told">
      {first.map((row) => (
        <li class={row.outside ? 'outside' : undefined}>
          <strong>{name(row.district)}:</strong> {readingWords(row, indicator)}{' '}
          <span class="seen">{seenWords(row, of, indicator)}</span>
        </li>
      ))}
    </ul>
  );
}

function Numbers({ of, indicator, name }: SharesProps) {
  const head = ['district', 'column_n', 'column_observed', 'column_expected', 'column_adjusted', 'column_reading'] as const;
  const cells = (row: DistrictShare): string[] => {
    const [expected, adjusted] = [expectedWords(row), shareWords(row.adjusted)];
    if (row.status !== 'ok' || row.n === null || row.observed === null || !expected || !adjusted)
      return Array.from({ length: 4 }, () => statusCell(row.status));
    return [showNumber(row.n), showNumber(row.observed), expected, adjusted];
  };
  return (
    <TableOf
      caption={t(`indicator_${indicator}`)}
      head={head.map((key) => t(key))}
      rows={of.districts.map((row) => [name(row.district), ...cells(row), readingWords(row, indicator)])}
    />
  );
}

/** What no picture can show, the picture says in words. */
function describe({ of, indicator, name }: SharesProps): string {
  return of.districts
    .map((row) => `${name(row.district)}: ${readingWords(row, indicator)} ${seenWords(row, of, indicator)}`)
    .join(' ');
}

function Picture(props: SharesProps & { title: string }) {
  const { of, indicator, own, name, title } = props;
  const dots = of.districts.map((row) => dotOf(row, name, own));
  const shown = dots.filter((dot) => dot !== null);
  const absent = of.districts.filter((_, at) => dots[at] === null);
  const centre = of.city_share.value;
  return (
    <>
      {shown.length > 0 && centre !== null && (
        <>
      <p class="look">{t(`look_${indicator}`)}</p>
      <Funnel
        id={indicator}
        title={title}
        describe={describe(props)}
        axis={{ x: t(indicator === 'missing' ? 'axis_n_missing' : 'axis_n'), y: t(`axis_${indicator}`) }}
        centre={centre}
        limits={of.limits}
        dots={shown}
      />
        </>
      )}
      <NotShown rows={absent.map((row) => ({ name: name(row.district), why: statusCell(row.status) }))} />
      {indicator === 'high_band' && shown.length > 0 && <p class="quiet">{t('funnel_many')}</p>}
    </>
  );
}

/** A share per district against what its cases would give: the city's spread first, then the funnel. */
export function Shares(props: SharesProps & { title: string }) {
  const { of } = props;
  if (of.status !== 'ok')
    return (
      <>
        <p>{statusWords(of.status)}</p>
        <Exactly of={[of]} />
      </>
    );
  return (
    <>
      <p>{spreadWords(of)}</p>
      <Told {...props} />
      <Picture {...props} />
      <Numbers {...props} />
      <Exactly of={[of, of.spread]} more={spreadExactly(of)} />
    </>
  );
}
