// SPDX-License-Identifier: EUPL-1.2
import type { Instrument, Result, Text } from '../api';
import type { Entry } from '../drafts';

/** One domain in the profile: how many of its factors carry risk or protection, and how many are not known. */
export interface DomainBar {
  id: string;
  name: Text;
  factors: number;
  risk: number;
  riskHighest: number;
  riskUnknown: number;
  protection: number;
  protectionUnknown: number;
}
export interface LevelBars {
  level: 'individual' | 'social' | 'structural';
  domains: DomainBar[];
}

/** The counts are the service's; which pole the unknown ones belong to is read from the responses. */
export function profileRows(instrument: Instrument, result: Result, entryOf: (item: string) => Entry): LevelBars[] {
  const inapplicable = new Set(result.trace.filter((line) => !line.applicable).map((line) => line.item));
  const unknown = (level: string, domain: string, factor: string): number =>
    instrument.items.filter((item) => {
      if (item.level !== level || item.domain !== domain || item.factor !== factor || inapplicable.has(item.id))
        return false;
      const entry = entryOf(item.id);
      return entry.rating === null && entry.missing !== 'not_applicable';
    }).length;
  return result.profile.map((row) => ({
    level: row.level,
    domains: row.domains.map((domain) => ({
      id: domain.domain,
      name: instrument.domains.find((one) => one.id === domain.domain)?.name ?? {},
      factors: instrument.items.filter(
        (item) => item.level === row.level && item.domain === domain.domain && item.factor === 'risk',
      ).length,
      risk: domain.risk_2_or_more,
      riskHighest: domain.risk_3,
      riskUnknown: unknown(row.level, domain.domain, 'risk'),
      protection: domain.protection_2_or_more,
      protectionUnknown: unknown(row.level, domain.domain, 'protection'),
    })),
  }));
}
