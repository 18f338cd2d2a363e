// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/side_by_side.h"

#include <algorithm>
#include <array>

#include "engine/detail/plan.h"

namespace lika::engine::detail {

namespace {

using Places = std::vector<std::size_t>;  // an item's place in the common list, by its own

void move_items(std::optional<Condition>& condition, const Places& places) {
    if (!condition) return;
    for (auto& node : condition->nodes)
        for (auto& item : node.items) item = places[item];
}

void move_items(Condition& condition, const Places& places) {
    std::optional<Condition> moved{std::move(condition)};
    move_items(moved, places);
    condition = std::move(*moved);
}

void move_items(Scale& scale, const Places& places) {
    for (auto& term : scale.terms) term.item = places[term.item];
    for (auto& item : scale.missing_among) item = places[item];
    for (auto& item : scale.never_missing) item = places[item];
    for (auto& norm : scale.norms) move_items(norm.when, places);
    for (auto& cut_offs : scale.cut_offs) move_items(cut_offs.when, places);
}

/// The places of the second's items; those the first lacks go to the end of its list.
Places places_of(const Instrument& second, Instrument& first) {
    Places places;
    for (const auto& item : second.items) {
        places.push_back(first.find_item(item.id).value_or(first.items.size()));
        if (places.back() < first.items.size()) continue;
        first.items.push_back(item);
        first.items.back().applies_when.reset();
        for (auto& option : first.items.back().options) option.when.reset();
    }
    return places;
}

template <class Parts>
auto find(Parts& parts, const std::string& id) {
    return std::find_if(parts.begin(), parts.end(),
                        [&](const auto& part) { return part.id.value == id; });
}

/// Replaces, adds or takes away the part with this id.
template <class Part>
void adopt_part(std::vector<Part>& parts, const std::vector<Part>& others, const std::string& id) {
    const auto mine = find(parts, id);
    const auto other = find(others, id);
    if (mine != parts.end() && other != others.end())
        *mine = *other;
    else if (mine != parts.end())
        parts.erase(mine);
    else if (other != others.end())
        parts.push_back(*other);
}

void adopt_item(Instrument& instrument, const Instrument& second, const RuleKey& rule) {
    const auto item = instrument.find_item(ItemId{rule.id});
    if (!item) return;
    auto& mine = instrument.items[*item];
    const auto& other = second.items[*item];
    if (rule.field == "rating" || rule.field.empty()) mine.options = other.options;
    if (rule.field == "may-be-not-applicable" || rule.field.empty())
        mine.may_be_not_applicable = other.may_be_not_applicable;
    if (rule.field == "applies-when" || rule.field.empty()) mine.applies_when = other.applies_when;
}

/// A term brings its item's condition along: an item the first did not have counts as it does in
/// the second.
void adopt_term(Instrument& instrument, const Instrument& second, Scale& mine, const Scale& other,
                const std::string& id) {
    const auto item = instrument.find_item(ItemId{id});
    if (!item) return;
    const auto is_it = [&](const Term& term) { return term.item == *item; };
    const bool had = std::any_of(mine.terms.begin(), mine.terms.end(), is_it);
    mine.terms.erase(std::remove_if(mine.terms.begin(), mine.terms.end(), is_it), mine.terms.end());
    std::copy_if(other.terms.begin(), other.terms.end(), std::back_inserter(mine.terms), is_it);
    if (!had && !instrument.items[*item].applies_when)
        instrument.items[*item].applies_when = second.items[*item].applies_when;
}

void adopt_band(Scale& mine, const Scale& other, const std::string& id) {
    adopt_part(mine.bands, other.bands, id);
    std::stable_sort(mine.bands.begin(), mine.bands.end(),
                     [](const Band& a, const Band& b) { return a.from < b.from; });
}

void adopt_field(Scale& mine, const Scale& other, const std::string& field) {
    if (field == "combine") mine.combine = other.combine;
    if (field == "missing") mine.missing = other.missing;
    if (field == "minimum-rated") mine.minimum_rated = other.minimum_rated;
    if (field == "maximum-missing-share") mine.maximum_missing_share = other.maximum_missing_share;
    if (field == "decimals") mine.decimals = other.decimals;
    if (field == "never-missing") mine.never_missing = other.never_missing;
    if (field == "mean-decimals") mine.mean_decimals = other.mean_decimals;
    if (field == "norm") mine.norms = other.norms;
    if (field == "cut-offs") mine.cut_offs = other.cut_offs;
    if (field == "unscorable-band") mine.unscorable_band = other.unscorable_band;
    if (field != "maximum-missing") return;
    mine.maximum_missing = other.maximum_missing;
    mine.missing_among = other.missing_among;
}

void adopt_in_scale(Instrument& instrument, const Instrument& second, const RuleKey& rule) {
    const auto mine = find(instrument.scales, rule.id);
    const auto other = find(second.scales, rule.id);
    if (mine == instrument.scales.end() || other == second.scales.end()) return;
    if (rule.field == "term")
        adopt_term(instrument, second, *mine, *other, rule.of);
    else if (rule.field == "band")
        adopt_band(*mine, *other, rule.of);
    else
        adopt_field(*mine, *other, rule.field);
}

bool scores(const std::string& field) {
    static constexpr std::array fields{"combine",       "missing",         "minimum-rated",
                                       "decimals",      "unscorable-band", "maximum-missing-share",
                                       "never-missing", "mean-decimals",   "norm",
                                       "cut-offs"};
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

std::optional<RuleKey> rule_in_scale(const Difference& difference) {
    const auto& scale = difference.within.front().value;
    const auto& part = difference.part;
    const bool reordered = difference.kind == Difference::Kind::reordered;
    if (difference.within.size() == 2) {
        const auto& inner = difference.within.back();
        if (inner.name == "norm" || inner.name == "cut-offs")
            return RuleKey{"scale", scale, inner.name, {}};
        const bool counts = inner.name == "term" || part.name == "from";
        return counts ? std::optional(RuleKey{"scale", scale, inner.name, inner.value})
                      : std::nullopt;
    }
    if (part.name == "term" || part.name == "band")
        return reordered ? std::nullopt
                         : std::optional(RuleKey{"scale", scale, part.name, part.value});
    if (part.name == "maximum-missing" || part.name == "missing-among")
        return RuleKey{"scale", scale, "maximum-missing", {}};
    return scores(part.name) ? std::optional(RuleKey{"scale", scale, part.name, {}}) : std::nullopt;
}

std::optional<RuleKey> rule_of_item(const Difference& difference) {
    const auto& name = difference.part.name;
    const auto& item = difference.within.front().value;
    if (name == "when") return RuleKey{"item", item, "rating", {}};
    if (difference.within.size() > 1) return std::nullopt;
    if (name != "rating" && name != "may-be-not-applicable" && name != "applies-when")
        return std::nullopt;
    return RuleKey{"item", difference.within.front().value, name, {}};
}

std::optional<RuleKey> rule_of_decision(const Difference& difference) {
    const auto& name = difference.part.name;
    if (difference.kind == Difference::Kind::reordered) return std::nullopt;
    static constexpr std::array parts{"item", "scale", "outcome", "exception", "outcomes"};
    const bool decides =
        name.starts_with("cell.") || std::find(parts.begin(), parts.end(), name) != parts.end();
    if (!decides) return std::nullopt;
    return RuleKey{"decision", difference.within.front().value, {}, {}};
}

std::optional<RuleKey> rule_of_whole(const Difference& difference) {
    const auto& part = difference.part;
    if (part.name == "level") return RuleKey{"levels", {}, {}, {}};
    if (part.name == "level-scale") return RuleKey{"level-scale", {}, {}, {}};
    if (difference.kind == Difference::Kind::reordered) return std::nullopt;
    for (const auto* whole : {"item", "scale", "flag", "override", "decision"})
        if (part.name == whole) return RuleKey{part.name, part.value, {}, {}};
    return std::nullopt;
}

}  // namespace

std::pair<Instrument, Instrument> side_by_side(const Instrument& first, const Instrument& second) {
    std::pair made{first, second};
    auto& [mine, other] = made;
    const auto places = places_of(second, mine);
    other.items = mine.items;
    for (std::size_t at = 0; at < second.items.size(); ++at) {
        other.items[places[at]] = second.items[at];
        move_items(other.items[places[at]].applies_when, places);
        for (auto& option : other.items[places[at]].options) move_items(option.when, places);
    }
    for (auto& scale : other.scales) move_items(scale, places);
    for (auto& flag : other.flags) move_items(flag.when, places);
    for (auto& rule : other.policy_overrides) move_items(rule.when, places);
    for (auto& decision : other.decisions) {
        decision.item = places[decision.item];
        for (auto& exception : decision.exceptions) move_items(exception.when, places);
    }
    return made;
}

std::optional<RuleKey> rule_of(const Difference& difference) {
    if (difference.within.empty()) return rule_of_whole(difference);
    const auto& outermost = difference.within.front();
    const auto& name = difference.part.name;
    if (outermost.name == "item") return rule_of_item(difference);
    if (outermost.name == "scale") return rule_in_scale(difference);
    if (outermost.name == "decision") return rule_of_decision(difference);
    const bool decides =
        name == "when" || name == "open-when-missing" || name == "raises-to" || name == "raises-by";
    if (!decides) return std::nullopt;
    return RuleKey{outermost.name, outermost.value, {}, {}};
}

void adopt(Instrument& instrument, const Instrument& second, const RuleKey& rule) {
    if (rule.part == "item") adopt_item(instrument, second, rule);
    if (rule.part == "scale" && rule.field.empty())
        adopt_part(instrument.scales, second.scales, rule.id);
    else if (rule.part == "scale")
        adopt_in_scale(instrument, second, rule);
    if (rule.part == "flag") adopt_part(instrument.flags, second.flags, rule.id);
    if (rule.part == "override")
        adopt_part(instrument.policy_overrides, second.policy_overrides, rule.id);
    if (rule.part == "levels") instrument.levels = second.levels;
    if (rule.part == "level-scale") instrument.level_scales = second.level_scales;
}

std::optional<Decision> carry_decision(const Decision& decision, const Instrument& source,
                                       const Instrument& target) {
    const auto& from_scale = source.scales[decision.scale];
    const auto scale = find(target.scales, from_scale.id.value);
    if (scale == target.scales.end()) return std::nullopt;
    auto carried = decision;
    carried.scale = static_cast<std::size_t>(scale - target.scales.begin());
    const auto& item = target.items[decision.item];
    for (auto& cell : carried.cells) {
        const auto rating = source.items[decision.item].options[cell.option].rating;
        const auto option = option_of(item, rating);
        const auto band = find(scale->bands, from_scale.bands[cell.band].id.value);
        if (!option || band == scale->bands.end()) return std::nullopt;
        cell.option = *option;
        cell.band = static_cast<std::size_t>(band - scale->bands.begin());
    }
    const bool whole = carried.cells.size() == item.options.size() * scale->bands.size();
    return whole ? std::optional(std::move(carried)) : std::nullopt;
}

}  // namespace lika::engine::detail
