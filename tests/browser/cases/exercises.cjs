// SPDX-License-Identifier: EUPL-1.2
// A vignette exercise from the panel to the figures: two supervisors set and agree on a rating in the pages, one opens the
// exercise, a worker answers with the keys and sees the panel beside it, the exercise is closed, the city's figures are shown.
'use strict';
const { look, leaks, widths } = require('../../support/look.cjs');
const { fromPages, signedIn, worker } = require('../../support/pages.cjs');
const { answer, laterDay, panelOf, signedInClient } = require('../../support/exercises.cjs');

const vignette = 'v4-mika-unknown'; // the others are agreed on in the demonstration
const title = 'Mika, 17 år: mycket vi inte vet';
const main = (page) => page.locator('main').innerText();

async function panelSets(stage, user) {
  const { context, page, notes } = await signedIn(stage, user);
  await page.getByRole('link', { name: 'Övningar' }).click();
  await page.getByRole('link', { name: title }).click();
  await page.getByText('Panelen har inte satt något än.').waitFor();
  await page.locator('#item-I1 textarea').fill('');
  await page.getByRole('button', { name: 'Sätt bedömningen' }).click();
  stage.tally.check('a rating without its reason is not set', /Skriv skäl: Risk: I1/.test(await page.locator('.error-summary').innerText()));
  await page.locator('#item-I1 textarea').fill('En handling, en gång, enligt polisens anmälan.');
  await page.getByRole('button', { name: 'Sätt bedömningen' }).click();
  await page.getByText('Väntar på att en enhetschef i en annan stadsdel håller med.').waitFor();
  stage.tally.check('who set it is not asked to agree', (await page.getByRole('button', { name: 'Jag håller med' }).count()) === 0);
  await page.goto(`${stage.service.base}/exercises`);
  await page.getByText('Öppna en övning').click();
  stage.tally.check('only what is agreed on can be chosen', (await page.locator('#exercise-vignettes input').count()) === 3);
  await context.close();
  return notes;
}

async function panelAgrees(stage, user) {
  const { context, page } = await signedIn(stage, user);
  await page.goto(`${stage.service.base}/vignettes/${vignette}`);
  await page.getByText('Steg och skäl, del för del').first().click();
  stage.tally.check('the second reads what the first wrote', /En handling, en gång, enligt polisens anmälan\./.test(await main(page)));
  await page.getByRole('button', { name: 'Jag håller med' }).click();
  await page.getByText(/Enig med: /).waitFor();
  await context.close();
}

async function opens(stage, user) {
  const { context, page } = await signedIn(stage, user);
  await page.goto(`${stage.service.base}/exercises`);
  await page.getByText('Öppna en övning').click();
  await page.getByRole('button', { name: 'Öppna för alla stadsdelar' }).click();
  stage.tally.check('what is missing is said', (await page.locator('.error-summary li').count()) === 3);
  await page.getByLabel('Namn på övningen').fill('Hösten');
  await page.getByLabel('Sista dag att svara').fill(laterDay());
  await page.locator(`#exercise-vignettes input[value=${vignette}]`).check({ force: true });
  await page.getByRole('button', { name: 'Öppna för alla stadsdelar' }).click();
  await page.getByRole('heading', { name: 'Hösten' }).waitFor();
  stage.tally.check('the district is counted, not named', /I din stadsdel har 0 gjort minst ett fall/.test(await main(page)));
  await context.close();
}

/** Every item by its digit; the focus moves on by itself. "?" stays, so the digit after it answers the same item and the last is left. */
async function answersByKeys(stage, user) {
  const { tally } = stage;
  const { context, page, notes } = await signedIn(stage, user);
  const asked = [];
  page.on('response', async (reply) => {
    if (/\/api\/v1\/exercises/.test(reply.url()) && reply.request().method() === 'GET') asked.push(await reply.text().catch(() => ''));
  });
  await page.getByRole('link', { name: 'Övningar' }).click();
  await page.getByRole('link', { name: title }).click();
  await page.locator('#item-I1').waitFor();
  await page.waitForTimeout(300);
  tally.check('nothing that was fetched tells the panel or what it was written to be', asked.length > 1 && !asked.some((text) => /v4-mika-unknown|enligt polisens anmälan/.test(text)) && !/"panel_level":"/.test(asked.at(-1)) && /"feedback":null/.test(asked.at(-1)));
  await page.getByRole('button', { name: 'Klar' }).click();
  tally.check('an empty answer is not done, and it is said why', /72 kvar att bedöma/.test(await page.locator('.error-summary').innerText()));
  await page.locator('#item-I1 input').first().focus();
  const items = await page.locator('.item[id]').count();
  for (let i = 0; i < items; ++i) await page.keyboard.press(i === 3 ? '?' : '1');
  await page.getByRole('button', { name: 'Till den första som saknas' }).click();
  const left = await page.evaluate(() => document.activeElement.closest('.item')?.id);
  tally.check('the first that is missing gets the focus', left !== undefined && left !== null, String(left));
  await page.keyboard.press('2');
  await page.getByText('✓ Allt är sparat').waitFor();
  await page.getByText('72 av 72 besvarade').waitFor();
  await page.reload();
  await page.getByText('72 av 72 besvarade').waitFor();
  tally.check('what was saved is there after a reload', await page.locator('#item-I1 input[value="1"]').isChecked());
  await page.locator('#final-level input').last().focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Klar' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Du och panelen' }).waitFor();
  const words = await main(page);
  tally.check('the own level stands beside the panel with its direction', /Du satte .+\. Panelen satte .+: du ligger (\d nivåer|en nivå) högre\./.test(words), words.slice(0, 300));
  tally.check('the panel gives its reason, and what differs is listed', /Panelens skäl/.test(words) && /Det ni bedömde olika: \d+ av 72/.test(words));
  for (const [width, height] of widths) {
    await page.setViewportSize({ width, height });
    await look(stage, page, `feedback ${width}`, notes);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByRole('link', { name: 'Till övningarna' }).click();
  await page.getByText('Du har gjort 1 av 1. På 0 satte du samma nivå som panelen.').waitFor();
  await context.close();
}

