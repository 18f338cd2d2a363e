// SPDX-License-Identifier: EUPL-1.2
// The pages about consistency on made-up answers: an ordinary city and one where hardly anything can be said, for a
// supervisor and an auditor, at three widths and on paper; and that an action is recorded and followed up.
'use strict';
const { axe } = require('../../support/browser.cjs');
const { itemsOf, ordinaryCity, silentCity } = require('../../support/consistency_city.cjs');
const { madeUp } = require('../../support/pages_alone.cjs');

const widths = [[1366, 768], [390, 844], [320, 640]];
const supervisor = { username: 'sven', name: 'Sven Chef', role: 'supervisor', district: 'farsta' };
const auditor = { username: 'audit', name: 'Anna Granskare', role: 'auditor' };
const today = new Date().toISOString().slice(0, 10);

const names = ['Normbrytande handlingar', 'Ålder vid debut', 'Aggression, hot och våld', 'Impulser och uppmärksamhet', 'Trots och ilska', 'Omtanke och gottgörelse'];
const instrument = {
  id: 'lika-36',
  items: Array.from({ length: 24 }, (_, at) => ({ id: `I${at + 1}`, pole_of: null, text: { sv: names[at % 6], en: `Item ${at + 1}` } })),
};
const rows = { items: [{ id: 'lika-36', version: '1', title: { sv: 'Lika-36', en: 'Lika-36' } }, { id: 'lika-8', version: '1', title: { sv: 'Lika-8', en: 'Lika-8' } }] };
const answersOf = (city, items = itemsOf(instrument.items.map((item) => item.id))) => ({
  'GET /instruments': rows,
  'GET /instruments/lika-36': instrument,
  'GET /consistency': city,
  'GET /consistency/items': items,
});

async function open(stage, user, answers, options) {
  const made = await madeUp(stage, user, answers, options);
  await made.page.goto(stage.service.base + '/consistency');
  await made.page.locator('#actions').waitFor();
  if (user.role === 'auditor') await made.page.locator('#items').waitFor();
  return made;
}

const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const smallTexts = (page) =>
  page.evaluate(() => [...document.querySelectorAll('svg text')].filter((text) => text.getBoundingClientRect().width > 0 && parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 1) < 9).length);
/** Texts that stick out of their picture, or lie on each other. */
const badTexts = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('figure.picture > svg')].flatMap((svg) => {
      const frame = svg.getBoundingClientRect();
      const boxes = [...svg.querySelectorAll('text')].map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() })).filter(({ box }) => box.width > 0);
      const out = boxes.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
      const on = boxes.filter((a, i) => boxes.some((b, j) => j > i && a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top < b.box.bottom - 4 && b.box.top < a.box.bottom - 4));
      return [...out, ...on].map(({ words }) => `${svg.querySelector('title').textContent}: ${words}`);
    }),
  );

