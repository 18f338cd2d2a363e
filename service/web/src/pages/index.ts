// SPDX-License-Identifier: EUPL-1.2
import type { PageComponent } from '../parts/fetched_page';
import { fetchedPage } from '../parts/fetched_page';
import type { PageName } from '../routes';
import { AccessibilityPage } from './accessibility';
import { ApprovalsPage } from './approvals';
import { CasePage } from './case';
import { CasesPage } from './cases';
import { ConcernPage } from './concern';
import { ConcernsPage } from './concerns';
import { InstrumentPage } from './instrument';
import { InstrumentsPage } from './instruments';
import { LogPage } from './log';
import { NewCasePage } from './new_case';
import { ReportPage } from './report';
import { StartPage } from './start';

const exercises = () => import('./exercises');

/** Every page by its route's name. What the first page does not need and is large is fetched when it is opened. */
export const pages: Record<PageName, PageComponent> = {
  start: StartPage,
  approvals: ApprovalsPage,
  cases: CasesPage,
  new_case: NewCasePage,
  case: CasePage,
  assessment: fetchedPage(async () => (await import('./of_assessment')).AssessmentPage),
  review: fetchedPage(async () => (await import('./of_assessment')).ReviewPage),
  result: fetchedPage(async () => (await import('./of_assessment')).ResultPage),
  concerns: ConcernsPage,
  report: ReportPage,
  concern: ConcernPage,
  consistency: fetchedPage(async () => (await import('./consistency')).ConsistencyPage),
  exercises: fetchedPage(async () => (await exercises()).ExercisesPage),
  exercise_figures: fetchedPage(async () => (await exercises()).ExerciseFiguresPage),
  exercise_vignette: fetchedPage(async () => (await exercises()).ExerciseVignettePage),
  vignette: fetchedPage(async () => (await exercises()).PanelPage),
  double_ratings: fetchedPage(async () => (await import('./of_double_rating')).DoubleRatingsPage),
  double_rating: fetchedPage(async () => (await import('./of_double_rating')).DoubleRatingPage),
  instruments: InstrumentsPage,
  instrument: InstrumentPage,
  log: LogPage,
  accessibility: AccessibilityPage,
};
