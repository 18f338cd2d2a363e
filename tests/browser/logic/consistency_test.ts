// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Action, DistrictShare, DistrictShares, ItemBias, MonthShares } from '../../../service/web/src/api';
import { inOrder, isLate } from '../../../service/web/src/consistency/action_order';
import { biasCell, isFound, shade } from '../../../service/web/src/consistency/bias_words';
import { districtTitle, namesOf, readingWords, statusCell, statusWords } from '../../../service/web/src/consistency/finding_words';
import { centreWords, monthsTitle } from '../../../service/web/src/consistency/month_words';
import { expectedWords, seenWords, spreadWords } from '../../../service/web/src/consistency/share_words';
import { speak } from '../../../service/web/src/words';
import { intervalWords, shareWords, showP } from '../../../service/web/src/words/numbers';

const plain = (words: string | null): string => (words ?? '').replace(/\u2060/g, '').replace(/\u00a0/g, ' ');
const nothing = { value: null, low: null, high: null };
const name = namesOf({
  own: 'farsta',
  districts: [
    { id: 'farsta', name: 'Farsta' },
    { id: 'jarva', name: 'Järva' },
  ],
});

const farsta: DistrictShare = {
  district: 'farsta', status: 'ok', n: 100, observed: 44, expected: 28.1, share: 0.44,
  adjusted: { value: 0.41, low: 0.33, high: 0.49 }, expected_range: { low: 24, high: 33 },
  outside: '998', direction: 'more', adjusted_p: 0.001,
};
const hidden = (district: string, status: string): DistrictShare => ({
  district, status, n: null, observed: null, expected: null, share: null,
  adjusted: nothing, expected_range: { low: null, high: null }, outside: '', direction: '', adjusted_p: null,
});
const shares = (districts: DistrictShare[]): DistrictShares => ({
  status: 'ok', form: 'f', convention: 'C13', n: 100,
  spread: { status: 'ok', form: 's', convention: 'C15', points: { value: 4.2, low: 2, high: 7 }, median_odds_ratio: nothing, vpc: nothing },
  heterogeneity: { status: 'ok', chi_squared: 41, df: 12, p: 0.00004 },
  city_share: { value: 0.28, low: 0.27, high: 0.29 }, limits: [], districts,
});

beforeEach(() => speak('sv'));

test('a number stands with its interval or not at all', () => {
  assert.equal(plain(shareWords({ value: 0.284, low: 0.24, high: 0.33 })), '28 % (24–33 %)');
  assert.equal(plain(shareWords({ value: 0.046, low: 0.031, high: 0.1 })), '4,6 % (3,1–10,0 %)');
  assert.equal(shareWords({ value: 0.28, low: null, high: null }), null);
  assert.equal(intervalWords({ value: 28, low: 24, high: null }, String), null);
});

test('a very small p is said to be below, never to be 0', () => {
  assert.equal(plain(showP(0.00000001)), 'p < 0,001');
  assert.equal(plain(showP(0.0234)), 'p = 0,023');
});

test('what cannot be said is said in words, whichever reason the service gives', () => {
  assert.equal(statusWords('too_few'), 'För få bedömningar för att säga något (under 20).');
  assert.equal(statusWords('suppressed'), 'Döljs för att skydda enskilda.');
  assert.equal(statusWords('undefined_no_pairs'), 'Går inte att räkna: inget ärende har bedömts två gånger.');
  assert.equal(statusWords('undefined_unequal_raters'), 'Går inte att räkna: underlaget räcker inte.');
  assert.equal(statusCell('undefined_unequal_raters'), 'går inte att räkna');
});

test('the heading names the districts that differ and which way', () => {
  const jarva: DistrictShare = { ...farsta, district: 'jarva', direction: 'fewer', outside: '95' };

  assert.equal(districtTitle('Höga nivåer', [farsta, jarva], name), 'Höga nivåer: fler än väntat i Farsta (er); färre än väntat i Järva');
});

test('the heading says that no district differs only when something is known', () => {
  const within: DistrictShare = { ...farsta, outside: '', direction: '' };

  assert.equal(districtTitle('Höga nivåer', [within, hidden('jarva', 'suppressed')], name), 'Höga nivåer: ingen stadsdel skiljer sig mer än slumpen ger');
  assert.equal(districtTitle('Höga nivåer', [hidden('jarva', 'too_few')], name), 'Höga nivåer: inget går att säga');
});

test('more than three districts are counted, not listed', () => {
  const rows = ['a', 'b', 'c', 'd'].map((district) => ({ ...farsta, district }));

  assert.equal(districtTitle('Höga nivåer', rows, name), 'Höga nivåer: fler än väntat i 4 stadsdelar');
});