async function look(stage, user, kind, answers) {
  for (const [width, height] of widths) {
    const { context, page, notes } = await open(stage, user, answers, { viewport: { width, height } });
    const name = `${kind} ${user.role} ${width}`;
    await page.locator('main details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
    const violations = await axe(page);
    stage.tally.check(`${name}: axe`, violations.length === 0, violations.join('; '));
    stage.tally.check(`${name}: no sideways scroll`, (await sideways(page)) <= 0, `${await sideways(page)} px`);
    stage.tally.check(`${name}: picture text is readable`, (await smallTexts(page)) === 0);
    const bad = await badTexts(page);
    stage.tally.check(`${name}: no picture text is cut off or covered`, bad.length === 0, bad.join('; '));
    const cells = await page.locator('main td').evaluateAll((all) => all.filter((cell) => cell.textContent.trim() === '').length);
    stage.tally.check(`${name}: no cell is blank`, cells === 0, `${cells} blank`);
    const words = await page.locator('main').innerText();
    const raw = words.match(/\b(null|NaN|undefined\w*|too_few|suppressed|[a-z]+_[a-z]+)\b/)?.[0];
    stage.tally.check(`${name}: nothing raw is shown`, raw === undefined, raw);
    stage.tally.check(`${name}: no violation, error or dialog`, notes.length === 0, notes.join('; '));
    await context.close();
  }
}

async function answersFiveQuestions(stage) {
  const { tally } = stage;
  const { context, page } = await open(stage, supervisor, answersOf(ordinaryCity('farsta', today)));
  const words = (await page.locator('main').innerText()).replace(/\u2060/g, '').replace(/\u00a0/g, ' ');
  tally.check('which: the heading names them', /Höga nivåer: fler än väntat i Farsta \(er\) och Spånga-Tensta; färre än väntat i Hägersten-Älvsjö/.test(words));
  tally.check('chance: it is said of each', /Farsta \(er\): Fler bedöms som hög än väntat\. Se över varför\. Mycket större skillnad än slumpen brukar ge\./.test(words) && /Inom det som slumpen ger\./.test(words));
  tally.check('how large: beside what was expected, with what chance allows', /219 av 640 bedömningar fick en hög nivå\. Väntat av stadsdelens ärenden: 172 \(150–194\)/.test(words));
  tally.check('what now: something to look into', (words.match(/Att se över: /g) ?? []).length === 7);
  tally.check('what not: said', /Vad siffrorna inte kan säga/.test(words) && /inte avgöra om den är rätt/.test(words));
  tally.check('agreement in natural numbers', /Av 100 ärenden som bedömdes två gånger fick 78 samma nivå/.test(words) && (await page.locator('.square.same').count()) === 78 + 1);
  tally.check('the spread of the city comes before any district', words.indexOf('Hela staden först') < words.indexOf('Farsta (er): Fler'));
  tally.check('no word of rank or blame', !/sämst|bäst|värst|godkänd|rank|oskälig/i.test(words));
  const named = await page.locator('section[aria-labelledby=high_band] figure .dot-name').allTextContents();
  tally.check('names stand only on what differs and the own', named.sort().join() === 'Farsta (er),Hägersten-Älvsjö,Spånga-Tensta', named.join());
  tally.check('the own district has a ring in each picture of districts', (await page.locator('figure.chart > svg .ring').count()) === 5);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'What the numbers cannot say' }).waitFor();
  const english = await page.locator('main').innerText();
  tally.check('the page is English in English', !/slump|stadsdel|väntat|åtgärd/i.test(english.replace(/Be skolorna.*|Läs tio.*|Gå igenom.*|Vi läste.*/g, '')) && /Within the range chance alone gives\./.test(english), english.match(/.{30}(slump|stadsdel|väntat|åtgärd).{20}/i)?.[0]);
  await context.close();
}

async function saysWhyNot(stage) {
  const { context, page } = await open(stage, supervisor, answersOf(silentCity('farsta', today)));
  const words = await page.locator('main').innerText();
  for (const why of ['För få bedömningar för att säga något (under 20).', 'Döljs för att skydda enskilda.', 'Går inte att räkna: inget ärende har bedömts två gånger.'])
    stage.tally.check(`a silent city says: ${why}`, words.includes(why));
  stage.tally.check('a silent city has no picture', (await page.locator('figure.picture').count()) === 0);
  stage.tally.check('a silent city has no percentage', !/\d\s?%/.test(words), words.match(/.*\d\s?%.*/)?.[0]);
  await context.close();
}

