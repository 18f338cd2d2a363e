// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/record.h"

namespace lika::storage {

using DoubleDrawId = engine::Id<struct DoubleDrawKind>;
using DoubleRatingId = engine::Id<struct DoubleRatingKind>;

/// A number below `limit`, from 0, each as likely as the others; `limit` is at least 1.
using Below = std::function<std::uint32_t(std::uint32_t limit)>;
/// From the system's own randomness.
std::uint32_t random_below(std::uint32_t limit);

/// What is asked of a draw: neither a case nor a rater can be named.
struct DoubleDraw {
    DoubleDrawId id;                    ///< made by who asks; the same again draws nothing more
    std::string instrument, digest;
    std::uint32_t wanted = 0, days = 0;   ///< how many, of those signed in so many days before now
    std::vector<std::string> workers;   ///< accounts of those who may rate
    std::string due_on;                 ///< YYYY-MM-DD
};

/// A signed assessment that another worker makes anew, without having seen it.
struct DoubleRating {
    struct GivenBack {
        std::string rater;
        Instant at;
        std::string reason;
    };
    struct Discussion {
        std::string text, by;
        Instant at;
    };
    DoubleRatingId id;
    CaseId in_case;
    std::string name;                                          ///< of the person assessed
    AssessmentId first;
    std::string first_assessor, instrument, version, digest;   ///< of the first assessment
    std::string rater;                                         ///< account; of a cancelled one whoever had it last
    std::string drawn_by;
    Instant drawn_at;
    std::string due_on;
    std::optional<AssessmentId> second;   ///< once begun
    std::optional<Instant> done_at;       ///< when the second was signed
    std::optional<Instant> cancelled_at;  ///< given back, and nobody was left to rate it
    std::vector<GivenBack> given_back;    ///< in the order of time
    std::optional<Discussion> discussion;

    bool is_open() const { return !done_at && !cancelled_at; }
};

}  // namespace lika::storage
