// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOn, clockState, dayOf, daysBetween } from '../../../service/web/src/days';

test('a day is the day in Stockholm, also just before midnight UTC', () => {
  assert.equal(dayOf(new Date('2026-07-01T22:30:00Z')), '2026-07-02');
  assert.equal(dayOf(new Date('2026-01-01T22:30:00Z')), '2026-01-01');
});

test('days are whole across the change to summer time', () => {
  assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2);
});

test('the due day itself is in time', () => {
  assert.deepEqual(clockState('2026-03-02', '2026-03-02'), { state: 'last_day', days: 0 });
  assert.deepEqual(clockState('2026-03-01', '2026-03-02'), { state: 'over', days: 1 });
  assert.deepEqual(clockState('2026-03-05', '2026-03-02'), { state: 'soon', days: 3 });
  assert.deepEqual(clockState('2026-03-16', '2026-03-02'), { state: 'running', days: 14 });
});

test('age counts full years', () => {
  assert.equal(ageOn('2011-03-03', '2026-03-02'), 14);
  assert.equal(ageOn('2011-03-02', '2026-03-02'), 15);
});
