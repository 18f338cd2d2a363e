// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/batch.h"
#include "engine/detail/plan.h"
#include "engine/detail/truth.h"

namespace lika::engine::detail {

/// The steps of every scale's points, made ready for each code an item can have.
class TraceTable {
public:
    /// Empty where a contribution cannot be told: Scorer must be asked.
    static std::optional<TraceTable> make(const Plan& plan);

    /// `applies`: of every item; `steps` is wholly overwritten.
    void trace(const Code* row, const Truth* applies, std::vector<BatchStep>& steps) const;

private:
    struct TermSteps {
        std::size_t item, first;  ///< and where its steps begin, one a code
    };

    bool add_term(const Instrument& instrument, std::size_t scale, const Term& term);

    std::vector<TermSteps> terms_;  ///< in the order of the scales and their terms
    std::vector<BatchStep> steps_;
};

}  // namespace lika::engine::detail
