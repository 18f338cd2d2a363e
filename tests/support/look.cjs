// SPDX-License-Identifier: EUPL-1.2
// What must hold of every page at every width, and the search for words left in Swedish.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { axe } = require('./browser.cjs');
const { fromPages } = require('./pages.cjs');

const widths = [[1366, 768], [390, 844], [320, 640]];

/** The bytes on the wire of a build's files with an ending, or of the named ones. */
function weightOf(build, ending, named) {
  const folder = path.join(build, 'share/pages/assets');
  const files = fs.readdirSync(folder).filter((name) => name.endsWith(`${ending}.gz`) && (!named || named.has(name.replace(/\.gz$/, ''))));
  return files.reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
}

/** What the scripts that the page has fetched weigh. */
async function scriptsOf(stage, page) {
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname.replace(/.*\//, '')));
  return weightOf(stage.build, '.js', new Set(names));
}

const settled = async (page) => {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => !/Hämtar …/.test(document.body.innerText));
};

/** Checks what must hold of every page at every width, and of what was fetched to show it. */
async function look(stage, page, name, notes) {
  const { tally } = stage;
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
  const weight = await scriptsOf(stage, page);
  tally.check(`${name}: scripts weigh at most 60 kB`, weight > 1000 && weight <= 60 * 1024, `${weight}`);
  tally.check(`${name}: no violation, error or dialog`, notes.length === 0, notes.join('; '));
  notes.length = 0;
}

/** Words that are only in the Swedish set; those with {names} are left out. */
function onlySwedish() {
  const { sv } = fromPages('src/words/sv.ts');
  const { en } = fromPages('src/words/en.ts');
  const english = new Set(Object.values(en));
  return Object.values(sv).filter((words) => !english.has(words) && !words.includes('{') && words.length > 2);
}

/** Swedish words on an English page outside lang="sv". */
const leaks = (page, swedish) =>
  page.evaluate((list) => {
    const known = new Set(list);
    const found = [];
    const marked = (element) => ![null, document.documentElement].includes(element.closest('[lang=sv]'));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent.trim();
      if (known.has(text) && !marked(walker.currentNode.parentElement)) found.push(text);
    }
    for (const element of document.querySelectorAll('[aria-label],[placeholder],[title]'))
      for (const name of ['aria-label', 'placeholder', 'title'])
        if (known.has(element.getAttribute(name) ?? '') && !marked(element)) found.push(`${name}: ${element.getAttribute(name)}`);
    return found;
  }, swedish);

module.exports = { leaks, look, onlySwedish, scriptsOf, settled, weightOf, widths };
