// SPDX-License-Identifier: EUPL-1.2
// node build.mjs [FOLDER]: writes index.html and assets/* (names carry a hash of the content), each with its .gz beside it.
import './types.mjs';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? join(here, '../../build/release/share/pages'));
const fresh = `${folder}.new`;

function write(name, bytes) {
  writeFileSync(join(fresh, name), bytes);
  writeFileSync(join(fresh, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}

function writeHashed(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const hashed = `assets/${name.replace(/(\.[^.]+)$/, `-${hash}$1`)}`;
  write(hashed, bytes);
  return `/${hashed}`;
}

const bundled = await build({
  entryPoints: [join(here, 'src/main.tsx')],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2021',
  outdir: fresh,
  write: false,
  logLevel: 'warning',
});

rmSync(fresh, { recursive: true, force: true });
mkdirSync(join(fresh, 'assets'), { recursive: true });
const names = {};
for (const file of bundled.outputFiles) names[basename(file.path)] = writeHashed(basename(file.path), file.contents);
names['icon.svg'] = writeHashed('icon.svg', readFileSync(join(here, 'src/icon.svg')));

const page = readFileSync(join(here, 'src/index.html'), 'utf8').replace(/%([a-z.]+)%/g, (_all, name) => {
  if (!names[name]) throw new Error(`index.html names ${name}, which is not built`);
  return names[name];
});
write('index.html', Buffer.from(page));

rmSync(folder, { recursive: true, force: true });
mkdirSync(dirname(folder), { recursive: true });
renameSync(fresh, folder);
