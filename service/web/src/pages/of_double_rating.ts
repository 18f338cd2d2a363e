// SPDX-License-Identifier: EUPL-1.2
// Fetched as one when the first of them is opened.
export { DoubleRatingPage } from './double_rating';
export { DoubleRatingsPage } from './double_ratings';
