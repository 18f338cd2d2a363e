// SPDX-License-Identifier: EUPL-1.2
// missed.cjs BRANCHES.json EXCEPTIONS ROOT: branches never taken one way, against the list of exceptions.
// An exception is a line "FILE | the line's code | reason"; it must still be missed, so the list cannot grow stale.
'use strict';
const fs = require('fs'), path = require('path');
const [branchesFile, exceptionsFile, root] = process.argv.slice(2);

const scope = ['completions', 'decisions', 'evaluate', 'known', 'levels', 'nearest_change', 'plan', 'progress', 'reading',
  'scale_score', 'smallest_shift', 'trace'].map(name => `engine/detail/${name}.cpp`)
  .concat(['engine/score.cpp', 'engine/events.cpp', 'engine/flags.cpp', 'engine/points.cpp']);

/** Every branch of a file, counted over all instantiations: [line, taken when true, taken when false]. */
function branchesOf(file) {
  const counts = new Map();
  for (const [line, column, endLine, endColumn, yes, no] of file.branches) {
    const key = `${line}:${column}:${endLine}:${endColumn}`;
    const before = counts.get(key) || [line, 0, 0];
    counts.set(key, [line, before[1] + yes, before[2] + no]);
  }
  return [...counts.values()];
}

function missedIn(file, name) {
  const lines = fs.readFileSync(path.join(root, name), 'utf8').split('\n');
  const missed = branchesOf(file).filter(([, yes, no]) => yes === 0 || no === 0);
  return [...new Set(missed.map(([line]) => line))].map(line => ({ line, entry: `${name} | ${lines[line - 1].trim()}` }));
}

const found = [];
let branches = 0, files = 0;
for (const file of JSON.parse(fs.readFileSync(branchesFile)).data[0].files) {
  const name = scope.find(one => path.resolve(root, file.filename).endsWith('/' + one));
  if (!name) continue;
  ++files;
  branches += branchesOf(file).length;
  found.push(...missedIn(file, name));
}
if (files !== scope.length) throw new Error(`${files} of ${scope.length} files were measured`);

const listed = fs.readFileSync(exceptionsFile, 'utf8').split('\n').filter(line => line && !line.startsWith('#'));
const reasons = new Map(listed.map(line => [line.split(' | ').slice(0, 2).join(' | '), line.split(' | ').slice(2).join(' | ')]));
const unlisted = found.filter(({ entry }) => !reasons.get(entry));
const stale = [...reasons.keys()].filter(entry => !found.some(one => one.entry === entry));
for (const { line, entry } of unlisted) console.log(`missed, line ${line}: ${entry}`);
for (const entry of stale) console.log(`listed, but taken both ways or gone: ${entry}`);
console.log(`${branches} branches of ${files} files; ${found.length} lines missed, ${reasons.size} of them listed with a reason`);
process.exit(unlisted.length + stale.length ? 1 : 0);
