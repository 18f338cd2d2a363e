// SPDX-License-Identifier: EUPL-1.2
// Every page of the pages' own route table, for a role that may open it, at three widths: no axe violation, no CSP violation,
// no sideways scroll, no picture text under 9 px, no more script than allowed.
'use strict';
const { Client } = require('../../support/city.cjs');
const { look, settled, weightOf, widths } = require('../../support/look.cjs');
const { agree, openExercise, panelOf, signedInClient } = require('../../support/exercises.cjs');
const { fromPages, signedIn, draftFor, ofRole } = require('../../support/pages.cjs');

/** A signed lika-8 of the case. */
async function signedSmall(client, caseId) {
  const draft = await client.post(`/cases/${caseId}/assessments`, { instrument: 'lika-8' });
  const responses = Object.fromEntries(['I1', 'I3', 'I9', 'F1', 'F4', 'P1', 'P2', 'E1'].map((item, i) => [item, { rating: i % 4, evidence: 'Mentorn berättar.', sources: ['school'], at: new Date().toISOString() }]));
  const saved = await client.patch(`/assessments/${draft.json.id}/responses`, { responses }, { 'If-Match': '"1"', 'X-Editor': 'test' });
  const { scored_level: scored } = saved.json.result;
  await client.post(`/assessments/${draft.json.id}/sign`, { final_level: scored }, { 'If-Match': `"${saved.json.revision}"` });
  return draft.json.id;
}

/** An id for each kind of page, all in one district. */
async function idsOf(stage, user) {
  const draft = await draftFor(stage, user, 'lika-36');
  const small = await signedSmall(draft.client, draft.caseId);
  await draft.client.post(`/cases/${draft.caseId}/offences`, { code: 'robbery', committed_on: '2026-05-01', basis: 'lagford', first: true });
  const concerns = await draft.client.get('/concerns?limit=5');
  const waiting = concerns.json.items.find((one) => one.state === 'received') ?? concerns.json.items[0];
  return { ...(await exercisesOf(stage)), case: draft.caseId, assessment: draft.id, review: draft.id, result: small, concern: waiting.id, instrument: 'lika-36', double_rating: await drawnFor(stage, draft.client, user) };
}

/** One exercise that is open and one that is closed. */
async function exercisesOf(stage) {
  const [first, second] = await Promise.all(panelOf(stage).map((user) => signedInClient(stage, user)));
  await agree(first, second, 'v2-kim-some');
  const open = await openExercise(first, 'Våren', ['v2-kim-some']);
  const closed = await openExercise(first, 'Vintern', ['v2-kim-some']);
  await first.post(`/exercises/${closed}/close`, {});
  return { exercise_vignette: open, exercise_figures: closed, vignette: 'v2-kim-some' };
}

/** A double rating that is the worker's to make: a colleague signs so many cases that every worker of the district gets one. */
async function drawnFor(stage, client, user) {
  const [head, colleague] = [new Client(stage.service.port), new Client(stage.service.port)];
  const workers = stage.city.users.filter((one) => one.role === 'social_worker' && one.district === user.district);
  await head.signIn(ofRole(stage.city, 'supervisor', user.district));
  await colleague.signIn(workers.find((one) => one.username !== user.username && !one.totp_secret));
  for (let n = 0; n < workers.length; n += 1) {
    const opened = await colleague.post('/cases', { subject: { name: `Kollega ${n}`, born_on: '2010-05-06' } });
    await signedSmall(colleague, opened.json.id);
  }
  const due = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await head.post('/double-ratings', { instrument: 'lika-8', count: 50, days: 1, due_on: due });
  return (await client.get('/double-ratings')).json.items.find((row) => row.mine)?.id;
}

async function receiptOf(stage, user, district) {
  const client = new Client(stage.service.port);
  await client.signIn(user);
  const sent = await client.post('/concerns', { subject: { name: 'Kvitto Kvittosson', district }, signs: ['home'], text: 'Eleven vill inte gå hem.', urgency: 'week' });
  return { concern: sent.json.id, instrument: 'lika-36' };
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
      await page.goto(stage.service.base + route.path.replace(':id', id).replace(':place', '1'));
      await settled(page);
      await look(stage, page, `${route.path} ${user.role} ${width}`, notes);
    }
    await context.close();
  }
}

function weigh(stage) {
  const styles = weightOf(stage.build, '.css');
  stage.tally.check('styles weigh at most 10 kB', styles > 500 && styles <= 10 * 1024, `${styles}`);
  console.log(`pages weigh ${weightOf(stage.build, '.js')} bytes of script in all, ${styles} of style, gzipped`);
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
