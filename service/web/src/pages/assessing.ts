// SPDX-License-Identifier: EUPL-1.2
/** The pages of an assessment, fetched together: who has opened one can go on to judge it when the net is gone. */
export { AssessmentPage } from './assessment';
export { ResultPage } from './result';
export { ReviewPage } from './review';
