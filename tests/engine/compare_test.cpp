// SPDX-License-Identifier: EUPL-1.2
#include "engine/compare.h"

#include <catch2/catch.hpp>

#include "tests/support/mutations.h"

using namespace lika::made_up;

namespace {

/// "changed scale total band high from: 15 -> 14".
std::string said(const Difference& difference) {
    const char* kinds[] = {"added", "removed", "changed", "reordered"};
    std::string text = kinds[static_cast<int>(difference.kind)];
    for (const auto& part : difference.within) text += " " + part.name + " " + part.value;
    text += " " + difference.part.name;
    if (!difference.part.value.empty()) text += " " + difference.part.value;
    if (!difference.from.empty() || !difference.to.empty())
        text += ": " + difference.from + " -> " + difference.to;
    return text;
}

std::string said(const Instrument& first, const Instrument& second) {
    std::string text;
    for (const auto& difference : compare(first, second)) text += said(difference) + "\n";
    return text;
}

}  // namespace

TEST_CASE("an instrument does not differ from itself", "[engine][compare]") {
    RandomInstruments random(71);
    for (int round = 0; round < rounds(500); ++round) {
        const auto made = with_words(random.instrument());
        CHECK(compare(made, made).empty());
    }
}

namespace {

/// Makes each change in instruments of that kind and looks for it in the comparison.
void check_named(const std::vector<Mutation>& all, RandomInstruments::Kind kind) {
    RandomInstruments random(72, kind);
    for (const auto& mutation : all) {
        int made_changes = 0;
        for (int round = 0; round < rounds(120); ++round) {
            const auto before = with_words(random.instrument());
            auto after = before;
            if (!mutation.make(after)) continue;
            const auto differences = compare(before, after);
            INFO(mutation.part << "\n" << said(before, after));
            if (std::string(mutation.part).starts_with("cell.") && differences.empty()) continue;
            REQUIRE(differences.size() == 1);
            CHECK(differences.front().part.name == mutation.part);
            CHECK(compare(after, before).size() == 1);
            ++made_changes;
        }
        INFO(mutation.part);
        CHECK(made_changes > rounds(10));
    }
}

}  // namespace

TEST_CASE("every single change of meaning is one difference and names its part",
          "[engine][compare]") {
    check_named(mutations(), RandomInstruments::Kind::plain);
    check_named(mutations_of_rich(), RandomInstruments::Kind::rich);
}

TEST_CASE("a moved cut-off is told with its band and scale", "[engine][compare]") {
    const auto before = three_items();
    auto after = before;
    after.scales.front().bands.back().from = Points(3);

    CHECK(said(before, after) == "changed scale total band high from: 4 -> 3\n");
}

TEST_CASE("an item put first is one item more, not other terms", "[engine][compare]") {
    const auto before = three_items();
    auto after = before;
    after.items.insert(after.items.begin(), item("F0", 0, 2));
    for (auto& term : after.scales.front().terms) ++term.item;

    CHECK(said(before, after) == "added item F0\n");
    CHECK(said(after, before) == "removed item F0\n");
}

TEST_CASE("items in another order are the same items in another order", "[engine][compare]") {
    const auto before = three_items();
    auto after = before;
    std::swap(after.items[0], after.items[2]);
    std::swap(after.scales.front().terms[0].item, after.scales.front().terms[2].item);

    CHECK(said(before, after) == "reordered item: F1 F2 F3 -> F3 F2 F1\n");
}

TEST_CASE("what a removed part held is told with it", "[engine][compare]") {
    const auto before = three_items();
    auto after = before;
    after.scales.front().bands.pop_back();

    const auto differences = compare(before, after);

    REQUIRE(differences.size() == 1);
    REQUIRE(differences.front().part.parts.size() == 1);
    CHECK(differences.front().part.parts.front().value == "4");
}

TEST_CASE("a condition with other spaces means the same", "[engine][compare]") {
    auto before = three_items(), after = three_items();
    before.facts = after.facts = {"age"};
    before.items[1].applies_when = condition(before, "count(F1 F3 >= 1) != 2 and not (age < 12)");
    after.items[1].applies_when = condition(after, " count( F1  F3>=1 )!=2 and not(age<12) ");

    CHECK(compare(before, after).empty());
}
