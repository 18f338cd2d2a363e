// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/plan.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "engine/detail/evaluate.h"

namespace lika::engine::detail {

namespace {

constexpr std::int64_t largest_sum = std::int64_t{1}
                                     << 61;  // a sum and a change of it still fit in 64 bits

/// Depth first: what an item's condition names comes before it. A circle, which the checker
/// refuses, is cut where met.
class Ordering {
public:
    explicit Ordering(const Instrument& instrument)
        : instrument_(instrument), seen_(instrument.items.size()) {}

    std::vector<std::size_t> all() {
        for (std::size_t item = 0; item < instrument_.items.size(); ++item) visit(item);
        return std::move(order_);
    }

private:
    void visit(std::size_t item) {
        if (seen_[item]) return;
        seen_[item] = true;
        if (const auto& condition = instrument_.items[item].applies_when)
            for (const auto earlier : items_of(*condition)) visit(earlier);
        for (const auto& option : instrument_.items[item].options)
            if (option.when)
                for (const auto earlier : items_of(*option.when)) visit(earlier);
        order_.push_back(item);
    }

    const Instrument& instrument_;
    std::vector<bool> seen_;
    std::vector<std::size_t> order_;
};

/// Every contribution of one item, exact; the last is what it gives when not applicable.
struct Gives {
    std::vector<Points> options;
    std::optional<Points> skipped;
};

std::vector<Points> all_of(const Gives& gives) {
    auto all = gives.options;
    if (gives.skipped) all.push_back(*gives.skipped);
    return all;
}

std::optional<std::int64_t> common_unit(const std::vector<Gives>& items) {
    std::int64_t unit = 1;
    for (const auto& gives : items)
        for (const auto& points : all_of(gives)) {
            const auto times = points.denominator() / std::gcd(unit, points.denominator());
            if (__builtin_mul_overflow(unit, times, &unit) || unit > largest_sum)
                return std::nullopt;
        }
    return unit;
}

std::optional<std::int64_t> whole_units(const Points& points, std::int64_t unit) {
    std::int64_t whole = 0;
    if (__builtin_mul_overflow(points.numerator(), unit / points.denominator(), &whole) ||
        whole > largest_sum || whole < -largest_sum)
        return std::nullopt;
    return whole;
}

/// Adds one item in whole units; gives the most it can change the sum, or nothing when it does not
/// fit.
std::optional<std::int64_t> add_item(ScalePlan& plan, std::size_t item, const Gives& gives) {
    std::int64_t most = 0;
    for (const auto& points : all_of(gives)) {
        const auto whole = whole_units(points, plan.unit);
        if (!whole) return std::nullopt;
        most = std::max(most, std::abs(*whole));
        if (plan.contributions[item].size() < gives.options.size())
            plan.contributions[item].push_back(*whole);
        else
            plan.skipped[item] = *whole;
    }
    return most;
}

/// The contributions as whole numbers; nothing when their largest sum would not fit.
std::optional<ScalePlan> in_whole_units(const Scale& scale, const std::vector<Gives>& items) {
    ScalePlan plan;
    plan.scale = &scale;
    const auto unit = common_unit(items);
    if (!unit) return std::nullopt;
    plan.unit = *unit;
    plan.contributions.resize(items.size());
    plan.skipped.resize(items.size());

    std::int64_t total = 0;
    for (std::size_t item = 0; item < items.size(); ++item) {
        const auto most = add_item(plan, item, items[item]);
        if (!most) return std::nullopt;
        total += *most;
        if (total > largest_sum) return std::nullopt;
    }
    return plan;
}

Result<Gives> gives_of(const Term& term, const Item& item) {
    Gives gives;
    for (const auto& option : item.options) {
        const auto points = term.contribution(option.rating);
        if (!points) return points.error();
        gives.options.push_back(*points);
    }
    gives.skipped = term.skipped;
    return gives;
}

Result<ScalePlan> plan_scale(const Instrument& instrument, const Scale& scale) {
    const Error overflow{ErrorKind::invalid, "overflow", scale.id.value};
    std::vector<Gives> items(instrument.items.size());
    for (const auto& term : scale.terms) {
        auto gives = gives_of(term, instrument.items[term.item]);
        if (!gives) return overflow;
        items[term.item] = std::move(*gives);
    }
    auto plan = in_whole_units(scale, items);
    if (!plan) return overflow;
    return std::move(*plan);
}

using FactUses = std::map<std::string, FactUse>;

void add_uses(FactUses& uses, const std::optional<Condition>& condition) {
    if (!condition) return;
    for (const auto& node : condition->nodes) {
        uses[node.fact].number |= node.kind == Condition::Kind::fact_number;
        uses[node.fact].word |= node.kind == Condition::Kind::fact_word;
    }
}

FactUses uses_of_facts(const Instrument& instrument) {
    FactUses uses;
    for (const auto& item : instrument.items) {
        add_uses(uses, item.applies_when);
        for (const auto& option : item.options) add_uses(uses, option.when);
    }
    for (const auto& scale : instrument.scales) {
        for (const auto& norm : scale.norms) add_uses(uses, norm.when);
        for (const auto& cut_offs : scale.cut_offs) add_uses(uses, cut_offs.when);
    }
    for (const auto& flag : instrument.flags) add_uses(uses, flag.when);
    for (const auto& rule : instrument.policy_overrides) add_uses(uses, rule.when);
    for (const auto& decision : instrument.decisions)
        for (const auto& exception : decision.exceptions) add_uses(uses, exception.when);
    uses.erase("");  // nodes about items
    return uses;
}

}  // namespace

Result<Plan> make_plan(const Instrument& instrument) {
    Plan plan;
    plan.instrument = &instrument;
    plan.order = Ordering(instrument).all();
    plan.facts = uses_of_facts(instrument);
    for (const auto& scale : instrument.scales) {
        auto planned = plan_scale(instrument, scale);
        if (!planned) return planned.error();
        plan.scales.push_back(std::move(*planned));
    }
    return plan;
}

std::optional<std::size_t> option_of(const Item& item, std::int32_t rating) {
    // Ratings mostly rise one by one from the first.
    const auto likely =
        static_cast<std::size_t>(std::int64_t{rating} - item.options.front().rating);
    if (likely < item.options.size() && item.options[likely].rating == rating) return likely;
    for (std::size_t option = 0; option < item.options.size(); ++option)
        if (item.options[option].rating == rating) return option;
    return std::nullopt;
}

}  // namespace lika::engine::detail
