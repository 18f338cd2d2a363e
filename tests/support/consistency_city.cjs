// SPDX-License-Identifier: EUPL-1.2
// Made-up answers of GET /consistency and /consistency/items: an ordinary city, and one where hardly anything can be said.
'use strict';

const districts = [
  ['bromma', 'Bromma', 610],
  ['enskede-arsta-vantor', 'Enskede-Årsta-Vantör', 1180],
  ['farsta', 'Farsta', 640],
  ['hagersten-alvsjo', 'Hägersten-Älvsjö', 1020],
  ['hasselby-vallingby', 'Hässelby-Vällingby', 890],
  ['jarva', 'Järva', 1460],
  ['kungsholmen', 'Kungsholmen', 330],
  ['norra-innerstaden', 'Norra innerstaden', 720],
  ['rinkeby-kista', 'Rinkeby-Kista', 940],
  ['skarpnack', 'Skarpnäck', 410],
  ['skarholmen', 'Skärholmen', 560],
  ['spanga-tensta', 'Spånga-Tensta', 480],
  ['sodermalm', 'Södermalm', 760],
  ['ostermalm', 'Östermalm', 14],
].map(([id, name, n]) => ({ id, name, n }));

/** The same numbers every time: a small generator, no clock. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

const measure = (value, half, most = Infinity) => ({ value, low: Math.max(0, value - half), high: Math.min(most, value + half) });
const nothing = { value: null, low: null, high: null };
const finding = (status, form, convention, n) => ({ status, form, convention, n });
const deviation = (share, n) => Math.sqrt((share * (1 - share)) / n);

function limitsOf(share, from, to) {
  return Array.from({ length: 40 }, (_, at) => {
    const n = Math.round(from + ((to - from) * at) / 39);
    const [near, far] = [1.96, 3.09].map((z) => z * deviation(share, n));
    return { n, low_95: Math.max(0, share - near), high_95: share + near, low_998: Math.max(0, share - far), high_998: share + far };
  });
}

/** A district's row; `lean` is how many deviations it lies off, marked from 2.6. */
function shareRow({ id, n }, share, lean, draw, marks) {
  if (n < 20) return { district: id, status: 'too_few', n: null, observed: null, expected: null, share: null, adjusted: nothing, expected_range: { low: null, high: null }, outside: '', direction: '', adjusted_p: null };
  const expected = n * share * (0.85 + 0.3 * draw());
  const near = 1.96 * deviation(share, n) * n;
  const observed = Math.round(expected + (lean * near) / 1.96);
  const adjusted = (observed / expected) * share;
  const outside = !marks || Math.abs(lean) < 2.6 ? '' : Math.abs(lean) < 3.1 ? '95' : '998';
  return {
    district: id, status: 'ok', n, observed, expected, share: observed / n, adjusted: measure(adjusted, 1.96 * deviation(share, n), 1),
    expected_range: { low: Math.max(0, Math.round(expected - near)), high: Math.round(expected + near) },
    outside, direction: outside === '' ? '' : lean > 0 ? 'more' : 'fewer', adjusted_p: outside === '' ? 0.4 : 0.004,
  };
}

function sharesOf(all, share, spread, leans, seed, each = 1) {
  const draw = random(seed);
  const sized = all.map((one) => ({ ...one, n: one.n < 20 ? one.n : one.n * each }));
  const sizes = sized.filter((one) => one.n >= 20).map((one) => one.n);
  return {
    ...finding('ok', 'funnel of observed over expected, square-root z, exact limits', 'C13', sizes.reduce((a, b) => a + b, 0)),
    spread: { status: 'ok', form: 'logistic mixed model, random intercept, profile likelihood', convention: 'C15', points: { value: spread, low: spread * 0.6, high: spread * 1.7 }, median_odds_ratio: { value: 1.21, low: 1.12, high: 1.38 }, vpc: { value: 0.012, low: 0.004, high: 0.031 } },
    heterogeneity: { status: 'ok', chi_squared: 61.4, df: 12, p: 0.00002 },
    city_share: measure(share, 1.96 * deviation(share, sizes.reduce((a, b) => a + b, 0))),
    limits: limitsOf(share, Math.min(...sizes), Math.max(...sizes)),
    districts: sized.map((one) => shareRow(one, share, leans[one.id] ?? (draw() - 0.5) * 2.6, draw, true)),
  };
}

