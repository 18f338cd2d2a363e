// SPDX-License-Identifier: EUPL-1.2
import type { Measure } from '../api';
import { locale } from '.';

const dash = '–\u2060'; // no line ends within an interval

type Show = (value: number) => string;

export const showNumber = (value: number, digits = 0): string =>
  new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** A share in percent; under a tenth with one decimal, so that small shares can be told apart. */
export function showShare(share: number, digits = share < 0.0995 ? 1 : 0): string {
  return new Intl.NumberFormat(locale(), {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
}

export const showMonth = (month: string, form: 'short' | 'long' = 'long'): string =>
  new Intl.DateTimeFormat(locale(), { month: form, ...(form === 'long' && { year: 'numeric' }), timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  );

export function showP(p: number): string {
  return p < 0.001 ? `p\u00a0<\u00a0${showNumber(0.001, 3)}` : `p\u00a0=\u00a0${showNumber(p, 3)}`;
}

/** A number with its interval, "28 (24–33)". Without an interval there is no number to show: null. */
export function intervalWords(measure: Measure, show: Show): string | null {
  const { value, low, high } = measure;
  if (value === null || low === null || high === null) return null;
  return `${show(value)} (${show(low)}${dash}${show(high)})`;
}

/** From one share to another, the sign said once: "24–33 %". */
export const shareRange = (low: number, high: number, digits?: number): string =>
  `${showNumber(low * 100, digits ?? (high < 0.0995 ? 1 : 0))}${dash}${showShare(high, digits)}`;

/** A share with its interval, all three with as many decimals: "28 % (24–33 %)". */
export function shareWords({ value, low, high }: Measure): string | null {
  if (value === null || low === null || high === null) return null;
  const digits = value < 0.0995 ? 1 : 0;
  return `${showShare(value, digits)} (${shareRange(low, high, digits)})`;
}
