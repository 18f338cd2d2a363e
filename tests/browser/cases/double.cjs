// SPDX-License-Identifier: EUPL-1.2
// A double rating from the draw to the talk, against the real service; and its pages on made-up answers at three widths.
'use strict';
const { Client, ofRole } = require('../../support/city.cjs');
const { signedIn, rate, writeEvidence, allSaved } = require('../../support/pages.cjs');
const { look, settled, widths } = require('../../support/look.cjs');
const { madeUp } = require('../../support/pages_alone.cjs');

const items = ['I1', 'I3', 'I9', 'F1', 'F4', 'P1', 'P2', 'E1'];
const name = 'Dubbel Dubbelsson';
const firstSaw = 'Bara den första har sett detta';
const inDays = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

/** A case of the worker with a signed lika-8: every item 2. */
async function signedCase(stage, user) {
  const client = new Client(stage.service.port);
  await client.signIn(user);
  const opened = await client.post('/cases', { subject: { name, born_on: '2010-05-06', sex: 'female' } });
  const draft = await client.post(`/cases/${opened.json.id}/assessments`, { instrument: 'lika-8' });
  const responses = Object.fromEntries(items.map((item) => [item, { rating: 2, evidence: firstSaw, sources: ['school'], at: new Date().toISOString() }]));
  const saved = await client.patch(`/assessments/${draft.json.id}/responses`, { responses }, { 'If-Match': '"1"', 'X-Editor': 'test' });
  const { scored_level: level } = saved.json.result;
  await client.post(`/assessments/${draft.json.id}/sign`, { final_level: level }, { 'If-Match': `"${saved.json.revision}"` });
  return { id: opened.json.id, assessment: draft.json.id };
}

async function draws(stage, head) {
  const { tally } = stage;
  const { context, page, notes } = await signedIn(stage, head);
  await page.goto(stage.service.base + '/cases');
  await page.getByRole('link', { name: 'Dubbelbedömningar i stadsdelen' }).click();
  await page.getByRole('heading', { name: 'Lotta ärenden' }).waitFor();
  await page.getByRole('button', { name: 'Lotta', exact: true }).click();
  tally.check('a draw without number and day is not sent', /Skriv ett antal från 1 till 50/.test(await page.getByRole('alert').innerText()));
  await page.getByLabel('Instrument', { exact: true }).selectOption('lika-8');
  await page.getByLabel('Hur många?').fill('50');
  await page.getByLabel('Signerade hur många dagar tillbaka?').fill('1');
  await page.getByLabel('Klara senast').fill(inDays(20));
  await page.getByRole('button', { name: 'Lotta', exact: true }).click();
  await page.getByText(/av 50 är lottade\. Fler gick inte att lotta/).waitFor();
  const row = page.locator('article').filter({ hasText: name });
  const words = await row.innerText();
  tally.check('the supervisor follows who assesses and how far it is', /inte påbörjad/.test(words) && /Bedöms på nytt av /.test(words), words);
  tally.check('nothing was violated while drawing', notes.length === 0, notes.join('; '));
  await context.close();
  return /Bedöms på nytt av (.*)\./.exec(words)[1];
}

