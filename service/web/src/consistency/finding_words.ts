// SPDX-License-Identifier: EUPL-1.2
import type { Consistency } from '../api';
import { isKey, locale, plural, t } from '../words';

export type Names = (district: string) => string;

/** A district's name by its id, the reader's own marked in words. */
export function namesOf({ districts, own }: Pick<Consistency, 'districts' | 'own'>): Names {
  return (id) => {
    const name = districts.find((one) => one.id === id)?.name ?? id;
    return id === own ? t('own_mark', { district: name }) : name;
  };
}

/** Why a finding has no numbers: never a blank and never 0. */
export function statusWords(status: string): string {
  const key = `finding_${status}`;
  return isKey(key) ? t(key) : t('finding_undefined');
}

/** The same for a cell of a table. */
export function statusCell(status: string): string {
  const key = `cell_${status}`;
  return isKey(key) ? t(key) : t('cell_undefined');
}

/** "Farsta, Järva och Skarpnäck"; more than three are counted instead. */
export function listOf(districts: string[], name: Names): string {
  if (districts.length > 3) return plural('districts_count', districts.length);
  return joined(districts.map(name));
}

export const joined = (words: string[]): string =>
  new Intl.ListFormat(locale(), { type: 'conjunction' }).format(words);

interface Marked {
  district: string;
  status: string;
  outside: string;
  direction: string;
}

/** The heading of districts by direction: which differ, or that none does. */
export function districtTitle(indicator: string, rows: readonly Marked[], name: Names): string {
  const parts = (['more', 'fewer', 'longer', 'shorter'] as const).flatMap((direction) => {
    const there = rows.filter((row) => row.outside !== '' && row.direction === direction).map((row) => row.district);
    return there.length === 0 ? [] : [t(`title_${direction}`, { districts: listOf(there, name) })];
  });
  if (parts.length > 0) return t('title_parts', { name: indicator, parts: parts.join('; ') });
  const anything = rows.some((row) => row.status === 'ok');
  return t(anything ? 'title_none' : 'indicator_without', { name: indicator });
}

/** What a district's place means: within chance, or which way it differs and how surely. */
export function readingWords(row: Marked, what: 'high_band' | 'overrides_up' | 'overrides_down' | 'missing' | 'time'): string {
  if (row.status !== 'ok') return statusWords(row.status);
  const key = `${row.direction}_${what}`;
  if (row.outside === '' || !isKey(key)) return t('within_chance');
  return `${t(key)} ${t(row.outside === '998' ? 'outside_998' : 'outside_95')}`;
}
