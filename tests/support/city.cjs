// SPDX-License-Identifier: EUPL-1.2
// A demonstration city in a temporary folder, its service, and a client that speaks the API. Used by fault and browser tests.
'use strict';
const { spawn, execFileSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const https = require('node:https');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Makes a city with `lika demo`; gives its folder, users and a way to remove it. */
function makeCity(build, assessments = 60, seed = 7) {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'lika-city-'));
  const folder = path.join(top, 'city');
  execFileSync(path.join(build, 'lika'), ['demo', folder, '--seed', String(seed), '--assessments', String(assessments)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const users = JSON.parse(fs.readFileSync(path.join(folder, 'users.json'), 'utf8'));
  return { folder, users, config: path.join(folder, 'lika.xml'), remove: () => fs.rmSync(top, { recursive: true, force: true }) };
}

/** Starts `lika serve`; resolves when it says ready. `stop` ends it cleanly, `kill` with SIGKILL. */
async function startService(build, city, port) {
  const at = port ?? (await freePort());
  const child = spawn(path.join(build, 'lika'), ['serve', '--config', city.config, '--port', String(at)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('not ready in 20 s: ' + said)), 20000);
    child.stdout.on('data', (chunk) => {
      if (String(chunk).includes('ready https://')) {
        clearTimeout(timer);
        resolve();
      }
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code}: ${said}`));
    });
  });
  const end = (signal) => {
    child.kill(signal);
    return ended;
  };
  return { port: at, base: `https://127.0.0.1:${at}`, pid: child.pid, said: () => said, stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), ended };
}

/** One person's client: cookie, CSRF and JSON. Rejects when the connection breaks. */
class Client {
  constructor(port) {
    this.port = port;
    this.cookie = '';
    this.csrf = '';
    this.agent = new https.Agent({ keepAlive: true, maxSockets: 4, rejectUnauthorized: false });
  }

  request(method, target, body, headers = {}) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const sent = { ...headers };
    if (this.cookie) sent.Cookie = this.cookie;
    if (method !== 'GET') {
      if (this.csrf) sent['X-CSRF-Token'] = this.csrf;
      if (text !== undefined) sent['Content-Type'] = 'application/json';
      sent['Content-Length'] = Buffer.byteLength(text ?? '');
    }
    return new Promise((resolve, reject) => {
      const request = https.request(
        { host: '127.0.0.1', port: this.port, method, path: target, headers: sent, agent: this.agent, timeout: 20000 },
        (answer) => {
          const chunks = [];
          answer.on('data', (chunk) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const raw = Buffer.concat(chunks).toString('utf8');
            let json = null;
            try {
              json = raw ? JSON.parse(raw) : null;
            } catch {
              json = null;
            }
            resolve({ status: answer.statusCode, headers: answer.headers, raw, json });
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error('timeout')));
      request.on('error', reject);
      if (text !== undefined) request.write(text);
      request.end();
    });
  }

  get(target) {
    return this.request('GET', '/api/v1' + target);
  }
  post(target, body, headers) {
    return this.request('POST', '/api/v1' + target, body, headers);
  }
  patch(target, body, headers) {
    return this.request('PATCH', '/api/v1' + target, body, headers);
  }

  async signIn(user) {
    const body = { username: user.username, password: user.password };
    if (user.totp_secret) body.totp = totp(user.totp_secret);
    const answer = await this.post('/session', body);
    if (answer.status !== 200) throw new Error(`sign-in of ${user.role}: ${answer.status} ${answer.raw}`);
    this.cookie = answer.headers['set-cookie'][0].split(';')[0];
    this.csrf = answer.json.csrf;
    return answer.json;
  }

  close() {
    this.agent.destroy();
  }
}

/** RFC 6238 code of now for a base32 secret. */
function totp(secret) {
  const bits = [...secret.replace(/=+$/, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const mac = crypto.createHmac('sha1', key).update(counter).digest();
  const offset = mac[19] & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1000000).padStart(6, '0');
}

const ofRole = (city, role, district) =>
  city.users.find((user) => user.role === role && !user.totp_secret && (district === undefined || user.district === district));

/** Collects named checks and ends with the line ./test reads. */
class Tally {
  passed = 0;
  failed = 0;
  check(name, holds, detail = '') {
    if (holds) this.passed += 1;
    else {
      this.failed += 1;
      console.log(`FAILED ${name} ${detail}`);
    }
    return holds;
  }
  end() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exit(this.failed === 0 && this.passed > 0 ? 0 : 1);
  }
}

module.exports = { makeCity, startService, Client, ofRole, Tally, totp, freePort };
