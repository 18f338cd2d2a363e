// SPDX-License-Identifier: EUPL-1.2
import type { Content } from './drafts';

/** One step that can be undone: what an item held before. */
export interface Step {
  item: string;
  kind: 'response' | 'evidence' | 'sources';
  before: Content;
  at: number; // milliseconds
}

export const undoLimit = 50;
const oneThoughtMs = 2000;

/** Adds a step. Letters typed in one go are one step. */
export function addStep(steps: readonly Step[], step: Step): Step[] {
  const last = steps[steps.length - 1];
  const typedOn =
    last &&
    last.kind === 'evidence' &&
    step.kind === 'evidence' &&
    last.item === step.item &&
    step.at - last.at < oneThoughtMs;
  if (typedOn) return [...steps.slice(0, -1), { ...last, at: step.at }];
  return [...steps, step].slice(-undoLimit);
}

/** Takes the last step off. */
export function takeStep(steps: readonly Step[]): { step: Step | undefined; rest: Step[] } {
  return { step: steps[steps.length - 1], rest: steps.slice(0, -1) };
}