async function recordsAndFollowsUp(stage) {
  const { tally } = stage;
  const city = ordinaryCity('farsta', today);
  const sent = [];
  const answers = {
    ...answersOf(city),
    'POST /consistency/actions': (body) => {
      sent.push(body);
      city.actions.push({ ...body, id: 'new', district: 'farsta', by: { name: 'Sven Chef' }, recorded_at: new Date().toISOString(), followed_up: null });
      return { status: 201, body: { id: 'new' } };
    },
    'POST /consistency/actions/a3/follow-up': (body) => {
      sent.push(body);
      city.actions.find((one) => one.id === 'a3').followed_up = { at: new Date().toISOString(), ...body };
      return { status: 201, body: { id: 'a3' } };
    },
  };
  const { context, page, notes } = await open(stage, supervisor, answers);
  const list = page.locator('section[aria-labelledby=actions] li');
  tally.check('the overdue action comes first and is said at the top', /9 dagar över tiden/.test(await list.first().innerText()) && /1 åtgärd är försenad/.test(await page.locator('main').innerText()));
  const part = page.locator('section[aria-labelledby=missing]');
  await part.getByText('Skriv in en åtgärd').click();
  await part.getByRole('button', { name: 'Spara åtgärden' }).click();
  tally.check('an action without words and day is not sent', (await part.getByRole('alert').innerText()).includes('Skriv vad som ska göras') && sent.length === 0);
  const due = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
  await part.getByLabel('Vad ska göras?').fill('Ring skolan först.');
  await part.getByLabel('Klart senast').fill(due);
  await part.getByRole('button', { name: 'Spara åtgärden' }).click();
  await list.filter({ hasText: 'Ring skolan först.' }).waitFor();
  tally.check('an action is sent with its indicator and day', JSON.stringify(sent[0]) === JSON.stringify({ indicator: 'missing', what: 'Ring skolan först.', due_on: due }), JSON.stringify(sent[0]));
  await list.first().getByText('Följ upp').click();
  await list.first().getByLabel('Vad blev det?').fill('Vi läste lika efter mötet.');
  await list.first().getByRole('button', { name: 'Spara uppföljningen' }).click();
  await page.getByText('Vi läste lika efter mötet.').waitFor();
  tally.check('what came of it is sent and shown, and nothing is overdue', sent[1].outcome === 'Vi läste lika efter mötet.' && !/försenad/.test(await page.locator('main').innerText()));
  tally.check('no violation while recording', notes.length === 0, notes.join('; '));
  await context.close();
}

async function auditorReads(stage) {
  const { tally } = stage;
  const { context, page } = await open(stage, auditor, answersOf(ordinaryCity(null, today)));
  const words = await page.locator('main').innerText();
  tally.check('an auditor has no own district and records nothing', !/\(er\)|Skriv in en åtgärd|Följ upp/.test(words) && (await page.locator('.ring').count()) === 0, words.match(/.{0,30}(\(er\)|Skriv in en åtgärd|Följ upp).{0,30}/)?.[0]);
  tally.check('an auditor reads no name of a person', !words.includes('Sven Chef'));
  tally.check('the item that differs is one to ask the panel about', /I10 .*\n?kön: CC, stor skillnad, fråga panelen/.test(words));
  tally.check('every number can be fetched', (await page.getByRole('link', { name: 'Hämta alla tal (CSV)' }).getAttribute('href')) === '/api/v1/consistency.csv?instrument=lika-36');
  await page.getByText('Svar som saknas, faktor för faktor').click();
  tally.check('the heat table has words in each cell', (await page.locator('.heat').last().locator('td').count()) === 24 * 14);
  await context.close();
}

async function onPaper(stage) {
  const { context, page } = await open(stage, supervisor, answersOf(ordinaryCity('farsta', today)));
  await page.setViewportSize({ width: 688, height: 1000 }); // A4 between its margins
  await page.emulateMedia({ media: 'print' });
  stage.tally.check('on paper the picture text is readable', (await smallTexts(page)) === 0);
  stage.tally.check('on paper nothing is cut off at the side', (await sideways(page)) <= 0, `${await sideways(page)} px`);
  stage.tally.check('on paper there are no forms', !(await page.getByText('Skriv in en åtgärd').first().isVisible()));
  const pages = ((await page.pdf({ format: 'A4', tagged: true })).toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  stage.tally.check('on paper it is at most eight pages', pages >= 2 && pages <= 8, `${pages} pages`);
  await context.close();
}

module.exports = async (stage) => {
  await look(stage, supervisor, 'an ordinary city', answersOf(ordinaryCity('farsta', today)));
  await look(stage, supervisor, 'a silent city', answersOf(silentCity('farsta', today)));
  await look(stage, auditor, 'an ordinary city', answersOf(ordinaryCity(null, today)));
  await look(stage, auditor, 'a silent city', answersOf(silentCity(null, today), itemsOf(instrument.items.map((item) => item.id), 'suppressed')));
  await answersFiveQuestions(stage);
  await saysWhyNot(stage);
  await recordsAndFollowsUp(stage);
  await auditorReads(stage);
  await onPaper(stage);
};
module.exports.alone = true;
