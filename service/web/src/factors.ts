// SPDX-License-Identifier: EUPL-1.2
// An instrument as the form shows it: domains in order, in each the factors with their one or two poles.
import type { Instrument, Item } from './api';
import type { Answers } from './drafts';

export interface Factor {
  id: string;
  poles: Item[];
}
export interface Group {
  id: string;
  name: Instrument['domains'][number]['name'];
  factors: Factor[];
}

export function groupsOf(instrument: Instrument): Group[] {
  const factors = new Map<string, Factor>();
  for (const item of instrument.items) {
    const id = item.pole_of ?? item.id;
    const factor = factors.get(id) ?? { id, poles: [] };
    factor.poles.push(item);
    factors.set(id, factor);
  }
  return instrument.domains.map((domain) => ({
    ...domain,
    factors: [...factors.values()].filter((factor) => factor.poles[0].domain === domain.id),
  }));
}

export const isAnswered = (answers: Answers, item: string) => {
  const answer = answers[item];
  return answer !== undefined && (answer.rating !== null || answer.missing !== 'unanswered');
};
export const isUnknown = (answers: Answers, item: string) => answers[item]?.rating === null && answers[item]?.missing === 'not_known';
export const lacksEvidence = (instrument: Instrument, answers: Answers, item: string) => {
  const answer = answers[item];
  const from = instrument.evidence_from;
  return from !== null && from !== undefined && answer?.rating !== null && answer?.rating !== undefined && answer.rating >= from && answer.evidence.trim() === '';
};

export const countOf = (items: string[], holds: (item: string) => boolean) => items.filter(holds).length;
export const itemsOf = (group: Group) => group.factors.flatMap((factor) => factor.poles.map((item) => item.id));
