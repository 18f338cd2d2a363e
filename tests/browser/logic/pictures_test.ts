// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scale, shareEdges, ticks } from '../../../service/web/src/pictures/axis';
import { labelPlaces } from '../../../service/web/src/pictures/label_places';

test('an axis has round numbers within its edges', () => {
  assert.deepEqual(ticks(0, 1518, 4), [0, 500, 1000, 1500]);
  assert.deepEqual(ticks(0.19, 0.4), [0.2, 0.25, 0.3, 0.35, 0.4]);
  assert.deepEqual(ticks(3, 3), [3]);
});

test('a share axis starts at 0 unless everything lies far above', () => {
  assert.equal(shareEdges([0.02, 0.1]).least, 0);
  assert.ok(shareEdges([0.3, 0.35]).least > 0.25);
  assert.equal(shareEdges([0.9, 1]).most, 1);
});

test('what lies outside the edges is drawn at the edge', () => {
  const x = scale(0, 10, 100, 200);

  assert.deepEqual([x(0), x(5), x(10), x(20)], [100, 150, 200, 200]);
});

test('names of near dots do not cover each other', () => {
  const edges = { left: 0, right: 700, top: 0, bottom: 400 };
  const places = labelPlaces([{ x: 300, y: 200, label: 'Hässelby-Vällingby' }, { x: 310, y: 205, label: 'Hägersten-Älvsjö' }, { x: 500, y: 100 }], edges);

  const [first, second, none] = places;
  assert.equal(none, undefined);
  assert.ok(Math.abs(first!.y - second!.y) >= 17 || first!.anchor !== second!.anchor, JSON.stringify(places));
});

test('a name beside the right edge stands to the left of its dot', () => {
  const [place] = labelPlaces([{ x: 330, y: 200, label: 'Farsta' }], { left: 44, right: 334, top: 0, bottom: 400 });

  assert.equal(place!.anchor, 'end');
});
