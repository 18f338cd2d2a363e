// SPDX-License-Identifier: EUPL-1.2
// node build.mjs [FOLDER]: writes index.html and assets/ (names with a digest of their content, .gz beside each).
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = path.dirname(new URL(import.meta.url).pathname);
const folder = path.resolve(process.argv[2] ?? path.join(here, '../../build/release/share/pages'));
const assets = path.join(folder, 'assets');

const result = await build({
  absWorkingDir: here,
  entryPoints: { app: 'src/main.tsx', style: 'src/style.css' },
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  write: false,
  outdir: assets,
  legalComments: 'none',
});

rmSync(assets, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
const write = (file, bytes) => {
  writeFileSync(file, bytes);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
};
const names = {};
for (const file of result.outputFiles) {
  const digest = createHash('sha256').update(file.contents).digest('hex').slice(0, 12);
  const { name, ext } = path.parse(file.path);
  names[name] = `${name}-${digest}${ext}`;
  write(path.join(assets, names[name]), file.contents);
}
const icon = readFileSync(path.join(here, 'src/icon.svg'));
writeFileSync(path.join(assets, 'icon.svg'), icon);
const page = readFileSync(path.join(here, 'src/index.html'), 'utf8').replace('STYLE', `/assets/${names.style}`).replace('APP', `/assets/${names.app}`);
write(path.join(folder, 'index.html'), page);
console.log(readdirSync(assets).join(' '));
