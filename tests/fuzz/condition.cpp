// SPDX-License-Identifier: EUPL-1.2
// Six bytes of responses and facts, then the text of a condition. What is read is written and read again, and the engine's
// word on a flag, an item, a scale and a level that hang on it is held against a walk through every completion.
#include <cstdint>
#include <set>

#include "tests/fuzz/oracle.h"
#include "tests/support/brute_force.h"
#include "tests/support/condition_text.h"

using namespace lika;
using namespace lika::engine;

namespace {

constexpr std::size_t given = 6, most_text = 700, most_completions = 300;

const std::vector<ItemId>& items() {
    static const std::vector<ItemId> ids{ItemId{"F1"}, ItemId{"F2"}, ItemId{"F3"}, ItemId{"F4"}};
    return ids;
}

Item item(ItemId id, std::vector<std::int32_t> ratings) {
    Item made;
    made.id = std::move(id);
    for (const auto rating : ratings) made.options.push_back({rating, {}});
    return made;
}

/// F1 to F4, which conditions may name, and F5, whose condition is the one that is fuzzed.
Instrument make_instrument() {
    Instrument made;
    made.facts = {"age", "sex"};
    for (const auto& id : items()) made.items.push_back(item(id, {0, 1, 2}));
    made.items[3] = item(ItemId{"F4"}, {-2, 0, 3});
    made.items[2].applies_when = *read_condition("F1 >= 1", items(), made.facts);
    made.items.push_back(item(ItemId{"F5"}, {0, 1}));
    Scale total;
    total.id = ScaleId{"total"};
    for (std::size_t index = 0; index < made.items.size(); ++index) total.terms.push_back({index, index == 1 ? 2 : 1, {}});
    total.bands = {{BandId{"low"}, -2, {}}, {BandId{"some"}, 3, {}}, {BandId{"high"}, 6, {}}};
    total.minimum_rated = 2;
    made.scales = {total};
    for (const auto& band : total.bands) made.levels.push_back({LevelId{band.id.value}, {}});
    made.level_scales = {total.id};
    return made;
}

Instrument with(const Condition& condition) {
    static const auto base = make_instrument();
    auto made = base;
    made.items[4].applies_when = condition;
    made.flags = {{FlagId{"open"}, {}, condition, true, ""}, {FlagId{"settled"}, {}, condition, false, ""}};
    made.policy_overrides = {{OverrideId{"raise"}, condition, LevelId{"some"}, {}, ""}};
    return made;
}

/// '0', '1', '2': the item's ratings; '-': not applicable; else not known.
Responses read_responses(const Instrument& instrument, const std::uint8_t* bytes) {
    Responses responses{instrument};
    for (std::size_t index = 0; index < 4; ++index) {
        const auto option = static_cast<std::size_t>(bytes[index] - '0');
        responses[index] = Missing::not_known;
        if (option < 3) responses[index] = instrument.items[index].options[option].rating;
        if (bytes[index] == '-') responses[index] = Missing::not_applicable;
    }
    responses[4] = (bytes[5] & 8u) != 0 ? Response{1} : Response{Missing::unanswered};
    return responses;
}

/// Age from the fifth byte ('0' is 0, '?' and beyond DEL not given), sex from the sixth ('f', 'm', else not given).
Facts read_facts(const std::uint8_t* bytes) {
    Facts facts;
    if (bytes[4] != '?' && bytes[4] < 0x7F) facts["age"] = std::int64_t{bytes[4]} - '0';
    if (bytes[5] == 'f') facts["sex"] = std::string{"female"};
    if (bytes[5] == 'm') facts["sex"] = std::string{"male"};
    return facts;
}

/// Every value of a fact that some comparison could tell from another; the empty word is equal to none that can be written.
std::set<Fact> telling(const Condition& condition, const std::string& fact) {
    std::set<Fact> values;
    for (const auto& node : condition.nodes) {
        if (node.fact != fact) continue;
        if (node.kind == Condition::Kind::fact_word) values.insert({Fact{node.word}, Fact{std::string{}}});
        if (node.kind == Condition::Kind::fact_number)
            for (const std::int64_t off : {-1, 0, 1}) values.insert(Fact{node.number + off});
    }
    if (values.empty()) values.insert(Fact{std::string{}});
    return values;
}

std::vector<Facts> all_facts(const Condition& condition, const Facts& facts) {
    std::vector<Facts> all{facts};
    for (const auto* name : {"age", "sex"}) {
        if (facts.contains(name)) continue;
        std::vector<Facts> next;
        for (const auto& some : all)
            for (const auto& value : telling(condition, name)) {
                next.push_back(some);
                next.back()[name] = value;
            }
        all = std::move(next);
    }
    return all;
}

std::vector<brute_force::Completion> completions(const Instrument& instrument, const Condition& condition,
                                                 const Responses& responses, const Facts& facts) {
    std::vector<brute_force::Completion> all;
    for (const auto& some : all_facts(condition, facts))
        for (auto& completion : brute_force::completions(instrument, responses, some)) all.push_back(std::move(completion));
    return all;
}

std::size_t count_completions(const Condition& condition, const Responses& responses, const Facts& facts) {
    std::size_t count = 1;
    for (const auto* name : {"age", "sex"})
        if (!facts.contains(name)) count *= telling(condition, name).size();
    for (std::size_t index = 0; index < responses.size(); ++index)
        if (!responses[index].rated() && responses[index].missing() != Missing::not_applicable) count *= 3;
    return count;
}

template <class Ids, class Things>
bool are(const Ids& ids, const std::set<std::size_t>& positions, const Things& things) {
    return std::equal(ids.begin(), ids.end(), positions.begin(), positions.end(),
                      [&](const auto& id, std::size_t position) { return id == things[position].id; });
}

void require_flags(const Instrument& instrument, const std::vector<brute_force::Completion>& all, const Score& score) {
    const auto truth = brute_force::always(
        all, [&](const auto& completion) { return brute_force::holds(instrument, instrument.flags.front().when, completion); });
    fuzz::require(score.flags[0].raised == truth, "a flag is raised when all completions raise it");
    if (score.flags[1].raised == true) fuzz::require(truth == true, "a flag that asks for what is known is raised only so");
    fuzz::require(score.policy_overrides.empty() == (truth != true), "an override is in force when all completions say so");
}

void require_scale(const Instrument& instrument, const std::vector<brute_force::Completion>& all, const Score& score) {
    const auto& scale = instrument.scales.front();
    const auto possible = brute_force::possible(instrument, scale, all);
    const auto& got = score.scales.front();
    fuzz::require(got.lowest == possible.lowest && got.highest == possible.highest, "lowest and highest are sharp");
    fuzz::require(are(got.possible_bands, possible.bands, scale.bands), "possible bands are those of completions");
    fuzz::require(are(score.possible_levels, brute_force::possible_levels(instrument, all).levels, instrument.levels), "possible levels are those of completions");
}

void require_same_text(const Condition& condition, const Instrument& instrument) {
    const auto text = condition_text::text_of(condition, items());
    const auto again = read_condition(text, items(), instrument.facts);
    fuzz::require(again.has_value(), "what was read is read again");
    fuzz::require(condition_text::same_tree(condition, *again), "the tree comes back");
    fuzz::require(condition_text::text_of(*again, items()) == text, "the text comes back");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size < given || size > given + most_text) return 0;
    const std::string text{reinterpret_cast<const char*>(bytes) + given, size - given};
    const auto condition = read_condition(text, items(), {"age", "sex"});
    if (!condition) return 0;
    const auto instrument = with(*condition);
    require_same_text(*condition, instrument);
    const auto responses = read_responses(instrument, bytes);
    const auto facts = read_facts(bytes);
    const auto score = engine::score(instrument, responses, facts);
    if (fuzz::refuses_fact(score)) return 0;
    fuzz::require(score.has_value(), "what was read is scored");
    if (count_completions(*condition, responses, facts) > most_completions) return 0;
    const auto all = completions(instrument, *condition, responses, facts);
    require_flags(instrument, all, *score);
    require_scale(instrument, all, *score);
    return 0;
}