function monthsOf(share, n, marks, seed) {
  const draw = random(seed);
  return {
    ...finding('ok', 'p-chart', 'C13', n * 12),
    centre: share,
    months: Array.from({ length: 12 }, (_, at) => {
      const month = at < 2 ? `2025-${11 + at}` : `2026-${String(at - 1).padStart(2, '0')}`;
      const near = 3 * deviation(share, n);
      const off = marks[at] === 'unusual' ? 1.2 : marks[at] === 'long_run' ? 0.4 : (draw() - 0.5) * 0.9;
      if (marks[at] === 'suppressed') return { month, status: 'suppressed', n: null, share: null, low: null, high: null, mark: '' };
      return { month, status: 'ok', n, share: share + off * near, low: Math.max(0, share - near), high: share + near, mark: marks[at] ?? '' };
    }),
  };
}

function timesOf(all) {
  const draw = random(5);
  return {
    ...finding('ok', 'Kaplan-Meier median, log-log interval', 'C11', 9900),
    city: measure(41, 1.2),
    districts: all.map(({ id, n }) => {
      if (n < 20) return { district: id, status: 'too_few', n: null, median: nothing, outside: '', direction: '' };
      const longer = id === 'skarholmen';
      const median = longer ? 58 : 38 + Math.round(draw() * 7);
      return { district: id, status: 'ok', n, median: measure(median, 90 / Math.sqrt(n) + 1), outside: longer ? '998' : '', direction: longer ? 'longer' : '' };
    }),
  };
}

const figures = (same, one_apart, further, half, n) => ({
  ...finding('ok', 'cases rated twice, by how far apart their bands are', '', n),
  same, one_apart, further,
  same_share: measure(same / 100, half, 1),
  alpha: { ...finding('ok', "Krippendorff's alpha, ordinal, bootstrap", 'C1 C5 C14 C16', n), value: 0.66, low: 0.66 - half * 1.6, high: 0.66 + half * 1.5 },
  ac2: { ...finding('ok', "Gwet's AC2, weighted", 'C16', n), value: 0.81, low: 0.81 - half, high: 0.81 + half },
});

const day = (from, days) => new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

function actionsOn(today) {
  const by = { name: 'Sven Chef' };
  const recorded = `${day(today, -60)}T09:00:00.000Z`;
  return [
    { id: 'a1', indicator: 'missing', district: 'farsta', what: 'Be skolorna om frånvaron innan bedömningen börjar.', due_on: day(today, 20), by, recorded_at: recorded, followed_up: null },
    { id: 'a2', indicator: 'agreement', district: 'farsta', what: 'Gå igenom fem dubbla bedömningar på arbetsplatsträffen.', due_on: day(today, -30), by, recorded_at: recorded, followed_up: { at: `${day(today, -25)}T09:00:00.000Z`, outcome: 'Vi läste stegen för umgänge olika. Nu är exemplen samlade.' } },
    { id: 'a3', indicator: 'high_band', district: 'farsta', what: 'Läs tio bedömningar tillsammans med Bromma.', due_on: day(today, -9), by, recorded_at: recorded, followed_up: null },
  ];
}

/** An ordinary city. `own` is the reader's district, or null for an auditor. */
function ordinaryCity(own, today) {
  const all = districts;
  const agreement = { ...figures(78, 20, 2, 0.041, 402), own: own ? figures(71, 26, 3, 0.13, 48) : null };
  return {
    period: { from: '2025-11-01', to: '2026-10-31' },
    instrument: 'lika-36', own, assessments: 10014,
    districts: all.map(({ id, name }) => ({ id, name })),
    agreement,
    high_band: sharesOf(all, 0.28, 3.9, { farsta: 4.1, jarva: 0.6, 'hagersten-alvsjo': -3.4, 'spanga-tensta': 2.8 }, 3),
    overrides_up: sharesOf(all, 0.046, 1.1, { 'hasselby-vallingby': 4.6 }, 11),
    overrides_down: sharesOf(all, 0.031, 0.3, {}, 12),
    missing: sharesOf(all, 0.072, 0.4, { kungsholmen: 3.6 }, 14, 68),
    time: timesOf(all),
    over_time: { ...monthsOf(0.28, 820, { 4: 'unusual' }, 21), own: own ? monthsOf(0.35, 53, { 2: 'suppressed', 7: 'long_run', 8: 'long_run', 9: 'long_run', 10: 'long_run', 11: 'long_run' }, 22) : null },
    actions: actionsOn(today),
  };
}

