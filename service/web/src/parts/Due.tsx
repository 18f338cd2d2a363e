// SPDX-License-Identifier: EUPL-1.2
import { clock, day, daysBetween, today } from '../words';

/** A deadline as its day and what is left of it. */
export function Due({ day: due, done }: { day: string; done?: boolean }) {
  const left = daysBetween(today(), due);
  return (
    <span class={done ? 'due' : left < 0 ? 'due late' : left <= 3 ? 'due near' : 'due'}>
      {day(due)}
      {!done && <> · {clock(due)}</>}
    </span>
  );
}
