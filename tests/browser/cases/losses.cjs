// SPDX-License-Identifier: EUPL-1.2
// The eight ways to lose an answer (reload, reload at once, half-typed text, no net, closed tab without net, session end, second
// browser, conflict) lose none; and nothing readable stays on the computer.
'use strict';
const net = require('node:net');
const { axe } = require('../../support/browser.cjs');
const { signedIn, signInHere, draftFor, rate, writeEvidence, allSaved, worker } = require('../../support/pages.cjs');

/** A relay in front of the service that can be cut: Chromium's own offline switch lets requests of a closing page through. */
async function relay(port) {
  const open = new Set();
  let cut = false;
  const server = net.createServer((near) => {
    if (cut) return near.destroy();
    const far = net.connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => (open.delete(socket), near.destroy(), far.destroy()));
    }
    near.pipe(far).pipe(near);
    return undefined;
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `https://127.0.0.1:${server.address().port}`,
    cut: () => {
      cut = true;
      for (const socket of open) socket.destroy();
    },
    mend: () => (cut = false),
    close: () => (server.close(), [...open].forEach((socket) => socket.destroy())),
  };
}

/** What the service holds for an item. */
async function held(draft, item) {
  const answer = await draft.client.get(`/assessments/${draft.id}`);
  return answer.json.responses[item] ?? {};
}
async function becomes(draft, item, wanted, patience = 8000) {
  const until = Date.now() + patience;
  let last;
  do {
    last = await held(draft, item);
    if (Object.entries(wanted).every(([key, value]) => last[key] === value)) return true;
    await new Promise((resolve) => setTimeout(resolve, 150));
  } while (Date.now() < until);
  console.log(`held for ${item}: ${JSON.stringify(last)}, wanted ${JSON.stringify(wanted)}`);
  return false;
}

const openForm = async (page, base, id) => {
  await page.goto(`${base}/assessments/${id}`);
  await page.locator('#item-I1').waitFor();
};

async function reloads({ stage, draft, page, base, tally }) {
  await rate(page, 'I1', 2);
  await allSaved(page);
  await page.reload();
  await page.locator('#item-I1').waitFor();
  tally.check('reload', await page.locator('#item-I1 input[value="2"]').isChecked());

  await rate(page, 'I3', 1);
  await page.reload();
  await page.locator('#item-I3').waitFor();
  tally.check('reload at once', (await becomes(draft, 'I3', { rating: 1 })) && (await page.locator('#item-I3 input[value="1"]').isChecked()));

  await page.locator('#item-I9 textarea').pressSequentially('Halvskriven men', { delay: 15 });
  await page.reload();
  await page.locator('#item-I9').waitFor();
  tally.check('half-typed text', (await becomes(draft, 'I9', { evidence: 'Halvskriven men' })) && (await page.locator('#item-I9 textarea').inputValue()) === 'Halvskriven men');
  void stage, base;
}

async function withoutNet({ draft, page, line, tally }) {
  line.cut();
  await rate(page, 'F1', 3);
  await writeEvidence(page, 'F1', 'Skrivet utan nät.');
  await page.getByText('Ingen förbindelse').first().waitFor({ timeout: 20000 });
  tally.check('no net is said in words', true);
  line.mend();
  tally.check('no net', await becomes(draft, 'F1', { rating: 3, evidence: 'Skrivet utan nät.' }, 25000));
  await allSaved(page);
}

async function closedWithoutNet({ draft, context, page, line, base, tally }) {
  line.cut();
  await rate(page, 'F4', 2);
  await writeEvidence(page, 'F4', 'Stängd flik utan nät.');
  await page.waitForTimeout(400);
  await page.close();
  line.mend();
  const again = await context.newPage();
  await openForm(again, base, draft.id);
  tally.check('closed tab without net', await becomes(draft, 'F4', { rating: 2, evidence: 'Stängd flik utan nät.' }, 15000));
  return again;
}

async function sessionEnd({ draft, user, context, page, tally }) {
  await context.clearCookies();
  await rate(page, 'P1', 1);
  await writeEvidence(page, 'P1', 'Skrivet efter utloggning.');
  await page.getByText('Du är utloggad.').first().waitFor({ timeout: 10000 });
  const violations = await axe(page);
  tally.check('the page that asks for the password has no axe violation', violations.length === 0, violations.join('; '));
  tally.check('the page stands when the session ends', (await page.locator('#item-P1 textarea').inputValue()) === 'Skrivet efter utloggning.');
  await signInHere(page, user);
  tally.check('session end', await becomes(draft, 'P1', { rating: 1, evidence: 'Skrivet efter utloggning.' }, 10000));
}

