// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/detail/batch_lanes.h"

namespace lika::engine::detail {

/// What a scale's tally alone decides.
struct alignas(64) Outcome {  // what a row needs lies in one line of the processor's memory
    bool enough = false;      ///< as many rated as the scale asks for
    bool decided = false;     ///< false: the band waits for completions, or an error is to be told
    bool bounded = false;     ///< lowest and highest are the points: nothing is missing
    BatchScale scale;
};

/// By the exact rules of scale_score.h.
Outcome outcome_of(const ScalePlan& scale, const Tally& tally);

/// The outcomes of one scale counted so far, by tally; in the same place later ones oust earlier.
class Outcomes {
public:
    explicit Outcomes(const ScalePlan& scale);

    /// Holds until the next call.
    const Outcome& of(const ScaleLanes& lanes) {
        const auto at = place_of(lanes);
        const auto* const slots = slots_.data();
        if (slots[at].lanes == lanes) return known_.data()[slots[at].outcome];
        if (slots[at ^ 1].lanes == lanes) return known_.data()[slots[at ^ 1].outcome];
        return count(lanes, at);
    }

private:
    static constexpr std::size_t bits = 12;
    struct Slot {
        ScaleLanes lanes;
        std::uint32_t outcome;
    };

    static std::size_t place_of(const ScaleLanes& lanes) {
        const auto mixed = static_cast<std::uint32_t>(lanes.sum) * 0x9E3779B1u ^
                           lanes.rated_items * 0x85EBCA6Bu ^ lanes.missing_open * 0xC2B2AE35u;
        return (mixed * 0x9E3779B1u) >> (32 - bits);
    }
    const Outcome& count(const ScaleLanes& lanes, std::size_t at);

    const ScalePlan& scale_;
    std::vector<Slot> slots_;  ///< by place_of(), or beside it
    std::vector<Outcome> known_;
};

}  // namespace lika::engine::detail
