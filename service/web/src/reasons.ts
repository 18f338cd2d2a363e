// SPDX-License-Identifier: EUPL-1.2
/** Why somebody else's case is read, by the id of what is read. In memory only, sent with each reading, kept in the log. */
const reasons = new Map<string, string>();

export const reasonFor = (id: string): string | undefined => reasons.get(id);

export function giveReason(id: string, reason: string): void {
  reasons.set(id, reason);
}

/** What was said for a case holds for its assessments too. */
export function sameReason(from: string, to: string): void {
  const reason = reasons.get(from);
  if (reason && !reasons.has(to)) reasons.set(to, reason);
}
