// SPDX-License-Identifier: EUPL-1.2
// Every page of the pages' own route table, for a role that may open it, at three widths: no axe violation, no CSP violation,
// no sideways scroll, no picture text under 9 px. And what the pages weigh.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { axe } = require('../../support/browser.cjs');
const { Client } = require('../../support/city.cjs');
const { fromPages, signedIn, draftFor, ofRole } = require('../../support/pages.cjs');

const widths = [[1366, 768], [390, 844], [320, 640]];

/** An id for each kind of page, all in one district. */
async function idsOf(stage, user) {
  const draft = await draftFor(stage, user, 'lika-36');
  const small = await draft.client.post(`/cases/${draft.caseId}/assessments`, { instrument: 'lika-8' });
  const responses = Object.fromEntries(['I1', 'I3', 'I9', 'F1', 'F4', 'P1', 'P2', 'E1'].map((item, i) => [item, { rating: i % 4, evidence: 'Mentorn berättar.', sources: ['school'], at: new Date().toISOString() }]));
  const saved = await draft.client.patch(`/assessments/${small.json.id}/responses`, { responses }, { 'If-Match': '"1"', 'X-Editor': 'test' });
  const { scored_level: scored } = saved.json.result;
  await draft.client.post(`/assessments/${small.json.id}/sign`, { final_level: scored }, { 'If-Match': `"${saved.json.revision}"` });
  await draft.client.post(`/cases/${draft.caseId}/offences`, { code: 'robbery', committed_on: '2026-05-01', basis: 'lagford', first: true });
  const concerns = await draft.client.get('/concerns?limit=5');
  const waiting = concerns.json.items.find((one) => one.state === 'received') ?? concerns.json.items[0];
  return { case: draft.caseId, assessment: draft.id, review: draft.id, result: small.json.id, concern: waiting.id, instrument: 'lika-36' };
}

async function receiptOf(stage, user, district) {
  const client = new Client(stage.service.port);
  await client.signIn(user);
  const sent = await client.post('/concerns', { subject: { name: 'Kvitto Kvittosson', district }, signs: ['home'], text: 'Eleven vill inte gå hem.', urgency: 'week' });
  return { concern: sent.json.id, instrument: 'lika-36' };
}

const settled = async (page) => {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => !/Hämtar …/.test(document.body.innerText));
};

async function look(page, name, tally, notes) {
  const violations = await axe(page);
  tally.check(`${name}: axe`, violations.length === 0, violations.join('; '));
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  tally.check(`${name}: no sideways scroll`, sideways <= 0, `${sideways} px`);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('svg text')].filter((text) => {
      const size = parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 1);
      return text.textContent.trim() !== '' && text.getBoundingClientRect().width > 0 && size < 9;
    }).length,
  );
  tally.check(`${name}: picture text is readable`, small === 0, `${small} texts under 9 px`);
  tally.check(`${name}: no violation, error or dialog`, notes.length === 0, notes.join('; '));
  notes.length = 0;
}

async function walk(stage, user, ids, routes) {
  for (const [width, height] of widths) {
    const { context, page, notes } = await signedIn(stage, user, { viewport: { width, height } });
    for (const route of routes) {
      const id = ids[route.page];
      if (route.path.includes(':') && !id) {
        stage.tally.check(`${route.path} has an id to be tried with`, false);
        continue;
      }
      await page.goto(stage.service.base + route.path.replace(/:\w+/, id));
      await settled(page);
      await look(page, `${route.path} ${user.role} ${width}`, stage.tally, notes);
    }
    await context.close();
  }
}

function weigh(stage) {
  const folder = path.join(stage.build, 'share/pages/assets');
  const weight = (ending) => fs.readdirSync(folder).filter((name) => name.endsWith(`${ending}.gz`)).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
  stage.tally.check('scripts weigh at most 60 kB', weight('.js') > 1000 && weight('.js') <= 60 * 1024, `${weight('.js')}`);
  stage.tally.check('styles weigh at most 10 kB', weight('.css') > 500 && weight('.css') <= 10 * 1024, `${weight('.css')}`);
  console.log(`pages weigh ${weight('.js')} bytes of script, ${weight('.css')} of style, gzipped`);
}

module.exports = async (stage) => {
  weigh(stage);
  const { routes, mayOpen } = fromPages('src/routes.ts');
  stage.tally.check('the route table is not empty', routes.length > 10);
  const head = stage.city.users.find((user) => user.role === 'supervisor');
  const worker = ofRole(stage.city, 'social_worker', head.district);
  const school = ofRole(stage.city, 'school_team');
  const ids = await idsOf(stage, worker);
  const open = (role) => routes.filter((route) => mayOpen(route, role));
  const seen = new Set();
  const fresh = (role) => open(role).filter((route) => !seen.has(route.path) && seen.add(route.path));
  await walk(stage, worker, ids, fresh('social_worker'));
  await walk(stage, head, ids, [...fresh('supervisor'), ...open('supervisor').filter((route) => route.page === 'cases')]);
  await walk(stage, school, await receiptOf(stage, school, worker.district), open('school_team').filter((route) => ['start', 'concerns', 'concern'].includes(route.page)));
  for (const role of ['auditor', 'administrator']) await walk(stage, ofRole(stage.city, role), ids, [...fresh(role), ...open(role).filter((route) => route.page === 'start')]);
  stage.tally.check('every route was looked at', routes.every((route) => seen.has(route.path)), routes.filter((route) => !seen.has(route.path)).map((route) => route.path).join());
};
