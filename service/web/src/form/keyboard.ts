// SPDX-License-Identifier: EUPL-1.2
/** Keys act only while one of an item's options has the focus. Of these only a digit moves on, and that can be switched off. */
interface KeyTargets {
  ratings: readonly number[];
  choose: (rating: number) => void;
  chooseNotKnown: () => void;
  advance: boolean;
}

const optionsOf = (item: Element): HTMLInputElement[] => [
  ...item.querySelectorAll<HTMLInputElement>('input[type=radio]:not(:disabled)'),
];

function focusItem(item: Element | null | undefined): void {
  if (!item) return;
  const options = optionsOf(item);
  const target = options.find((option) => option.checked) ?? options[0];
  target?.focus({ preventScroll: true });
  item.scrollIntoView({ block: 'nearest' });
}

export function focusItemById(id: string): void {
  focusItem(document.getElementById(`item-${id}`));
}

function nextItem(item: Element): Element | undefined {
  const items = [...document.querySelectorAll('.item')];
  return items.slice(items.indexOf(item) + 1).find((one) => optionsOf(one).length > 0);
}

export function onItemKey(event: KeyboardEvent, targets: KeyTargets): void {
  const option = event.target as HTMLElement;
  if (!(option instanceof HTMLInputElement) || option.type !== 'radio') return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const item = event.currentTarget as Element;
  if (event.key === '?') {
    event.preventDefault();
    targets.chooseNotKnown();
    item.querySelector<HTMLInputElement>('input[value=not_known]')?.focus();
    return;
  }
  if (!/^[0-9]$/.test(event.key) || !targets.ratings.includes(Number(event.key))) return;
  event.preventDefault();
  targets.choose(Number(event.key));
  if (targets.advance) focusItem(nextItem(item) ?? item);
  else item.querySelector<HTMLInputElement>(`input[value="${event.key}"]`)?.focus();
}
