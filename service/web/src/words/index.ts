// SPDX-License-Identifier: EUPL-1.2
import { effect, signal } from '@preact/signals';
import type { Text } from '../api';
import { clockState, dayOf } from '../days';
import type { sv } from './sv';

export type Language = 'sv' | 'en';
export type Key = keyof typeof sv;
type PluralStem<K> = K extends `${infer Stem}_other` ? Stem : never;
type PluralKey = PluralStem<Key>;
type Values = Record<string, string | number>;

const words: Partial<Record<Language, Record<Key, string>>> = {};
const bring: Record<Language, () => Promise<Record<Key, string>>> = {
  sv: async () => (await import('./sv')).sv,
  en: async () => (await import('./en')).en,
};
const inBrowser = typeof document !== 'undefined';

function remembered(): Language {
  try {
    return inBrowser && localStorage.getItem('language') === 'en' ? 'en' : 'sv';
  } catch {
    return 'sv'; // storage may be switched off
  }
}

export const language = signal<Language>(remembered());

/** Fetches a language's words and then speaks it; when they cannot be had, the pages keep the language they have. */
export async function speak(wanted: Language): Promise<void> {
  words[wanted] ??= await bring[wanted]();
  language.value = wanted;
}

export function rememberLanguage(): void {
  effect(() => {
    document.documentElement.lang = language.value;
    try {
      localStorage.setItem('language', language.value);
    } catch {
      // the choice then lasts as long as the page
    }
  });
}

/** Puts values where the words say {name}. */
export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => (name in values ? String(values[name]) : all));
}

/** The words of a page that no other page carries, in the reader's language. */
export const wordsOf =
  <K extends string>(words: Record<Language, Record<K, string>>) =>
  (key: K, values?: Values): string =>
    fill(words[language.value][key], values);

export function t(key: Key, values?: Values): string {
  return fill(words[language.value]![key], values);
}

export const isKey = (key: string): key is Key => key in words[language.value]!;

/** The words of a token that comes from the service; the token itself when there are none. */
export function tokenWords(stem: string, token: string): string {
  const key = `${stem}_${token}`;
  return isKey(key) ? t(key) : token.replace(/_/g, ' ');
}

export const isOne = (n: number): boolean => new Intl.PluralRules(language.value).select(n) === 'one';

/** The plural form for a count, which stands in the words as {n}. */
export function plural(stem: PluralKey, n: number, values?: Values): string {
  return t(`${stem}_${isOne(n) ? 'one' : 'other'}` as Key, { n, ...values });
}

export const locale = (): string => (language.value === 'sv' ? 'sv-SE' : 'en-GB');

export function showDay(day: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );
}

export function showTime(instant: string): string {
  return new Intl.DateTimeFormat(locale(), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Stockholm',
  }).format(new Date(instant));
}

/** A statutory clock in words: "3 dagar kvar". */
export function clockWords(dueOn: string, today = dayOf(new Date())): string {
  const { state, days } = clockState(dueOn, today);
  if (state === 'over') return plural('days_over', days);
  if (state === 'last_day') return t('last_day');
  return plural('days_left', days);
}

/** Whether a text says anything: without a language it does not. */
export const hasWords = (text: Text): boolean => Object.keys(text).length > 0;

/** An instrument's text in the reader's language, or in one it has, with that language named. */
export function textIn(text: Text, wanted: Language = language.value): { words: string; lang?: string } {
  if (text[wanted]) return { words: text[wanted] };
  const other = Object.keys(text)[0];
  return other ? { words: text[other] ?? '', lang: other } : { words: '' };
}
