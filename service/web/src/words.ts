// SPDX-License-Identifier: EUPL-1.2
// Words by language. A missing English word is a type error; plurals and dates come from Intl.
import { signal } from '@preact/signals';
import type { Text } from './api';
import { en } from './words/en';
import { sv } from './words/sv';

export type Word = keyof typeof sv;
export type Language = 'sv' | 'en';
export const language = signal<Language>('sv');

export function speak(chosen: Language) {
  language.value = chosen;
  document.documentElement.lang = chosen;
}

const words = () => (language.value === 'sv' ? sv : en);

/** The words of a key with {names} filled in. */
export function t(key: Word, values: Record<string, string | number> = {}): string {
  return words()[key].replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** A word whose key is made from data ("sign_absence"); the data itself when there is none. */
export function tOf(prefix: string, token: string): string {
  const key = `${prefix}_${token.replaceAll('-', '_')}`;
  return key in sv ? t(key as Word) : token;
}

type PluralStem = Word extends infer W ? (W extends `${infer Stem}_one` ? Stem : never) : never;

/** "1 dag", "3 dagar". */
export function many(stem: PluralStem, n: number): string {
  const form = new Intl.PluralRules(language.value).select(n) === 'one' ? 'one' : 'other';
  return t(`${stem}_${form}` as Word, { n });
}

/** A text of an instrument or catalogue in the language of the page, or what there is; with the language it is in. */
export function textOf(text: Text | undefined): { words: string; lang: string } {
  if (!text) return { words: '', lang: language.value };
  const lang = text[language.value] !== undefined ? language.value : (Object.keys(text)[0] ?? language.value);
  return { words: text[lang] ?? '', lang };
}

/** Just the words of `textOf`. */
export const say = (text: Text | undefined) => textOf(text).words;

const zone = { timeZone: 'Europe/Stockholm' } as const;
const locale = () => (language.value === 'sv' ? 'sv-SE' : 'en-GB');
export const day = (at: string) => new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long', year: 'numeric', ...zone }).format(new Date(at));
export const time = (at: string) => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short', ...zone }).format(new Date(at));

/** Today in Stockholm, YYYY-MM-DD. */
export const today = (now = new Date()) => new Intl.DateTimeFormat('sv-SE', zone).format(now);

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86400000);

/** A deadline in words: "3 dagar kvar", "i dag", "2 dagar sen". */
export function clock(due: string, now = today()): string {
  const left = daysBetween(now, due);
  if (left === 0) return t('due_today');
  return left > 0 ? many('days_left', left) : many('days_late', -left);
}
