// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { clockWords, fill, plural, speak, textIn, tokenWords } from '../../../service/web/src/words';
import { en } from '../../../service/web/src/words/en';
import { sv } from '../../../service/web/src/words/sv';

const names = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

before(() => speak('sv'));

test('every phrase has words in both languages', () => {
  for (const [key, words] of [...Object.entries(sv), ...Object.entries(en)]) assert.notEqual(words.trim(), '', key);
});

test('a phrase is filled in with the same values in both languages', () => {
  for (const key of Object.keys(sv) as (keyof typeof sv)[]) assert.deepEqual(names(sv[key]), names(en[key]), key);
});

test('every plural form has its other form', () => {
  for (const key of Object.keys(sv)) {
    if (key.endsWith('_one')) assert.ok(key.replace(/_one$/, '_other') in sv, key);
    if (key.endsWith('_other') && names(sv[key as keyof typeof sv]).includes('{n}')) assert.ok(key.replace(/_other$/, '_one') in sv, key);
  }
});

test('one is spoken of as one', async () => {
  assert.equal(plural('not_known_count', 1), '1 okänd');
  assert.equal(plural('not_known_count', 0), '0 okända');
  await speak('en');
  assert.equal(plural('cases_count', 1), '1 case');
  assert.equal(plural('cases_count', 2), '2 cases');
  await speak('sv');
});

test('a clock says in words how many days are left', () => {
  assert.equal(clockWords('2026-03-05', '2026-03-02'), '3 dagar kvar');
  assert.equal(clockWords('2026-03-03', '2026-03-02'), '1 dag kvar');
  assert.equal(clockWords('2026-03-02', '2026-03-02'), 'Sista dagen i dag');
  assert.equal(clockWords('2026-03-01', '2026-03-02'), '1 dag över tiden');
});

test('a text without the reader’s language names the language it is in', () => {
  assert.deepEqual(textIn({ en: 'Not at all' }, 'sv'), { words: 'Not at all', lang: 'en' });
  assert.deepEqual(textIn({ sv: 'Inte alls', en: 'Not at all' }, 'sv'), { words: 'Inte alls' });
  assert.deepEqual(textIn({}, 'sv'), { words: '' });
});

test('an unknown token of the service is shown as it is, not as nothing', () => {
  assert.equal(tokenWords('action', 'case_read'), 'ärende läst');
  assert.equal(tokenWords('action', 'vault_moved'), 'vault moved');
});

test('a value that is not given stays visible as its name', () => {
  assert.equal(fill('{n} av {all}', { n: 1 }), '1 av {all}');
});
