// SPDX-License-Identifier: EUPL-1.2
import type { Instrument, Item } from '../api';
import type { Entry } from '../drafts';
import { isAnswered } from '../drafts';
import { textIn } from '../words';

/** A factor as the page shows it: its risk item and, where it has one, its protection item. Or one item alone. */
export interface Factor {
  first: Item;
  protection?: Item;
}
export interface DomainFactors {
  id: string;
  name: Instrument['domains'][number]['name'];
  factors: Factor[];
}

function factorsOf(items: Item[]): Factor[] {
  const protections = new Map(items.filter((item) => item.pole_of).map((item) => [item.pole_of!, item]));
  return items.filter((item) => !item.pole_of).map((first) => ({ first, protection: protections.get(first.id) }));
}

/** The instrument's factors under the domains they are shown in, in its own order. */
export function byDomain(instrument: Instrument): DomainFactors[] {
  return instrument.domains
    .map((domain) => ({ ...domain, factors: factorsOf(instrument.items.filter((item) => item.domain === domain.id)) }))
    .filter((domain) => domain.factors.length > 0);
}

export const itemsOf = (factors: Factor[]): Item[] =>
  factors.flatMap(({ first, protection }) => (protection ? [first, protection] : [first]));

export function itemName(instrument: Instrument, id: string): string {
  const item = instrument.items.find((one) => one.id === id);
  return item ? `${item.pole_of ?? item.id} ${textIn(item.text).words}` : id;
}

export type Gap = { item: string; reason: 'unanswered' | 'evidence_missing' };

/** False for what is derived from other items or counted from events. */
export const isEntered = (instrument: Instrument, item: string): boolean =>
  instrument.items.some((one) => one.id === item && one.entered);

/** What keeps an item from being signed, as the service judges it too. */
export function gapOf(instrument: Instrument, item: string, entry: Entry, ruledOut: ReadonlySet<string>): Gap | null {
  if (ruledOut.has(item) || !isEntered(instrument, item)) return null;
  if (!isAnswered(entry)) return { item, reason: 'unanswered' };
  const needsEvidence =
    instrument.evidence_from !== null && entry.rating !== null && entry.rating >= instrument.evidence_from;
  return needsEvidence && !entry.evidence.trim() ? { item, reason: 'evidence_missing' } : null;
}
