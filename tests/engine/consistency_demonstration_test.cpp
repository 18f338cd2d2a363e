// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/demonstration.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "engine/consistency/city_items.h"
#include "engine/consistency/city_picture.h"

using namespace lika::engine::consistency;

// LIKA_CITIES=200 builds the cities of docs/consistency.md, "The demonstration city"; the usual run builds fewer.

namespace {

int cities() {
    const char* asked = std::getenv("LIKA_CITIES");
    return asked != nullptr ? std::atoi(asked) : 12;
}

struct Pages {
    CityPicture picture;
    ItemsPicture items;
};

Pages pages_of(const DemonstrationCity& city) {
    std::vector<DistrictTally> tallies;
    for (const auto& outcomes : city.districts) tallies.push_back(tally(outcomes, city.scheme, city.period));
    std::vector<DistrictPart> parts;
    for (std::size_t i = 0; i < tallies.size(); ++i) parts.push_back({city.ids[i], &tallies[i], city.pairs[i]});
    Pages pages{city_picture(parts, city.period.months, 1), {}};
    pages.items = items_picture(parts, pages.picture.release.counted[3]);
    return pages;
}

using Marks = std::set<std::pair<std::string, std::size_t>>;   ///< what, and which district or item

template <class Districts>
void mark(Marks& marks, const std::string& what, const Districts& districts) {
    for (std::size_t i = 0; i < districts.size(); ++i)
        if (districts[i].outside != Outside::no) marks.insert({what, i});
}

/// What the supervisor's page marks.
Marks district_marks(const CityPicture& picture) {
    Marks marks;
    const char* names[] = {"high", "up", "down", "missing"};
    for (std::size_t kind = 0; kind < counted_kinds; ++kind) mark(marks, names[kind], picture.counted[kind].districts);
    mark(marks, "time", picture.times.districts);
    return marks;
}

/// What the auditor's page asks the panel about.
Marks item_marks(const ItemsPicture& items) {
    Marks marks;
    const char* names[] = {"sex", "age", "district"};
    for (std::size_t i = 0; i < items.items.size(); ++i)
        for (const auto& contrast : items.items[i].contrasts)
            if (contrast.ets == "BB" || contrast.ets == "CC") marks.insert({names[static_cast<std::size_t>(contrast.kind)], i});
    return marks;
}

Marks true_marks(const DemonstrationTruth& truth) {
    Marks marks;
    for (const auto district : truth.leaning) marks.insert({"high", district});
    for (const auto district : truth.overriding) marks.insert({"up", district});
    return marks;
}

std::size_t false_ones(const Marks& found, const Marks& truth) {
    return static_cast<std::size_t>(std::count_if(found.begin(), found.end(), [&](const auto& one) { return !truth.contains(one); }));
}

struct Tried {
    int cities = 0, exact = 0, with_false = 0, exact_items = 0, unusual_months = 0;
    std::size_t found = 0, false_marks = 0, tests = 0;
};

Tried tried(bool has_differences) {
    Tried sum;
    for (int seed = 1; seed <= cities(); ++seed) {
        const auto city = demonstration_city(static_cast<std::uint64_t>(seed), has_differences);
        const auto pages = pages_of(city);
        const auto truth = true_marks(city.truth), found = district_marks(pages.picture);
        const auto false_marks = false_ones(found, truth);
        ++sum.cities;
        sum.found += found.size() - false_marks;
        sum.false_marks += false_marks;
        sum.tests += pages.picture.tests;
        sum.with_false += false_marks > 0 ? 1 : 0;
        sum.exact += found == truth ? 1 : 0;
        Marks biased;
        for (const auto item : city.truth.biased) biased.insert({"sex", item});
        sum.exact_items += item_marks(pages.items) == biased ? 1 : 0;
        for (const auto& month : pages.picture.months.months) sum.unusual_months += month.is_unusual ? 1 : 0;
        for (const auto small : city.truth.small)
            for (const auto& counted : pages.picture.counted)
                if (counted.districts[small].status != "too_few") FAIL_CHECK("a small district is told of");
    }
    WARN(sum.cities << " cities, " << sum.found << " true marks found, exactly the truth in " << sum.exact << ", with a false mark "
                    << sum.with_false << ", " << sum.false_marks << " false of " << sum.tests << " tests, items exact in "
                    << sum.exact_items << ", unusual months " << sum.unusual_months);
    return sum;
}

}  // namespace

TEST_CASE("in the demonstration city the pages find who leans, who overrides and which item, and seldom another",
          "[engine][consistency][demonstration]") {
    const auto sum = tried(true);
    const auto truths = static_cast<std::size_t>(4 * sum.cities);

    CHECK(sum.found >= truths - truths / 50);                        // nearly always all four
    CHECK(sum.false_marks * 20 <= (sum.found + sum.false_marks) * 2);   // believed at 1 in 20; twice that by chance
    CHECK(sum.exact * 10 >= sum.cities * 6);
    CHECK(sum.exact_items * 10 >= sum.cities * 9);
}

TEST_CASE("in a city without differences one in twenty has any mark", "[engine][consistency][demonstration]") {
    const auto sum = tried(false);

    CHECK(sum.with_false * 20 <= sum.cities + 40);   // of 200 at most 12, of a few at most 2
    CHECK(sum.exact_items * 10 >= sum.cities * 9);
}

TEST_CASE("the demonstration city is the same every time, and so is its picture", "[engine][consistency][demonstration]") {
    const auto one = pages_of(demonstration_city(3)), other = pages_of(demonstration_city(3));

    CHECK(one.picture.assessments == other.picture.assessments);
    for (std::size_t kind = 0; kind < counted_kinds; ++kind)
        for (std::size_t i = 0; i < one.picture.own.size(); ++i)
            CHECK(one.picture.counted[kind].districts[i].p == other.picture.counted[kind].districts[i].p);
    CHECK(one.picture.agreement.alpha.interval == other.picture.agreement.alpha.interval);
}
