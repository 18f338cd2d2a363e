// SPDX-License-Identifier: EUPL-1.2
#include "engine/condition.h"

#include <catch2/catch.hpp>

#include "tests/support/condition_text.h"
#include "tests/support/random_instrument.h"

using namespace lika;
using namespace lika::engine;

namespace {

Instrument known_items() {
    Instrument made;
    for (const auto* id : {"F1", "F2", "F1-protection"})
        made.items.push_back(made_up::item(id, 0, 3));
    made.facts = {"age", "sex"};
    return made;
}

/// A flag of the condition: "raised", "not raised" or "open".
std::string judged(const std::string& text,
                   std::initializer_list<std::pair<const char*, Response>> given,
                   const Facts& facts = {}) {
    auto instrument = known_items();
    instrument.flags.push_back(
        {FlagId{"flag"}, {}, made_up::condition(instrument, text), true, ""});
    const auto score = made_up::scored(instrument, made_up::responses(instrument, given), facts);
    const auto& state = score.flags.front().raised;
    return !state ? "open" : *state ? "raised" : "not raised";
}

std::string fault(const std::string& text) {
    const auto read = read_condition(text, {ItemId{"F1"}, ItemId{"F2"}}, {"age", "sex"});
    return read ? "none" : read.error().reason + " " + read.error().place;
}

constexpr auto not_known = Missing::not_known;
constexpr auto not_applicable = Missing::not_applicable;

}  // namespace

TEST_CASE("a condition compares a rating with a number in six ways", "[engine][condition]") {
    CHECK(judged("F1 = 2", {{"F1", 2}}) == "raised");
    CHECK(judged("F1 != 2", {{"F1", 2}}) == "not raised");
    CHECK(judged("F1 < 2", {{"F1", 1}}) == "raised");
    CHECK(judged("F1 <= 2", {{"F1", 2}}) == "raised");
    CHECK(judged("F1 > 2", {{"F1", 2}}) == "not raised");
    CHECK(judged("F1>=2", {{"F1", 2}}) == "raised");
    CHECK(judged("F1-protection = 1", {{"F1-protection", 1}}) == "raised");
}

TEST_CASE("and binds closer than or, and not closer than both", "[engine][condition]") {
    CHECK(judged("F1 = 1 or F1 = 2 and F2 = 1", {{"F1", 1}, {"F2", 0}}) == "raised");
    CHECK(judged("(F1 = 1 or F1 = 2) and F2 = 1", {{"F1", 1}, {"F2", 0}}) == "not raised");
    CHECK(judged("not F1 = 1 and F2 = 0", {{"F1", 0}, {"F2", 0}}) == "raised");
    CHECK(judged("not (F1 = 1 and F2 = 0)", {{"F1", 1}, {"F2", 0}}) == "not raised");
}

TEST_CASE("a condition counts the items that match", "[engine][condition]") {
    CHECK(judged("count(F1 F2 F1-protection >= 2) >= 2",
                 {{"F1", 2}, {"F2", 3}, {"F1-protection", 0}}) == "raised");
    CHECK(judged("count(F1 F2 >= 2) = 2", {{"F1", 2}, {"F2", 1}}) == "not raised");
    CHECK(judged("any(F1 F2 = 3)", {{"F1", 0}, {"F2", 3}}) == "raised");
    CHECK(judged("count(F1 F2 = 0) < 1", {{"F1", 1}, {"F2", 1}}) == "raised");
}

TEST_CASE("a condition reads facts", "[engine][condition]") {
    CHECK(judged("age < 12 and sex = female", {}, {{"age", 11}, {"sex", "female"}}) == "raised");
    CHECK(judged("age < 12", {}, {{"age", 12}}) == "not raised");
    CHECK(judged("sex != female", {}, {{"sex", "male"}}) == "raised");
    CHECK(judged("age < 12", {}) == "open");
    CHECK(judged("age < 12 or age >= 12", {}) == "raised");
}

TEST_CASE("a missing rating leaves a condition open only when it could decide it",
          "[engine][condition]") {
    CHECK(judged("F1 = 2", {{"F1", not_known}}) == "open");
    CHECK(judged("F1 = 2 or F2 = 2", {{"F2", 2}}) == "raised");
    CHECK(judged("F1 = 2 and F2 = 2", {{"F2", 0}}) == "not raised");
    CHECK(judged("F1 >= 0", {}) == "raised");
    CHECK(judged("F1 = 0 or F1 >= 1", {}) == "raised");
    CHECK(judged("count(F1 F2 >= 2) >= 2", {{"F1", 1}}) == "not raised");
    CHECK(judged("count(F1 F2 >= 2) != 1", {{"F1", 1}}) == "open");
}

