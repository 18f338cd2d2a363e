// SPDX-License-Identifier: EUPL-1.2
import type { Problem } from '../api';
import { problemWords } from '../parts/problem_words';
import { wordsOf } from '../words';
import { exercisesEn } from '../words/exercises_en';
import { exercisesSv } from '../words/exercises_sv';

export type ExerciseKey = keyof typeof exercisesSv;

/** Words of the pages about exercises, in the reader's language. */
export const say = wordsOf<ExerciseKey>({ sv: exercisesSv, en: exercisesEn });

const isKey = (key: string): key is ExerciseKey => key in exercisesSv;

/** What went wrong, in these pages' own words where they have some. */
export function whyNot(problem: Problem): string {
  const key = `problem_${problem.reason}`;
  return isKey(key) ? say(key) : problemWords(problem);
}
