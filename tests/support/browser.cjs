// SPDX-License-Identifier: EUPL-1.2
// Chromium for the page tests: a fresh profile, no background traffic, every CSP violation and page error noted.
'use strict';
const { createRequire } = require('node:module');
const fs = require('node:fs');
const path = require('node:path');

const web = path.resolve(__dirname, '../../service/web');
const fromWeb = createRequire(path.join(web, 'package.json'));
const { chromium } = fromWeb('playwright-core');
const axeSource = fs.readFileSync(fromWeb.resolve('axe-core/axe.min.js'), 'utf8');

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file));

const launch = () => chromium.launch({ executablePath: executable, headless: true, args: FLAGS });

/** A context whose pages note violations and errors in `notes`. */
async function newContext(browser, options = {}) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1366, height: 768 }, locale: 'sv-SE', ...options });
  const notes = [];
  await context.exposeBinding('noteViolation', (_source, text) => notes.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => window.noteViolation(`CSP ${event.violatedDirective} ${event.blockedURI}`));
  });
  context.on('page', (page) => {
    page.on('pageerror', (error) => notes.push('error ' + error.message));
    page.on('dialog', (dialog) => {
      notes.push('dialog ' + dialog.type());
      void dialog.dismiss();
    });
  });
  return { context, notes };
}

/** axe's violations on the page as "rule: selectors". */
async function axe(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
}

module.exports = { launch, newContext, axe, web };
