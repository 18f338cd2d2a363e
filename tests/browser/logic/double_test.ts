// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DraftResponse, Instrument, RatedOnce } from '../../../service/web/src/api';
import { comparedItems, levelsApart } from '../../../service/web/src/double/compared';
import { doubleEn } from '../../../service/web/src/words/double_en';
import { doubleSv } from '../../../service/web/src/words/double_sv';

const names = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const options = [0, 1, 3].map((rating) => ({ rating, anchor: {} }));
const instrument = {
  items: ['A', 'B', 'C', 'D', 'E', 'F'].map((id) => ({ id, entered: id !== 'F', options })),
  levels: [{ id: 'low' }, { id: 'some' }, { id: 'high' }],
} as unknown as Instrument;
const rated = (responses: Record<string, Partial<DraftResponse>>): RatedOnce => ({ responses }) as unknown as RatedOnce;

test('the words of double ratings are there in both languages, with the same values and both plural forms', () => {
  for (const key of Object.keys(doubleSv) as (keyof typeof doubleSv)[]) {
    assert.notEqual(doubleEn[key].trim(), '', key);
    assert.deepEqual(names(doubleSv[key]), names(doubleEn[key]), key);
    if (key.endsWith('_other')) assert.ok(key.replace(/_other$/, '_one') in doubleSv, key);
  }
});

test('ratings are as many steps apart as there are options between them, not as their numbers differ', () => {
  const found = comparedItems(instrument, rated({ A: { rating: 1 }, B: { rating: 0 }, C: { rating: 3 } }), rated({ A: { rating: 3 }, B: { rating: 3 }, C: { rating: 3 } }));
  assert.deepEqual(found.slice(0, 3).map(({ apart, steps }) => [apart, steps]), [['one_apart', 1], ['further', 2], ['same', 0]]);
});

test('an answer beside none is no step; two that miss for the same reason are alike', () => {
  const found = comparedItems(
    instrument,
    rated({ A: { rating: 1 }, B: { missing: 'not_known' }, C: { missing: 'not_known' } }),
    rated({ A: { missing: 'not_known' }, B: { missing: 'not_known' }, C: { missing: 'not_applicable' } }),
  );
  assert.deepEqual(found.map(({ item, apart }) => `${item} ${apart}`), ['A only_one', 'B same', 'C neither', 'D same', 'E same']);
});

test('levels are compared by their place; a missing one not at all', () => {
  assert.equal(levelsApart(instrument, 'low', 'high'), 2);
  assert.equal(levelsApart(instrument, 'some', 'some'), 0);
  assert.equal(levelsApart(instrument, 'low', null), null);
});