async function secondBrowser({ stage, draft, user, page, tally }) {
  await page.locator('#item-P2').waitFor();
  const second = await signedIn(stage, user);
  await openForm(second.page, stage.service.base, draft.id);
  await rate(second.page, 'P2', 3);
  await writeEvidence(second.page, 'P2', 'Från den andra webbläsaren.');
  await allSaved(second.page);
  await rate(page, 'E1', 2);
  tally.check('second browser: both are kept', (await becomes(draft, 'E1', { rating: 2 })) && (await becomes(draft, 'P2', { rating: 3 })));
  await page.waitForFunction(() => document.querySelector('#item-P2 input[value="3"]').checked, undefined, { timeout: 5000 }).catch(() => undefined);
  tally.check('second browser: the other one is shown', await page.locator('#item-P2 input[value="3"]').isChecked());
  return second;
}

async function conflict({ draft, second, page, line, tally }) {
  line.cut();
  await writeEvidence(page, 'I1', 'Min version.');
  await page.waitForTimeout(900);
  await writeEvidence(second.page, 'I1', 'Den andras version.');
  await allSaved(second.page);
  line.mend();
  const choice = page.locator('#item-I1').getByRole('button', { name: 'Behåll mitt' });
  await choice.waitFor({ timeout: 25000 });
  const shown = await page.locator('#item-I1').innerText();
  tally.check('conflict: both versions are shown', shown.includes('Min version.') && shown.includes('Den andras version.'));
  const violations = await axe(page);
  tally.check('the conflict has no axe violation', violations.length === 0, violations.join('; '));
  await choice.click();
  tally.check('conflict: the chosen one is kept', await becomes(draft, 'I1', { evidence: 'Min version.' }));
}

/** Bytes of the browser's own store, in every table, as text. */
async function readableLeft(page, words) {
  const dump = await page.evaluate(async () => {
    const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const table of database.objectStoreNames) {
        const store = database.transaction(table).objectStore(table);
        const all = await new Promise((resolve) => (store.getAll().onsuccess = (event) => resolve(event.target.result)));
        const keys = await new Promise((resolve) => (store.getAllKeys().onsuccess = (event) => resolve(event.target.result)));
        const words = (thing) => (thing instanceof ArrayBuffer ? String.fromCharCode(...new Uint8Array(thing)) : ArrayBuffer.isView(thing) ? String.fromCharCode(...thing) : typeof thing === 'object' && thing ? Object.values(thing).map(words).join(' ') : String(thing));
        texts.push(words(all), words(keys));
      }
      database.close();
    }
    return texts.join('\n');
  });
  return { size: dump.length, found: words.filter((word) => dump.includes(word)) };
}

module.exports = async (stage) => {
  const { tally } = stage;
  const user = worker(stage, 0);
  const draft = await draftFor(stage, user, 'lika-8', 'Tapp Tappsson');
  const line = await relay(stage.service.port);
  const { context, page: first, notes } = await signedIn(stage, user, { base: line.base });
  await openForm(first, line.base, draft.id);
  const scene = { stage, draft, user, context, page: first, line, base: line.base, tally };
  await reloads(scene);
  await withoutNet(scene);
  scene.page = await closedWithoutNet(scene);
  await sessionEnd(scene);
  scene.second = await secondBrowser(scene);
  await conflict(scene);

  line.cut();
  await writeEvidence(scene.page, 'I9', 'Hemlig anteckning som väntar.');
  await scene.page.waitForTimeout(700);
  const left = await readableLeft(scene.page, ['Hemlig', 'anteckning', 'Tapp', 'rating', user.username]);
  tally.check('a waiting draft is on the computer', left.size > 60, `${left.size} characters`);
  tally.check('and nothing of it is readable', left.found.length === 0, left.found.join());
  line.mend();
  tally.check('and it arrives', await becomes(draft, 'I9', { evidence: 'Hemlig anteckning som väntar.' }, 25000));
  const undo = scene.page.getByRole('button', { name: 'Ångra' }).first();
  await rate(scene.page, 'I3', 3);
  await undo.click();
  tally.check('undo brings the last rating back', await becomes(draft, 'I3', { rating: 1 }));
  tally.check('no CSP violation, error or dialog', notes.filter((note) => !/ERR_|fetch/i.test(note)).length === 0, notes.join('; '));
  await scene.second.context.close();
  await context.close();
  line.close();
};