test('a district outside is something to look into, never wrong', () => {
  assert.equal(readingWords(farsta, 'high_band'), 'Fler bedöms som hög än väntat. Se över varför. Mycket större skillnad än slumpen brukar ge.');
  assert.equal(readingWords({ ...farsta, outside: '' }, 'high_band'), 'Inom det som slumpen ger.');
  assert.equal(readingWords(hidden('jarva', 'suppressed'), 'high_band'), 'Döljs för att skydda enskilda.');
});

test('what was seen stands beside what was expected and what chance allows', () => {
  assert.equal(plain(expectedWords(farsta)), '28 (24–33)');
  assert.equal(
    plain(seenWords(farsta, shares([farsta]), 'high_band')),
    '44 av 100 bedömningar fick en hög nivå. Väntat av stadsdelens ärenden: 28 (24–33). Med samma slags ärenden som staden: 41 % (33–49 %), mot stadens 28 % (27–29 %).',
  );
  assert.equal(seenWords(hidden('jarva', 'suppressed'), shares([]), 'high_band'), '');
});

test('the spread of the whole city is said with its interval, or why it is not', () => {
  const all = shares([farsta]);

  assert.match(plain(spreadWords(all)), /inom 4,2 procentenheter \(2,0–7,0\) från stadens 28 % \(27–29 %\)/);
  assert.match(spreadWords({ ...all, spread: { ...all.spread, status: 'suppressed', points: nothing } }), /Döljs för att skydda enskilda\.$/);
});

const months = (marks: ('' | 'unusual' | 'long_run')[]): MonthShares => ({
  status: 'ok', form: 'p-chart', convention: '', n: 300, centre: 0.3,
  months: marks.map((mark, at) => ({ month: `2026-0${at + 1}`, status: 'ok', n: 100, share: 0.3, low: 0.21, high: 0.39, mark })),
});

test('the heading of the months names the unusual ones', () => {
  assert.equal(monthsTitle(months(['', 'unusual', ''])), 'Höga nivåer månad för månad: ovanligt i februari 2026');
  assert.match(monthsTitle(months(['', ''])), /ingen månad sticker ut/);
  assert.match(monthsTitle(months(['long_run', 'long_run'])), /länge på samma sida/);
  assert.match(monthsTitle({ ...months(['']), months: [] }), /inget går att säga/);
});

test('the centre of the months stands with what chance gives', () => {
  assert.equal(plain(centreWords(months([''])!)), 'Mitten är 30 % av bedömningarna. Slumpen ger 21–39 % en vanlig månad.');
  assert.equal(centreWords({ ...months(['']), centre: null }), null);
});

const action = (id: string, due_on: string, done?: string): Action => ({
  id, indicator: 'time', district: 'farsta', what: 'w', due_on, by: { name: 'Sven' }, recorded_at: '2026-01-01T09:00:00.000Z',
  followed_up: done ? { at: done, outcome: 'o' } : null,
});

test('overdue actions come first, those followed up last', () => {
  const given = [action('later', '2026-09-01'), action('done', '2026-01-01', '2026-02-01T09:00:00.000Z'), action('late', '2026-03-01')];

  assert.deepEqual(inOrder(given).map((one) => one.id), ['late', 'later', 'done']);
});

test('an action is late the day after it was due, and never when it is followed up', () => {
  assert.equal(isLate(action('a', '2026-03-01'), '2026-03-01'), false);
  assert.equal(isLate(action('a', '2026-03-01'), '2026-03-02'), true);
  assert.equal(isLate(action('a', '2026-03-01', '2026-03-05T09:00:00.000Z'), '2026-03-09'), false);
});

test('an item of class B or C is one to ask the panel about', () => {
  const bias = (letters: ItemBias['class'], status = 'ok'): ItemBias => ({ group: 'sex', status, class: letters, difference: 0.2, p: 0.01, n: 400 });

  assert.equal(biasCell(bias('CC')), 'CC, fråga panelen');
  assert.equal(biasCell(bias('AA')), 'AA');
  assert.equal(biasCell(bias('', 'too_few')), 'för få, under 200');
  assert.equal(biasCell(bias('', 'suppressed')), 'döljs');
  assert.equal(isFound(bias('BB', 'suppressed')), false);
});

test('a darker cell means more missing, by the same steps everywhere', () => {
  assert.deepEqual([0.049, 0.05, 0.1, 0.2, 0.4].map(shade), [0, 1, 2, 3, 4]);
});

test('the same findings are said in English', async () => {
  await speak('en');

  assert.equal(readingWords(farsta, 'high_band'), 'More often assessed as high than expected. Look into why. A much larger difference than chance usually gives.');
  assert.equal(statusWords('suppressed'), 'Hidden to protect individuals.');
  assert.equal(plain(shareWords({ value: 0.284, low: 0.24, high: 0.33 })), '28% (24–33%)');
});
