// SPDX-License-Identifier: EUPL-1.2
import { clockState, dayOf } from '../days';
import { clockWords, showDay } from '../words';

/** A statutory clock: days in words, then the day. */
export function Clock({ due }: { due: string }) {
  const { state } = clockState(due, dayOf(new Date()));
  const pressing = state === 'over' || state === 'last_day' || state === 'soon';
  return (
    <span class={pressing ? 'clock pressing' : 'clock'}>
      <strong>{clockWords(due)}</strong> <span class="quiet">{showDay(due)}</span>
    </span>
  );
}
