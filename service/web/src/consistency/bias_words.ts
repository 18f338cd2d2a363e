// SPDX-License-Identifier: EUPL-1.2
import type { ConsistencyItem, ItemBias } from '../api';
import { t } from '../words';
import type { Names } from './finding_words';
import { statusCell } from './finding_words';

/** "kön", "ålder" or a district's name. */
export function groupWords(group: string, name: Names): string {
  if (group === 'sex' || group === 'age') return t(`bias_group_${group}`);
  return name(group.replace(/^district:/, ''));
}

/** Whether the panel should be asked: B and C, in one letter or two. */
export const isFound = (bias: ItemBias): boolean => bias.status === 'ok' && /^[BC]/.test(bias.class);

export function sizeWords(bias: ItemBias): string {
  return t(bias.class.startsWith('C') ? 'bias_large' : bias.class.startsWith('B') ? 'bias_moderate' : 'bias_small');
}

/** A cell in words: the class and whom to ask, or why there is none. */
export function biasCell(bias: ItemBias | undefined): string {
  if (!bias) return statusCell('undefined');
  if (bias.status === 'too_few') return t('bias_too_few');
  if (bias.status !== 'ok' || bias.class === '') return statusCell(bias.status);
  return isFound(bias) ? `${bias.class}, ${t('bias_ask')}` : bias.class;
}

export const itemsFound = (items: readonly ConsistencyItem[]): ConsistencyItem[] =>
  items.filter((item) => item.bias.some(isFound));

/** How dark a cell is, 0 to 4: by fixed steps, so that a dark cell means the same on every page. */
export function shade(share: number): number {
  return [0.05, 0.1, 0.2, 0.4].filter((step) => share >= step).length;
}
