// SPDX-License-Identifier: EUPL-1.2
import { fill, isOne, language } from '../words';
import { doubleEn } from './words_en';
import type { DoubleKey } from './words_sv';
import { doubleSv } from './words_sv';

type Values = Record<string, string | number>;
type Stem<K> = K extends `${infer S}_other` ? S : never;

/** The words of these pages, which no other page carries. */
export const d = (key: DoubleKey, values?: Values): string =>
  fill((language.value === 'sv' ? doubleSv : doubleEn)[key], values);

export const dPlural = (stem: Stem<DoubleKey>, n: number): string =>
  d(`${stem}_${isOne(n) ? 'one' : 'other'}` as DoubleKey, { n });
