// SPDX-License-Identifier: EUPL-1.2
import type { Problem } from '../api';
import { problemWords } from '../parts/problem_words';
import { fill, language } from '../words';
import { exercisesEn } from '../words/exercises_en';
import { exercisesSv } from '../words/exercises_sv';

const words = { sv: exercisesSv, en: exercisesEn };
export type ExerciseKey = keyof typeof exercisesSv;

/** Words of the pages about exercises, in the reader's language. */
export const say = (key: ExerciseKey, values?: Record<string, string | number>): string =>
  fill(words[language.value][key], values);

const isKey = (key: string): key is ExerciseKey => key in exercisesSv;

/** What went wrong, in these pages' own words where they have some. */
export function whyNot(problem: Problem): string {
  const key = `problem_${problem.reason}`;
  return isKey(key) ? say(key) : problemWords(problem);
}
