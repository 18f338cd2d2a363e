// SPDX-License-Identifier: EUPL-1.2
import type { Action } from '../api';

export const isLate = (action: Action, today: string): boolean => action.followed_up === null && action.due_on < today;

/** Overdue first, then open by the day they are due, then what has been followed up, the latest first. */
export function inOrder(actions: readonly Action[]): Action[] {
  const open = actions.filter((one) => one.followed_up === null).sort((a, b) => a.due_on.localeCompare(b.due_on));
  const done = actions
    .filter((one) => one.followed_up !== null)
    .sort((a, b) => b.followed_up!.at.localeCompare(a.followed_up!.at));
  return [...open, ...done]; // the overdue are due before any that is not
}
