// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/detail/outcomes.h"
#include "engine/detail/side_by_side.h"

namespace lika::engine::detail {

/// By rule: whether it is taken from the second instrument.
using Chosen = std::vector<bool>;

/// The first instrument with some rules of the second, each made once and kept.
class Hybrids {
public:
    /// The instruments are side by side.
    Hybrids(Instrument first, Instrument second, std::vector<RuleKey> rules);

    /// What the hybrid gives; nothing when it is no instrument (its cut-offs do not rise, its table has a hole) or cannot be
    /// scored.
    std::optional<std::string> outcome(const Chosen& chosen, const Responses& responses,
                                       const Facts& facts, const Outcome& asked);

private:
    struct Hybrid;
    const Hybrid& hybrid(const Chosen& chosen);
    bool takes(const Chosen& chosen, const DecisionId& decision) const;
    bool lacks(const Chosen& chosen, const Hybrid& made, const Outcome& asked) const;
    void carry_decisions(const Chosen& chosen, Instrument& made) const;

    Instrument first_, second_;
    std::vector<RuleKey> rules_;
    std::map<Chosen, std::shared_ptr<const Hybrid>> made_;
};

/// Rules that made one change for one set of responses: those that do alone, else those that do together.
class RuleSearch {
public:
    RuleSearch(Hybrids& hybrids, const Responses& responses, const Facts& facts)
        : hybrids_(hybrids), responses_(responses), facts_(facts) {}

    /// Sets how the change was made, and by which of the rules that can have made it.
    void explain(OutcomeChange& change, const std::vector<RuleKey>& rules) const;

private:
    std::optional<std::string> outcome(const Chosen& chosen, const OutcomeChange& change) const;
    std::vector<std::size_t> alone(const OutcomeChange& change, const Chosen& can_make) const;
    std::vector<std::size_t> together(const OutcomeChange& change, Chosen can_make) const;

    Hybrids& hybrids_;
    const Responses& responses_;
    const Facts& facts_;
};

}  // namespace lika::engine::detail
