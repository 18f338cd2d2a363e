// SPDX-License-Identifier: EUPL-1.2
import { isOne, wordsOf } from '../words';
import { doubleEn } from '../words/double_en';
import type { DoubleKey } from '../words/double_sv';
import { doubleSv } from '../words/double_sv';

type Stem<K> = K extends `${infer S}_other` ? S : never;

/** The words of these pages, which no other page carries. */
export const d = wordsOf<DoubleKey>({ sv: doubleSv, en: doubleEn });

export const dPlural = (stem: Stem<DoubleKey>, n: number): string =>
  d(`${stem}_${isOne(n) ? 'one' : 'other'}` as DoubleKey, { n });
