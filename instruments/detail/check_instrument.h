// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "instruments/detail/draft.h"

namespace lika::instruments::detail {

/// How much a definition holds, before it is read: reading and scoring it then stay cheap.
/// Reason: too_many. Source: docs/instrument-format.md, "What is refused".
void check_limits(const Element& root);

/// Poles, unused names, circles of applies-when, the profile and evidence rules.
/// Reasons: unknown_pole, pole_mismatch, unknown_mark, mark_mismatch, derived_options,
/// horizon_alone, judgement_scored, pole_taken, not_applicable_mismatch, applies_when_cycle,
/// unused_options, unused_reference, unused_domain, unused_events, unused_fact,
/// profile_without_factors, evidence_from_unused.
void check_items(const Draft& draft);

/// Terms, missing rules and bands against the points a scale can reach.
/// Reasons: duplicate_id, scale_without_items, minimum_rated_too_high, maximum_missing_too_high,
/// judgement_computed, bands_not_rising, first_band_not_lowest, unreachable_band, cut_off_too_fine,
/// band_gap, band_overlap, last_band_not_highest, never_missing_outside, no_order_added,
/// never_in_force, norm_gap, norm_outside, norm_turns, skipped_idle, overflow,
/// too_many.
void check_scales(const Draft& draft);

/// Levels against their scale, structural items, overrides, and that there is proof.
/// Reasons: duplicate_id, unknown_scale, level_scale_judged, levels_do_not_match_bands,
/// structural_in_level, unknown_level, override_without_scale, override_to_lowest,
/// raises_by_too_much, decision_without_bands, cell_missing, too_few_outcomes, unused_outcome,
/// without_worked_example.
void check_rules(const Draft& draft);

/// Names that can be taken for each other, options that say the same.
/// Reasons: shared_name, ids_too_alike, anchor_twice.
void check_names(const Draft& draft);

/// Conditions that never hold or always, by trying what ratings and facts can do to them.
/// Reasons: no_such_count, never_true, always_true, never_in_force, unreachable_option.
void check_conditions(const Draft& draft);

/// Scores the worked examples of a definition without other faults. Reason:
/// example_does_not_come_out.
void check_examples(const Draft& draft);

}  // namespace lika::instruments::detail
