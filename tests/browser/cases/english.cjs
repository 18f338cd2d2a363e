// SPDX-License-Identifier: EUPL-1.2
// The English switch: no Swedish word of the pages outside lang="sv", on every page a social worker opens; and back again.
'use strict';
const { leaks, onlySwedish } = require('../../support/look.cjs');
const { signedIn, draftFor, worker } = require('../../support/pages.cjs');

module.exports = async (stage) => {
  const { tally } = stage;
  const swedish = onlySwedish();
  tally.check('there are Swedish words to look for', swedish.length > 200, String(swedish.length));
  const user = worker(stage, 0);
  const draft = await draftFor(stage, user, 'lika-8', 'Eng Lishman');
  await draft.client.post(`/cases/${draft.caseId}/offences`, { code: 'robbery', committed_on: '2026-05-01', basis: 'lagford', first: true });
  const { context, page } = await signedIn(stage, user);
  tally.check('a Swedish page is found by the same search', (await leaks(page, swedish)).length > 0);
  await page.getByText('English').click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  for (const to of ['/cases', '/cases/new', `/cases/${draft.caseId}`, `/assessments/${draft.id}`, `/assessments/${draft.id}/review`, '/concerns', '/concern/new', '/instruments', '/instruments/lika-36', '/accessibility']) {
    await page.goto(stage.service.base + to);
    await page.locator('main h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    const found = await leaks(page, swedish);
    tally.check(`${to.replace(draft.id, ':id').replace(draft.caseId, ':id')} in English`, found.length === 0, found.slice(0, 5).join(' | '));
    tally.check('the page says it is English', (await page.locator('html').getAttribute('lang')) === 'en');
  }
  await page.getByText('Svenska').click();
  const swedishAgain = page.getByRole('button', { name: 'Logga ut' });
  await swedishAgain.waitFor({ timeout: 5000 }).catch(() => undefined);   // the words are fetched
  tally.check('and back', await swedishAgain.isVisible());
  await context.close();
};
