// SPDX-License-Identifier: EUPL-1.2
// node build.mjs [FOLDER]: writes index.html and assets/* (names carry a hash of the content), each with its .gz beside it.
import './types.mjs';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
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

const bundled = await build({
  absWorkingDir: here,
  entryPoints: ['src/main.tsx'],
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  format: 'esm',
  target: 'es2021',
  outdir: fresh,
  entryNames: 'assets/[name]-[hash]',
  chunkNames: 'assets/[name]-[hash]',
  write: false,
  logLevel: 'warning',
});
const outputs = Object.entries(bundled.metafile.outputs).map(([path, about]) => ({ path, ...about }));
const main = outputs.find(({ entryPoint }) => entryPoint === 'src/main.tsx');
const urlOf = (path) => `/assets/${basename(path)}`;

/** What the main script is made of, fetched with it and not after it. The words of a language come beside the session. */
function early() {
  const parts = main.imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => urlOf(path));
  return parts.map((url) => `    <link rel="modulepreload" href="${url}">`).join('\n');
}

rmSync(fresh, { recursive: true, force: true });
mkdirSync(join(fresh, 'assets'), { recursive: true });
for (const file of bundled.outputFiles) write(relative(fresh, file.path), file.contents);
const icon = readFileSync(join(here, 'src/icon.svg'));
const iconName = `assets/icon-${createHash('sha256').update(icon).digest('hex').slice(0, 10)}.svg`;
write(iconName, icon);

const names = { 'main.js': urlOf(main.path), 'main.css': urlOf(main.cssBundle), 'icon.svg': `/${iconName}`, early: early() };
const page = readFileSync(join(here, 'src/index.html'), 'utf8').replace(/ *%([a-z.]+)%/g, (all, name) => {
  if (!names[name]) throw new Error(`index.html names ${name}, which is not built`);
  return name === 'early' ? names[name] : all.replace(`%${name}%`, names[name]);
});
write('index.html', Buffer.from(page));

rmSync(folder, { recursive: true, force: true });
mkdirSync(dirname(folder), { recursive: true });
renameSync(fresh, folder);