TEST_CASE("a comparison of an item that does not apply is false", "[engine][condition]") {
    CHECK(judged("F1 = 2", {{"F1", not_applicable}}) == "not raised");
    CHECK(judged("F1 != 2", {{"F1", not_applicable}}) == "not raised");
    CHECK(judged("not F1 = 2", {{"F1", not_applicable}}) == "raised");
    CHECK(judged("count(F1 F2 <= 3) = 1", {{"F1", not_applicable}, {"F2", 3}}) == "raised");
}

TEST_CASE("a condition that cannot be read names its reason and column", "[engine][condition]") {
    CHECK(fault("") == "syntax 1");
    CHECK(fault("F1 2") == "syntax 4");
    CHECK(fault("F1 = ") == "syntax 6");
    CHECK(fault("F1 = 2 and") == "syntax 11");
    CHECK(fault("F1 = 2 F2 = 1") == "syntax 8");
    CHECK(fault("(F1 = 2") == "syntax 8");
    CHECK(fault("F1 = 2x") == "syntax 6");
    CHECK(fault("F1 = two") == "syntax 6");
    CHECK(fault("F1 = 99999999999") == "syntax 6");
    CHECK(fault("sex < female") == "syntax 7");
    CHECK(fault("and = 1") == "syntax 1");
    CHECK(fault("count(F1 >= 1)") == "syntax 15");
    CHECK(fault("any(= 1)") == "syntax 5");
    CHECK(fault("F1 = 1 or F9 = 1") == "unknown_item 11");
    CHECK(fault("any(F1 F9 = 3)") == "unknown_item 8");
    CHECK(fault("town = stockholm") == "unknown_fact 1");
    CHECK(fault(std::string(2001, ' ')) == "too_long 2001");
}

TEST_CASE("a condition nested too deeply is refused before it is read on", "[engine][condition]") {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '(') + "F1 = 1" + std::string(depth, ')');
    };

    CHECK(fault(nested(31)) == "none");
    CHECK(fault(nested(32)) == "too_deep 33");
    CHECK(fault(nested(900)) == "too_deep 33");
    std::string negations;
    for (int i = 0; i < 400; ++i) negations += "not ";
    CHECK(fault(negations + "F1 = 1") == "too_deep 129");
}

TEST_CASE("a condition keeps its words and puts parts before the whole", "[engine][condition]") {
    const auto read =
        read_condition("F1 = 2 and (F2 >= 1 or age < 12)", {ItemId{"F1"}, ItemId{"F2"}}, {"age"});

    REQUIRE(read);
    CHECK(read->text == "F1 = 2 and (F2 >= 1 or age < 12)");
    REQUIRE(read->nodes.size() == 5);
    CHECK(read->nodes.back().kind == Condition::Kind::all_of);
    for (std::size_t node = 0; node < read->nodes.size(); ++node)
        for (const auto child : read->nodes[node].children) CHECK(child < node);
}

TEST_CASE("a condition's tree written as text reads to the same tree", "[engine][condition]") {
    std::size_t compared = 0;
    for (unsigned seed = 0; seed < 500; ++seed) {
        const auto instrument = made_up::RandomInstruments{seed}.instrument();
        std::vector<ItemId> items;
        for (const auto& item : instrument.items) items.push_back(item.id);
        for (const auto& policy : instrument.policy_overrides) {
            const auto text = condition_text::text_of(policy.when, items);
            INFO(policy.when.text << " | " << text);
            const auto again = read_condition(text, items, instrument.facts);
            REQUIRE(again);
            CHECK(condition_text::same_tree(policy.when, *again));
            ++compared;
        }
    }
    CHECK(compared > 300);
}

TEST_CASE("a fact of another kind than the one compared is refused, not judged",
          "[engine][condition]") {
    const auto refused = [](const char* when, const Facts& facts) {
        Instrument made;
        made.items = {lika::made_up::item("Q1", 0, 1)};
        made.facts = {"age", "sex"};
        made.flags = {{FlagId{"flag"}, {}, lika::made_up::condition(made, when), true, ""}};
        return score(made, Responses(made), facts).error().reason;
    };

    CHECK(refused("sex < 3", {{"sex", std::string("male")}}) == "fact_not_a_number");
    CHECK(refused("age != old", {{"age", std::int64_t{15}}}) == "fact_not_a_word");
    CHECK(refused("not age = old", {{"age", std::int64_t{15}}}) == "fact_not_a_word");
}