async function ratesBlind(stage, rater, made) {
  const { tally } = stage;
  const { context, page, notes } = await signedIn(stage, rater);
  await page.goto(stage.service.base + '/cases');
  await page.getByText(/att bedöma på nytt\./).waitFor();
  await page.getByRole('link', { name: 'Gå till det du ska bedöma' }).click();
  const card = page.locator('article').filter({ hasText: name });
  await card.getByRole('link', { name: /Läs ärendet/ }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByText('Andras bedömningar av det visas när du har signerat din.').waitFor();
  tally.check('the case opens without a reason, without its assessments and without a way to begin another', !/Starta |Resultat/.test(await page.locator('main').innerText()));
  await page.goto(`${stage.service.base}/assessments/${made.assessment}/result`);
  await page.getByText('Du ska själv bedöma ärendet först.').waitFor();
  tally.check('the first assessment does not open', !(await page.content()).includes(firstSaw));
  await page.goto(stage.service.base + '/double-ratings');
  await card.getByRole('button', { name: /Börja bedöma/ }).click();
  await page.locator('#item-I1').waitFor();
  tally.check('the form is empty', (await page.locator('.item input:checked').count()) === 0);
  const [path, saved] = [new URL(page.url()).pathname, []];
  for (const [at, item] of items.entries()) {
    await rate(page, item, at === 0 ? '0' : '2');
    if (at > 0) await writeEvidence(page, item, 'Egen iakttagelse vid två möten.');
  }
  await allSaved(page);
  await page.reload();
  await page.locator('#item-I1').waitFor();
  saved.push(await page.locator('.item input:checked').count());
  tally.check('what was rated is there after a reload', saved[0] === items.length, `${saved[0]}`);
  await page.goto(`${stage.service.base}${path}/review`);
  await page.getByText('Inget saknas.').waitFor();
  await page.locator('#final-level input').last().check({ force: true });
  const code = page.locator('#override-code');
  if (await code.count()) {
    await code.selectOption('severity');
    await page.locator('#override-reason').fill('Det allvarliga är hur länge det har pågått, se anteckning.');
    tally.check('an override of the second needs nobody to approve it', !/godkänner/.test(await page.locator('main form').innerText()));
  }
  await page.getByRole('button', { name: 'Signera', exact: true }).click();
  await page.waitForURL(/\/result$/);
  await page.getByRole('link', { name: 'Till dubbelbedömningarna' }).click();
  await page.getByRole('link', { name: new RegExp(`Jämför: ${name}`) }).click();
  await page.getByRole('heading', { name: `Två bedömningar av ${name}` }).waitFor();
  await page.getByText(/Lika på 7 av 8 faktorer/).waitFor();
  const words = await page.locator('main').innerText();
  tally.check('where they differ both answers stand with what each saw', words.includes(firstSaw) && /2 steg ifrån varandra/.test(words), words.slice(0, 800));
  await page.getByRole('button', { name: 'Spara samtalet' }).click();
  tally.check('an empty talk is not sent', /Skriv vad ni kom fram till/.test(await page.getByRole('alert').innerText()));
  await page.getByLabel('Vad läste ni olika').fill('Vi räknade olika tid på I1.');
  await page.getByRole('button', { name: 'Spara samtalet' }).click();
  await page.locator('.quoted', { hasText: 'Vi räknade olika tid på I1.' }).waitFor();
  tally.check('nothing was violated while rating', notes.length === 0, notes.join('; '));
  await context.close();
}

async function theFirstReads(stage, user) {
  const { context, page } = await signedIn(stage, user);
  await page.goto(stage.service.base + '/double-ratings');
  await page.getByRole('link', { name: new RegExp(`Jämför: ${name}`) }).click();
  await page.locator('.quoted', { hasText: 'Vi räknade olika tid på I1.' }).waitFor();
  stage.tally.check('who assessed first reads the comparison and the talk', (await page.getByRole('button', { name: 'Spara samtalet' }).count()) === 0);
  await page.goto(stage.service.base + '/cases');
  await page.getByText('ärende', { exact: false }).first().waitFor();
  await context.close();
}

const supervisor = { username: 'sven', name: 'Sven Chef', role: 'supervisor', district: 'farsta' };
const worker = { username: 'wilma', name: 'Wilma Worker', role: 'social_worker', district: 'farsta' };
const at = '2026-03-02T09:10:00.000Z';
const rowOf = (id, state, more = {}) => ({
  id, case: `c-${id}`, subject: { name: `Kim Långtefternamnsson-Testarsson ${id}` }, instrument: { id: 'lika-8', version: '1.0', digest: 'sha256:00' }, state, mine: false, assessment: null,
  first_assessor: { name: 'Bo Först' }, rater: { name: 'Alva Andra' }, rater_left: false, drawn_at: at, due_on: inDays(5), done_at: state === 'done' ? at : null, discussed: false, given_back: [], ...more,
});
const texts = (sv, en) => ({ sv, en });
const options = ['Stämmer inte alls eller har aldrig hänt', 'Har hänt någon gång', 'Händer ofta', 'Händer nästan jämt och hindrar vardagen'].map((sv, rating) => ({ rating, anchor: texts(sv, `Anchor ${rating}`) }));
const instrument = {
  id: 'lika-8', version: '1.0', title: texts('Lika-8', 'Lika-8'), levels: [{ id: 'low', label: texts('Låg', 'Low') }, { id: 'high', label: texts('Hög', 'High') }],
  items: Array.from({ length: 6 }, (_, i) => ({ id: `I${i}`, entered: true, pole_of: null, text: texts(`Normbrytande handlingar ${i}`, `Item ${i}`), options })),
};
const response = (rating) => ({ rating, evidence: 'Läraren beskriver två händelser i februari.', sources: [], at, editor: 'e' });
const ratedBy = (who, level, ratings) => ({
  id: `a-${who}`, assessor: { name: who }, signed_at: at, scored_level: 'low', final_level: level, override: null,
  responses: Object.fromEntries(ratings.map((rating, i) => [`I${i}`, rating === null ? { missing: 'not_known', evidence: '', sources: [], at, editor: 'e' } : response(rating)])),
});
const comparison = { first: ratedBy('Bo Först', 'low', [0, 1, 2, 3, null, 2]), second: ratedBy('Alva Andra', 'high', [0, 2, 2, 0, 1, 2]) };
const answersFor = (rows) => ({
  'GET /instruments': { items: [{ id: 'lika-8', version: '1.0', title: texts('Lika-8', 'Lika-8') }, { id: 'lika-36', version: '1.0', title: texts('Lika-36', 'Lika-36') }] },
  'GET /instruments/lika-8': instrument,
  'GET /cases': { items: [{ id: 'c', subject: { name: 'Kim' }, assigned_to_me: true, due_at: inDays(9), next_step: 'follow_up' }], next_cursor: null },
  'GET /double-ratings': { items: rows, next_cursor: null },
  'GET /double-ratings/d': { ...rowOf('d', 'done', { mine: true }), comparison, discussion: null },
  'GET /double-ratings/w': { ...rowOf('w', 'begun'), comparison: null, discussion: null },
});

async function looks(stage) {
  const of = [
    [supervisor, answersFor([rowOf('a', 'drawn'), rowOf('b', 'begun', { rater_left: true, given_back: [{ rater: { name: 'Nils Nära' }, at, reason: 'Jag är granne med familjen.' }] }), rowOf('c', 'cancelled'), rowOf('d', 'done', { discussed: true })])],
    [worker, answersFor([rowOf('a', 'drawn', { mine: true, first_assessor: null }), rowOf('b', 'begun', { mine: true, first_assessor: null, assessment: 'x' }), rowOf('d', 'done', { mine: true })])],
  ];
  for (const [user, answers] of of)
    for (const [width, height] of widths)
      for (const path of ['/double-ratings', '/double-ratings/d', '/double-ratings/w', '/cases']) {
        const { context, page, notes } = await madeUp(stage, user, answers, { viewport: { width, height } });
        await page.goto(stage.service.base + path);
        await settled(page);
        await page.locator('main details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
        await look(stage, page, `${path} ${user.role} ${width}`, notes);
        if (process.env.LIKA_SHOTS) await page.screenshot({ path: `${process.env.LIKA_SHOTS}/${user.role}-${path.replace(/\W+/g, '_')}-${width}.png`, fullPage: true });
        const raw = (await page.locator('main').innerText()).match(/\b(null|NaN|undefined|only_one|one_apart|[a-z]+_[a-z]+)\b|\{\w+\}/)?.[0];
        stage.tally.check(`${path} ${user.role} ${width}: nothing raw is shown`, raw === undefined, raw);
        await context.close();
      }
}

async function english(stage) {
  const { context, page } = await madeUp(stage, worker, answersFor([rowOf('a', 'drawn', { mine: true })]));
  for (const [path, words] of [['/double-ratings', 'To assess again'], ['/double-ratings/d', 'Factor by factor']]) {
    await page.goto(stage.service.base + path);
    await settled(page);
    const button = page.getByRole('button', { name: 'English' });
    if (await button.count()) await button.click();
    await page.getByText(words).first().waitFor();
    const swedish = (await page.locator('main').innerText()).match(/\b(bedöm\w*|och|inte|steg|lottas)\b/i)?.[0];
    stage.tally.check(`${path} is English in English`, swedish === undefined, swedish);
  }
  await context.close();
}

module.exports = async (stage) => {
  const head = stage.city.users.find((user) => user.role === 'supervisor');
  const user = ofRole(stage.city, 'social_worker', head.district);
  const made = await signedCase(stage, user);
  const chosen = await draws(stage, head);
  const rater = stage.city.users.find((one) => one.name === chosen && one.district === head.district);
  if (!stage.tally.check('the rater is another worker of the district', rater !== undefined && rater.username !== user.username && rater.role === 'social_worker', chosen)) return;
  await ratesBlind(stage, rater, made);
  await theFirstReads(stage, user);
  await looks(stage);
  await english(stage);
};
