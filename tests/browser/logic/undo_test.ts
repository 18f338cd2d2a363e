// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothing } from '../../../service/web/src/drafts';
import type { Step } from '../../../service/web/src/undo';
import { addStep, takeStep, undoLimit } from '../../../service/web/src/undo';

const step = (item: string, kind: Step['kind'], at: number, evidence = ''): Step => ({ item, kind, at, before: { ...nothing, evidence } });

test('fifty steps can be undone, the oldest falls away', () => {
  let steps: Step[] = [];
  for (let n = 0; n < 60; n += 1) steps = addStep(steps, step(`I${n}`, 'response', n * 5000));

  assert.equal(undoLimit, 50);
  assert.equal(steps.length, 50);
  assert.equal(steps[0]?.item, 'I10');
});

test('letters typed in one go are one step back to what stood before them', () => {
  let steps = addStep([], step('I1', 'evidence', 1000, ''));
  steps = addStep(steps, step('I1', 'evidence', 1500, 'a'));
  steps = addStep(steps, step('I1', 'evidence', 2900, 'ab'));

  assert.equal(steps.length, 1);
  assert.equal(takeStep(steps).step?.before.evidence, '');
});

test('a pause, another item or a rating begins a new step', () => {
  let steps = addStep([], step('I1', 'evidence', 1000));
  steps = addStep(steps, step('I1', 'evidence', 4000, 'a'));
  steps = addStep(steps, step('I2', 'evidence', 4100));
  steps = addStep(steps, step('I2', 'response', 4200));

  assert.equal(steps.length, 4);
});

test('there is nothing to undo in an untouched form', () => {
  assert.deepEqual(takeStep([]), { step: undefined, rest: [] });
});
