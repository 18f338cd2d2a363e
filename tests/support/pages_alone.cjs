// SPDX-License-Identifier: EUPL-1.2
// The built pages without the service: files with the service's own security headers, and made-up answers in the browser.
'use strict';
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { newContext } = require('./browser.cjs');

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** The policy as the service writes it, read from its source so that the two cannot differ. */
function policy() {
  const source = fs.readFileSync(path.join(__dirname, '../../service/detail/write_reply.cpp'), 'utf8');
  const [, quoted] = /Content-Security-Policy: ([\s\S]*?)\\r\\n/.exec(source);
  return quoted.replace(/"\s*"/g, '');
}

/** Serves a build's pages; a path that is no file is index.html. */
async function servePages(build) {
  const folder = path.join(build, 'share/pages');
  const headers = { 'Content-Security-Policy': policy() };
  const server = http.createServer((request, reply) => {
    const wanted = path.join(folder, path.normalize(request.url.split('?')[0]));
    const file = path.extname(wanted) && fs.existsSync(wanted) ? wanted : path.join(folder, 'index.html');
    reply.writeHead(200, { ...headers, 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream' });
    fs.createReadStream(file).pipe(reply);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { base: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((resolve) => server.close(resolve)) };
}

const json = (status, body) => ({ status, contentType: 'application/json', body: JSON.stringify(body) });

/** A page signed in as `user` whose calls get `answers`, by method and path; a function is given the request's body. */
async function madeUp(stage, user, answers, options = {}) {
  const { context, notes } = await newContext(stage.browser, options);
  const session = { user: { district: null, ...user }, csrf: 'made-up', draft_key: Buffer.alloc(32).toString('base64') };
  const all = { 'GET /session': session, ...answers };
  await context.route('**/api/v1/**', (route) => {
    const { pathname } = new URL(route.request().url());
    const name = `${route.request().method()} ${pathname.replace('/api/v1', '')}`;
    const answer = all[name];
    if (answer === undefined) return route.fulfill(json(404, { reason: 'not_found', faults: [] }));
    const given = typeof answer === 'function' ? answer(route.request().postDataJSON()) : { status: 200, body: answer };
    return route.fulfill(json(given.status, given.body));
  });
  const page = await context.newPage();
  return { context, page, notes };
}

module.exports = { servePages, madeUp };
