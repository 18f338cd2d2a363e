// SPDX-License-Identifier: EUPL-1.2
// What is fetched when: the words of one language, a large page when it is opened; and what is said when it cannot be had.
'use strict';
const { madeUp } = require('../../support/pages_alone.cjs');
const { ordinaryCity } = require('../../support/consistency_city.cjs');
const { scriptsOf } = require('../../support/look.cjs');

const head = { username: 'chef', name: 'Sven Chef', role: 'supervisor', district: 'farsta' };
const answers = {
  'GET /instruments': { items: [] },
  'GET /consistency': ordinaryCity('farsta', '2026-11-27'),
};
const names = (page) => page.evaluate(() => performance.getEntriesByType('resource').map((one) => one.name.replace(/.*\//, '')));
const fetched = async (page, start) => (await names(page)).some((name) => name.startsWith(start) && name.endsWith('.js'));

async function inOneLanguage(stage) {
  const { tally } = stage;
  const { context, page, notes } = await madeUp(stage, head, answers);
  await page.goto(`${stage.service.base}/instruments`);
  await page.locator('main h1').waitFor();
  tally.check('a Swedish page has no English words to carry', !(await fetched(page, 'en-')));
  const light = await scriptsOf(stage, page);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  tally.check('the words of a language come when it is chosen', await fetched(page, 'en-'));
  await page.goto(`${stage.service.base}/consistency`);
  await page.locator('#limits').waitFor();
  const weight = await scriptsOf(stage, page);
  tally.check('an English page carries no Swedish words', !(await fetched(page, 'sv-')));
  tally.check('a page carries no other large page', light + 5000 < weight, `${light} beside ${weight}`);
  tally.check('the largest page weighs at most 60 kB of script in English', weight > 1000 && weight <= 60 * 1024, `${weight}`);
  tally.check('fetching makes no violation, error or dialog', notes.length === 0, notes.join('; '));
  await context.close();
}

async function wordsMissing(stage) {
  const { tally } = stage;
  const { context, page } = await madeUp(stage, head, answers);
  await context.route('**/assets/en-*.js', (route) => route.abort());
  await page.goto(`${stage.service.base}/instruments`);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Tjänsten går inte att nå').first().waitFor({ state: 'attached' });
  tally.check('without the words of a language the page keeps the one it has', await page.getByRole('button', { name: 'Logga ut' }).isVisible());
  await context.close();
}

async function pageMissing(stage) {
  const { tally } = stage;
  const { context, page } = await madeUp(stage, head, answers);
  await context.route('**/assets/consistency-*.js', (route) => route.abort());
  await page.goto(`${stage.service.base}/consistency`);
  const again = page.getByRole('button', { name: 'Försök igen' });
  await again.waitFor();
  tally.check('a page that cannot be had says so and keeps the menu', await page.locator('nav a[href="/cases"]').isVisible());
  await context.unroute('**/assets/consistency-*.js');
  await again.click();
  await page.locator('#limits').waitFor();
  tally.check('and comes when it can', await page.locator('#high_band').isVisible());
  await context.close();
}

async function fetchedWhenNeeded(stage) {
  await inOneLanguage(stage);
  await wordsMissing(stage);
  await pageMissing(stage);
}

module.exports = Object.assign(fetchedWhenNeeded, { alone: true });