/** Enough others for the city to be told; by the API. */
async function othersAnswer(stage, but, exercise, first) {
  const { ratings } = (await first.get(`/vignettes/${vignette}`)).json;
  const others = stage.city.users.filter((user) => user.role === 'social_worker' && !user.totp_secret && user !== but).slice(0, 5);
  for (const [i, user] of others.entries()) await answer(await signedInClient(stage, user), exercise, ratings[0].items, i === 0 ? 'low' : 'some');
}

async function closes(stage, user, auditor) {
  const { tally } = stage;
  const { context, page, notes } = await signedIn(stage, user);
  await page.goto(`${stage.service.base}/exercises`);
  await page.getByText('Avsluta övningen: Hösten').click();
  await page.locator('article', { hasText: 'Hösten' }).getByRole('button', { name: 'Ja, avsluta' }).click();
  await page.getByRole('link', { name: /Så svarade stadsdelarna ?: Hösten/ }).click();
  await page.getByRole('heading', { name: /Av svaren i hela staden ligger \d+ % \(\d+–⁠?\d+ %\) på panelens nivå/ }).waitFor();
  const words = await main(page);
  tally.check('a district with few who answered is not told', /för få, under 5/.test(words));
  tally.check('no name of one who answered is there', !stage.city.users.some((one) => one.role === 'social_worker' && words.includes(one.name)));
  tally.check('nothing raw is shown', !/\b(null|NaN|undefined\w*|too_few|suppressed)\b/.test(words), words.match(/.{20}(null|NaN|undefined|too_few|suppressed).{10}/)?.[0]);
  await context.close();
  const audited = await signedIn(stage, auditor);
  await audited.page.goto(`${stage.service.base}/exercises`);
  await audited.page.getByRole('link', { name: /Så svarade stadsdelarna ?: Hösten/ }).click();
  await audited.page.getByRole('heading', { name: 'Stadsdelarna', exact: true }).waitFor();
  tally.check('an auditor sees every district', (await audited.page.locator('table').first().locator('tbody tr').count()) > 5);
  for (const [width, height] of widths) {
    await audited.page.setViewportSize({ width, height });
    await look(stage, audited.page, `figures ${width}`, audited.notes);
  }
  await english(stage, audited.page);
  await audited.context.close();
  tally.check('no violation, error or dialog', notes.length === 0, notes.join('; '));
}

async function english(stage, page) {
  const { exercisesSv } = fromPages('src/words/exercises_sv.ts');
  const { exercisesEn } = fromPages('src/words/exercises_en.ts');
  const swedish = Object.keys(exercisesSv).map((key) => exercisesSv[key]).filter((words) => !words.includes('{') && words.length > 2);
  stage.tally.check('a Swedish page is found by the same search', (await leaks(page, swedish)).length > 0);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: exercisesEn.figures_limits }).waitFor();
  const found = await leaks(page, swedish);
  stage.tally.check('the figures are English in English', found.length === 0, found.join(' | '));
}

module.exports = async (stage) => {
  const [first, second] = panelOf(stage);
  const answering = worker(stage, 0);
  await panelSets(stage, first);
  await panelAgrees(stage, second);
  await opens(stage, second);
  await answersByKeys(stage, answering);
  const client = await signedInClient(stage, first);
  const exercise = (await client.get('/exercises')).json.items.find((one) => one.title === 'Hösten').id;
  await othersAnswer(stage, answering, exercise, client);
  await closes(stage, first, stage.city.users.find((user) => user.role === 'auditor'));
};
