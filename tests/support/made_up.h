// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "engine/score.h"

/// Builders for made-up instruments: short enough to be read inside a test.
namespace lika::made_up {

using namespace engine;

inline Item item(const std::string& id, int lowest, int highest) {
    Item made;
    made.id = ItemId{id};
    for (int rating = lowest; rating <= highest; ++rating) made.options.push_back({rating, {}});
    return made;
}

inline Condition condition(const Instrument& instrument, const std::string& text) {
    std::vector<ItemId> items;
    for (const auto& known : instrument.items) items.push_back(known.id);
    const auto read = read_condition(text, items, instrument.facts);
    if (!read) FAIL(text + ": " + read.error().reason + " at " + read.error().place);
    return *read;
}

/// A sum of the named items; all of them when none is named.
inline Scale sum_of(const Instrument& instrument, const std::string& id,
                    const std::vector<std::string>& items = {}) {
    Scale made;
    made.id = ScaleId{id};
    for (std::size_t index = 0; index < instrument.items.size(); ++index) {
        const auto& name = instrument.items[index].id.value;
        if (!items.empty() && std::find(items.begin(), items.end(), name) == items.end()) continue;
        Term term;
        term.item = index;
        made.terms.push_back(term);
    }
    return made;
}

inline std::vector<Band> bands(std::initializer_list<std::pair<const char*, Points>> cut_offs) {
    std::vector<Band> made;
    for (const auto& [id, from] : cut_offs) made.push_back({BandId{id}, from, {}});
    return made;
}

/// F1, F2 and F3, 0 to 2, in one sum with the bands low and, from 4, high.
inline Instrument three_items() {
    Instrument made;
    for (const auto* id : {"F1", "F2", "F3"}) made.items.push_back(item(id, 0, 2));
    made.scales = {sum_of(made, "total")};
    made.scales.front().bands = bands({{"low", 0}, {"high", 4}});
    return made;
}

inline std::vector<Level> levels(std::initializer_list<const char*> ids) {
    std::vector<Level> made;
    for (const auto* id : ids) made.push_back({LevelId{id}, {}});
    return made;
}

inline Responses responses(const Instrument& instrument,
                           std::initializer_list<std::pair<const char*, Response>> given) {
    Responses made(instrument);
    for (const auto& [id, response] : given) {
        const auto set = made.set(instrument, ItemId{id}, response);
        if (!set) FAIL(std::string(id) + ": " + set.error().reason);
    }
    return made;
}

inline Score scored(const Instrument& instrument, const Responses& given, const Facts& facts = {}) {
    const auto made = score(instrument, given, facts);
    if (!made) FAIL("not scored: " + made.error().reason + " " + made.error().place);
    return *made;
}

/// Ids in a row, to compare lists at a glance: "low high".
template <class Ids>
std::string row(const Ids& ids) {
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : " ") + id.value;
    return text;
}

inline std::string text(const std::optional<Points>& points) {
    return points ? points->to_string() : "none";
}

template <class Kind>
std::string text(const std::optional<Id<Kind>>& id) {
    return id ? id->value : "none";
}

/// The screening Lika-8 as its content says it: eight items 0 to 3, three bands, any 3 raises to
/// `consider`.
inline Instrument lika_8() {
    Instrument made;
    for (const auto* id : {"I1", "I3", "I9", "F1", "F4", "P1", "P2", "E1"})
        made.items.push_back(item(id, 0, 3));
    auto total = sum_of(made, "total");
    total.bands = bands(
        {{"no_full_assessment_indicated", 0}, {"consider", 4}, {"full_assessment_recommended", 9}});
    made.scales = {total};
    made.levels =
        levels({"no_full_assessment_indicated", "consider", "full_assessment_recommended"});
    made.level_scales = {ScaleId{"total"}};
    made.policy_overrides.push_back({OverrideId{"any-3"},
                                     condition(made, "any(I1 I3 I9 F1 F4 P1 P2 E1 = 3)"),
                                     LevelId{"consider"},
                                     {},
                                     ""});
    made.evidence_from = 2;
    return made;
}

}  // namespace lika::made_up
