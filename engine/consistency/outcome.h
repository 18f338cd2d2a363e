// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/consistency/ratings.h"

namespace lika::engine::consistency {

/// Why an item has no rating; each is a code of its own in the ratings of an outcome. What was not asked is no_rating.
constexpr Code not_known = 252, unanswered = 253, not_applicable = 254;

/// What was known of a case before a district had judged anything; codes, 0 not known. A code beyond its kind's is its last.
struct CaseKnown {
    static constexpr std::uint8_t ages = 8, sexes = 4, sign_counts = 8, urgencies = 4;

    std::uint8_t age_group = 0;   ///< 1 under 9 years, 2 under 12, 3 under 15, 4 under 18, 5 under 21, 6 older
    std::uint8_t sex = 0;         ///< 1 girl, 2 boy, 3 other
    std::uint8_t signs = 0;       ///< how many the reporter gave; 7 or more are 7
    std::uint8_t urgency = 0;     ///< as the reporter gave it: 1 none, 2 soon, 3 at once
    bool operator==(const CaseKnown&) const = default;
};

enum class OverrideDirection : std::uint8_t { none, up, down };

/// One assessment as a district's extract gives it to the city: no identity, no text, no day. Also one that is not signed yet,
/// of which only the time counts.
struct Outcome {
    static constexpr std::uint16_t no_days = 0xFFFF;

    std::uint64_t subject = 0;         ///< random; the same for all assessments of one person in one extract
    std::uint32_t worker = 0;          ///< random likewise
    std::uint16_t month = 0;           ///< of signing, or the last it was open: 12 times the year plus 0 to 11
    std::uint16_t days = no_days;      ///< from opening the case to its first signed assessment, or so far; no_days: a later one
    std::int8_t level = -1;            ///< by its place on the instrument's levels, 0 the first; -1: none
    std::int8_t scored_level = -1;     ///< likewise, before any override; -1: the instrument scores none, or it is undecided
    OverrideDirection direction = OverrideDirection::none;
    bool is_discretionary = false;     ///< the override was judgement, not a rule of the instrument
    bool is_signed = true;
    CaseKnown known;
};

/// The outcomes of one district in the order in which they were signed, and of each the codes of all items.
struct Outcomes {
    std::size_t items = 0;
    std::vector<Outcome> rows;
    std::vector<Code> ratings;   ///< `items` a row

    std::span<const Code> ratings_of(std::size_t row) const { return {ratings.data() + row * items, items}; }
};

/// Whole months one after another.
struct Period {
    std::uint16_t first = 0;   ///< as Outcome::month
    std::size_t months = 12;

    bool contains(std::uint16_t month) const { return month >= first && month < first + months; }
};

/// What of an instrument the city's picture needs to know.
struct OutcomeScheme {
    std::size_t levels = 0;
    std::int8_t first_high = 0;               ///< from this level on a band is high
    std::vector<std::uint8_t> kind_of_item;   ///< items of one kind are summed to compare persons (0: risk, 1: protection)
    std::uint8_t kinds = 1;
    Code highest_rating = 0;                  ///< ratings are 0 to this, at most 14
};

}  // namespace lika::engine::consistency
