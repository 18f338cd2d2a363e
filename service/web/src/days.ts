// SPDX-License-Identifier: EUPL-1.2
/** Days are Stockholm days, written YYYY-MM-DD. */

const writer = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The Stockholm day of an instant. */
export function dayOf(instant: Date): string {
  return writer.format(instant);
}

/** Whole days from one day to another; negative when the other is before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Full years on a day. */
export function ageOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

type ClockState = 'over' | 'last_day' | 'soon' | 'running';

/** Where a statutory clock stands: the due day itself is still in time. */
export function clockState(dueOn: string, today: string): { state: ClockState; days: number } {
  const days = daysBetween(today, dueOn);
  if (days < 0) return { state: 'over', days: -days };
  if (days === 0) return { state: 'last_day', days };
  return { state: days <= 3 ? 'soon' : 'running', days };
}
