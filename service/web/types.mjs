// SPDX-License-Identifier: EUPL-1.2
// Writes src/api.gen.ts from docs/openapi.json, only when it differs: the pages count as built while no source is newer.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';

const target = new URL('src/api.gen.ts', import.meta.url);
const types = astToString(await openapiTypescript(new URL('../../docs/openapi.json', import.meta.url)));
let present = '';
try {
  present = readFileSync(target, 'utf8');
} catch {
  // not generated yet
}
if (present !== types) writeFileSync(target, types);
