// SPDX-License-Identifier: EUPL-1.2
// Vignette exercises through the API: a panel of two agrees, an exercise is opened, workers answer.
'use strict';
const { Client } = require('./city.cjs');

const vignettes = ['v1-lo-low', 'v2-kim-some', 'v3-robin-high', 'v4-mika-unknown'];
const withoutReason = (items) => Object.fromEntries(Object.entries(items).map(([id, { reason, ...said }]) => [id, said]));

async function signedInClient(stage, user) {
  const client = new Client(stage.service.port);
  await client.signIn(user);
  return client;
}

/** Supervisors of two districts. */
function panelOf(stage) {
  const heads = stage.city.users.filter((user) => user.role === 'supervisor' && !user.totp_secret);
  return [heads[0], heads.find((user) => user.district !== heads[0].district)];
}

/** The proposal is set by the first and agreed on by the second; what it was. */
async function agree(first, second, vignette) {
  const { proposal, version } = (await first.get(`/vignettes/${vignette}`)).json;
  const set = await first.post(`/vignettes/${vignette}/ratings`, { version, ...proposal });
  const agreed = await second.post(`/vignettes/${vignette}/ratings/${set.json.id}/agreement`, {});
  if (agreed.status !== 201) throw new Error(`agreement: ${agreed.status} ${agreed.raw}`);
  return proposal;
}

const laterDay = () => new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);

async function openExercise(first, title, chosen) {
  const opened = await first.post('/exercises', { title, last_day: laterDay(), vignettes: chosen });
  if (opened.status !== 201) throw new Error(`opening: ${opened.status} ${opened.raw}`);
  return opened.json.id;
}

/** Answers the first vignette with these responses and this level. */
async function answer(client, exercise, items, level) {
  const path = `/exercises/${exercise}/vignettes/1`;
  const saved = await client.patch(path, { responses: withoutReason(items) });
  const done = await client.post(`${path}/done`, { final_level: level });
  if (saved.status !== 200 || done.status !== 200) throw new Error(`answer: ${saved.status} ${done.status} ${done.raw}`);
}

module.exports = { agree, answer, laterDay, openExercise, panelOf, signedInClient, vignettes };
