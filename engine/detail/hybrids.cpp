// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/hybrids.h"

#include <algorithm>

namespace lika::engine::detail {

namespace {

using What = OutcomeChange::What;

constexpr std::size_t most_kept = 500;  // then they are made anew: memory stays bounded

bool can_make(const RuleKey& rule, const OutcomeChange& change) {
    if (rule.part == "item") return true;
    if (change.what == What::level) return rule.part != "flag" && rule.part != "decision";
    if (change.what == What::decision && rule.part == "scale") return true;
    if (change.what == What::decision) return rule.part == "decision" && rule.id == change.name;
    return rule.part == (change.what == What::band ? "scale" : "flag") && rule.id == change.name;
}

bool matches(const Scale& scale) {
    return std::all_of(scale.cut_offs.begin(), scale.cut_offs.end(), [&](const CutOffs& cut_offs) {
        return cut_offs.from.size() == scale.bands.size();
    });
}

bool rises(const Scale& scale) {
    const auto fall =
        std::adjacent_find(scale.bands.begin(), scale.bands.end(),
                           [](const Band& one, const Band& next) { return one.from >= next.from; });
    return fall == scale.bands.end() || !scale.cut_offs.empty();
}

/// What scores as it did and is copied in no time.
Instrument without_words(Instrument instrument) {
    for (auto& item : instrument.items) {
        item.text = item.definition = item.not_applicable_when = {};
        item.ask_about.clear();
        item.sources.clear();
        for (auto& option : item.options) option.anchor.clear();
    }
    instrument.worked_examples.clear();
    return instrument;
}

}  // namespace

struct Hybrids::Hybrid {
    explicit Hybrid(Instrument made)
        : instrument(std::move(made)),
          sound(std::all_of(instrument.scales.begin(), instrument.scales.end(),
                            [](const Scale& scale) { return rises(scale) && matches(scale); })),
          scorer(instrument) {}

    Instrument instrument;
    bool sound;
    Scorer scorer;
};

Hybrids::Hybrids(Instrument first, Instrument second, std::vector<RuleKey> rules)
    : first_(without_words(std::move(first))),
      second_(without_words(std::move(second))),
      rules_(std::move(rules)) {}

bool Hybrids::takes(const Chosen& chosen, const DecisionId& decision) const {
    for (std::size_t rule = 0; rule < rules_.size(); ++rule)
        if (chosen[rule] && rules_[rule].part == "decision" && rules_[rule].id == decision.value)
            return true;
    return false;
}

void Hybrids::carry_decisions(const Chosen& chosen, Instrument& made) const {
    made.decisions.clear();
    for (const auto* source : {&first_, &second_})
        for (const auto& decision : source->decisions)
            if (takes(chosen, decision.id) == (source == &second_))
                if (auto carried = carry_decision(decision, *source, made))
                    made.decisions.push_back(std::move(*carried));
}

/// Whether a table that it should have could not be carried into it.
bool Hybrids::lacks(const Chosen& chosen, const Hybrid& made, const Outcome& asked) const {
    if (asked.first != What::decision) return false;
    const auto is_asked = [&](const Decision& decision) {
        return decision.id.value == asked.second;
    };
    const auto has = [&](const Instrument& instrument) {
        return std::any_of(instrument.decisions.begin(), instrument.decisions.end(), is_asked);
    };
    return has(takes(chosen, DecisionId{asked.second}) ? second_ : first_) && !has(made.instrument);
}

const Hybrids::Hybrid& Hybrids::hybrid(const Chosen& chosen) {
    if (made_.size() >= most_kept) made_.clear();
    auto& kept = made_[chosen];
    if (kept) return *kept;
    auto made = first_;
    for (std::size_t rule = 0; rule < rules_.size(); ++rule)
        if (chosen[rule]) adopt(made, second_, rules_[rule]);
    carry_decisions(chosen, made);
    kept = std::make_shared<const Hybrid>(std::move(made));
    return *kept;
}

std::optional<std::string> Hybrids::outcome(const Chosen& chosen, const Responses& responses,
                                            const Facts& facts, const Outcome& asked) {
    const auto& made = hybrid(chosen);
    if (!made.sound || lacks(chosen, made, asked)) return std::nullopt;
    const auto score = made.scorer.score(responses, facts, Detail::brief);
    if (!score) return std::nullopt;
    return outcome_in(outcomes_of(*score), asked);
}

void RuleSearch::explain(OutcomeChange& change, const std::vector<RuleKey>& rules) const {
    Chosen all;
    for (const auto& rule : rules) all.push_back(can_make(rule, change));
    const Chosen none(rules.size(), false);
    if (outcome(none, change) != change.from || outcome(all, change) != change.to) return;
    change.rules = alone(change, all);
    change.made = OutcomeChange::Made::alone;
    if (!change.rules.empty()) return;
    change.rules = together(change, std::move(all));
    change.made = OutcomeChange::Made::together;
}

std::optional<std::string> RuleSearch::outcome(const Chosen& chosen,
                                               const OutcomeChange& change) const {
    return hybrids_.outcome(chosen, responses_, facts_, {change.what, change.name});
}

std::vector<std::size_t> RuleSearch::alone(const OutcomeChange& change,
                                           const Chosen& can_make) const {
    std::vector<std::size_t> found;
    for (std::size_t rule = 0; rule < can_make.size(); ++rule) {
        Chosen one(can_make.size(), false);
        one[rule] = true;
        if (can_make[rule] && outcome(one, change) == change.to) found.push_back(rule);
    }
    return found;
}

/// Leaves out each rule that the change can do without.
std::vector<std::size_t> RuleSearch::together(const OutcomeChange& change, Chosen can_make) const {
    std::vector<std::size_t> needed;
    for (std::size_t rule = 0; rule < can_make.size(); ++rule) {
        if (!can_make[rule]) continue;
        can_make[rule] = false;
        if (outcome(can_make, change) == change.to) continue;
        can_make[rule] = true;
        needed.push_back(rule);
    }
    return needed;
}

}  // namespace lika::engine::detail