function withoutNumbers(row, status) {
  const empty = Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? null : value]));
  for (const key of ['adjusted', 'median']) if (key in row) empty[key] = nothing;
  if ('expected_range' in row) empty.expected_range = { low: null, high: null };
  return { ...empty, status, outside: row.outside === undefined ? undefined : '', direction: row.direction === undefined ? undefined : '', ...('mark' in row && { mark: '' }) };
}

const emptyFigures = (status) => {
  const bare = { ...finding(status, 'cases rated twice, by how far apart their bands are', '', 7), same: null, one_apart: null, further: null, same_share: nothing };
  return { ...bare, alpha: { ...finding('undefined_one_category', "Krippendorff's alpha, ordinal, bootstrap", 'C16', 7), ...nothing }, ac2: { ...finding(status, "Gwet's AC2, weighted", 'C16', 7), ...nothing } };
};

/** A city of which hardly anything can be said: too few, hidden, or not to be worked out. */
function silentCity(own, today) {
  const city = ordinaryCity(own, today);
  const statuses = ['too_few', 'suppressed', 'undefined_no_variation'];
  const silence = (rows) => rows.map((row, at) => withoutNumbers(row, statuses[at % 3]));
  const shares = (of, status) => ({ ...of, status, spread: { ...of.spread, status: 'undefined_separation', points: nothing, median_odds_ratio: nothing, vpc: nothing }, heterogeneity: { status: 'undefined_no_variation', chi_squared: null, df: 0, p: null }, city_share: status === 'ok' ? of.city_share : nothing, limits: [], districts: silence(of.districts) });
  const months = (of, status) => ({ ...of, status, centre: null, months: silence(of.months) });
  return {
    ...city, assessments: 12,
    agreement: { ...emptyFigures('undefined_no_pairs'), own: own ? emptyFigures('too_few') : null },
    high_band: shares(city.high_band, 'ok'),
    overrides_up: shares(city.overrides_up, 'too_few'),
    overrides_down: shares(city.overrides_down, 'suppressed'),
    missing: shares(city.missing, 'undefined_no_observations'),
    time: { ...city.time, city: nothing, districts: silence(city.time.districts) },
    over_time: { ...months(city.over_time, 'ok'), own: own ? months(city.over_time.own, 'suppressed') : null },
    actions: [],
  };
}

/** Item by item: `bias` names which items differ, by sex. */
function itemsOf(names, status = 'ok') {
  const draw = random(31);
  const items = names.map((item, at) => ({
    item,
    missing: districts.map(({ id, n }) => {
      const share = draw() ** 3 * 0.4;
      const known = n >= 20 && status === 'ok';
      return { district: id, status: known ? 'ok' : n < 20 ? 'too_few' : status, share: known ? share : null, low: known ? Math.max(0, share - 0.03) : null, high: known ? share + 0.03 : null };
    }),
    bias: ['sex', 'age', ...districts.map(({ id }) => `district:${id}`)].map((group, g) => {
      if (status !== 'ok' || (g > 1 && districts[g - 2].n < 500)) return { group, status: status === 'ok' ? 'too_few' : status, class: '', difference: null, p: null, n: null };
      const large = at === 9 && group === 'sex';
      const some = at === 21 && group === 'district:jarva';
      return { group, status: 'ok', class: large ? 'CC' : some ? 'BB' : 'AA', difference: large ? 0.31 : some ? 0.19 : 0.02, p: large || some ? 0.0004 : 0.4, n: 4100 };
    }),
  }));
  return { items };
}

module.exports = { districts, ordinaryCity, silentCity, itemsOf };
