// SPDX-License-Identifier: EUPL-1.2
// What the page tests do again and again: sign in, make a case and a draft, rate an item.
'use strict';
const path = require('node:path');
const { createRequire } = require('node:module');
const { newContext, web } = require('./browser.cjs');
const { Client, ofRole, totp } = require('./city.cjs');

const fromWeb = createRequire(path.join(web, 'package.json'));

/** A module of the pages (routes, words), bundled and loaded here. */
function fromPages(entry) {
  const { outputFiles } = fromWeb('esbuild').buildSync({
    absWorkingDir: web,
    entryPoints: [entry],
    bundle: true,
    format: 'cjs',
    write: false,
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, fromWeb);
  return module.exports;
}

/** A fresh browser context in which the user has signed in through the page. */
async function signedIn(stage, user, options = {}) {
  const { context, notes } = await newContext(stage.browser, options);
  const page = await context.newPage();
  await page.goto((options.base ?? stage.service.base) + '/');
  await signInHere(page, user);
  await page.getByRole('button', { name: 'Logga ut' }).waitFor();
  return { context, page, notes };
}

async function signInHere(page, user) {
  await page.getByLabel('Användarnamn').fill(user.username);
  await page.getByLabel('Lösenord').fill(user.password);
  if (user.totp_secret) await page.getByLabel('Engångskod').fill(totp(user.totp_secret));
  await page.getByRole('button', { name: 'Logga in' }).click();
}

/** A case with a draft of the instrument, made through the API for the user. */
async function draftFor(stage, user, instrument, name = 'Prov Provsson') {
  const client = new Client(stage.service.port);
  await client.signIn(user);
  const opened = await client.post('/cases', { subject: { name, born_on: '2010-05-06', sex: 'male' } });
  const begun = await client.post(`/cases/${opened.json.id}/assessments`, { instrument });
  return { client, caseId: opened.json.id, id: begun.json.id };
}

const rate = (page, item, value) => page.locator(`#item-${item} input[value="${value}"]`).check({ force: true });
const writeEvidence = (page, item, words) => page.locator(`#item-${item} textarea`).fill(words);
const allSaved = (page) => page.getByText('✓ Allt är sparat').first().waitFor({ timeout: 8000 });
const worker = (stage, n = 0) => stage.city.users.filter((user) => user.role === 'social_worker' && !user.totp_secret)[n];

module.exports = { fromPages, signedIn, signInHere, draftFor, rate, writeEvidence, allSaved, worker, ofRole };
