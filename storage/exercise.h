// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/instrument.h"
#include "storage/record.h"

namespace lika::storage {

using PanelRatingId = engine::Id<struct PanelRatingKind>;
using ExerciseId = engine::Id<struct ExerciseKind>;

/// One item of a vignette, as a panel or one who answers rates it.
struct VignetteResponse {
    std::string item;
    std::optional<std::int32_t> rating;
    std::string missing;   ///< without a rating: "not_known", "not_applicable"
    engine::Text reason;   ///< the panel's, in the languages it was written in; of an answer none

    bool operator==(const VignetteResponse&) const = default;
};

/// What a panel rates a vignette as, with its reasons. A panel is two supervisors of two districts at least: one sets, another
/// agrees. It never changes; a later one takes its place.
struct PanelRating {
    PanelRatingId id;
    std::string vignette, version;
    std::string level;
    engine::Text reason;
    std::vector<VignetteResponse> items;
    std::string set_by;   ///< account id
    std::string set_in;   ///< its district
    Instant set_at;
    std::optional<std::string> agreed_by;
    std::optional<Instant> agreed_at;
};

/// A vignette of an exercise, with the panel's rating as it was agreed when the exercise was opened: what a panel sets later
/// changes no exercise.
struct ExerciseVignette {
    std::string vignette, version;
    PanelRatingId gold;
};

struct Exercise {
    ExerciseId id;
    std::string title;
    std::string instrument, instrument_version;
    std::string last_day;   ///< YYYY-MM-DD, the last on which answers are taken
    std::vector<ExerciseVignette> vignettes;
    std::string opened_by;  ///< account id
    Instant opened_at;
    std::optional<Instant> closed_at;

    bool is_open(const std::string& today) const { return !closed_at && today <= last_day; }
};

/// What one account rates a vignette of an exercise as. Done, it never changes.
struct ExerciseAnswer {
    ExerciseId exercise;
    std::string vignette;
    std::string account;
    std::string district;   ///< the account's, when it was saved last
    std::vector<VignetteResponse> items;
    std::string level;      ///< empty until it is done
    std::optional<Instant> done_at;
};

/// How many of a district answered: no names.
struct ExerciseTurnout {
    std::string district;
    std::int64_t any = 0, all = 0;   ///< accounts with one vignette done at least; with all of them
};

}  // namespace lika::storage
