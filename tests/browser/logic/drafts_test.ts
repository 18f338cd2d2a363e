// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../../../service/web/src/drafts';
import { fromService, inParts, newest, nothing, restorable, sortOthers, stillPending, timeOfEdit, toChange } from '../../../service/web/src/drafts';

const at = (second: number): string => `2026-03-02T09:10:${String(second).padStart(2, '0')}.000Z`;
const rated = (rating: number, second: number, evidence = ''): Entry => ({ ...nothing, rating, evidence, at: at(second), editor: 'mine' });

test('a kept draft gives back only what is newer than the service has', () => {
  const kept = { I1: rated(2, 5), I2: rated(1, 5), I3: rated(3, 5) };
  const service = { I1: rated(0, 4), I2: rated(3, 6) };

  assert.deepEqual(Object.keys(restorable(kept, service)), ['I1', 'I3']);
});

test('a kept draft that says the same as the service is not brought back', () => {
  assert.deepEqual(restorable({ I1: rated(2, 9, 'seen') }, { I1: rated(2, 4, 'seen') }), {});
});

test('of several kept drafts the newest entry of each item counts', () => {
  const all = newest([{ I1: rated(1, 3), I2: rated(1, 8) }, { I1: rated(2, 7), I2: rated(2, 2) }]);

  assert.equal(all.I1?.rating, 2);
  assert.equal(all.I2?.rating, 1);
});

test('what was edited again while it was being saved still waits', () => {
  const sent = { I1: rated(1, 1), I2: rated(2, 1) };
  const pending = { I1: rated(3, 2), I2: rated(2, 1) };

  assert.deepEqual(Object.keys(stillPending(pending, sent)), ['I1']);
});

test('an edit is always later than the one before, also when the clock is set back', () => {
  assert.equal(timeOfEdit(Date.parse(at(1)), at(30)), '2026-03-02T09:10:30.001Z');
  assert.equal(timeOfEdit(Date.parse(at(31)), at(30)), at(31));
  assert.equal(timeOfEdit(Date.parse(at(31)), ''), at(31));
});

test('an item with evidence but no rating is sent as unanswered, never as zero', () => {
  assert.deepEqual(toChange({ ...nothing, evidence: 'heard', at: at(1) }), { missing: 'unanswered', evidence: 'heard', sources: [], at: at(1) });
  assert.deepEqual(toChange(rated(0, 1)), { rating: 0, evidence: '', sources: [], at: at(1) });
});

test('what comes back from the service is what was sent', () => {
  const entry: Entry = { ...nothing, missing: 'not_known', sources: ['school'], at: at(1), editor: 'mine' };

  assert.deepEqual(fromService({ ...toChange(entry), evidence: '', sources: ['school'], editor: 'mine' }), entry);
});

test('a closing page sends its changes in parts that fit, none lost and none twice', () => {
  const entries = Object.fromEntries(Array.from({ length: 20 }, (_unused, n) => [`I${n}`, rated(1, 1, 'å'.repeat(500))]));
  const parts = inParts(entries, 5000);

  assert.ok(parts.length > 1);
  assert.ok(parts.every((part) => Buffer.byteLength(JSON.stringify(part)) < 7000));
  assert.deepEqual(parts.flatMap((part) => Object.keys(part)), Object.keys(entries));
});

test('what somebody else changed is contested where I have other words unsaved, and taken over where I have not', () => {
  const others = { I1: rated(3, 9), I2: rated(2, 9), I3: rated(1, 9) };
  const pending = { I1: rated(0, 8), I3: rated(1, 8) };

  const { clashes, taken } = sortOthers(others, pending, {});

  assert.deepEqual(Object.keys(clashes), ['I1']);
  assert.deepEqual(Object.keys(taken), ['I2', 'I3']);
});

test('a conflict that is not settled stays one when the other person goes on writing', () => {
  const { clashes, taken } = sortOthers({ I1: rated(3, 9) }, {}, { I1: rated(2, 5) });

  assert.equal(clashes.I1?.rating, 3);
  assert.deepEqual(taken, {});
});
