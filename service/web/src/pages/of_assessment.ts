// SPDX-License-Identifier: EUPL-1.2
// The pages of one assessment, fetched together: who opens the form comes to the others.
export { AssessmentPage } from './assessment';
export { ResultPage } from './result';
export { ReviewPage } from './review';
