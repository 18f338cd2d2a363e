// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <functional>
#include <set>

#include "engine/events.h"
#include "tests/support/released.h"

using namespace lika;
using namespace lika::engine;
using namespace lika::tests;

/// Whole domains of the made-up structures, missing ratings included, against the rules written
/// once more in a few lines each.
namespace {

using Ratings = std::vector<std::optional<int>>;  // as many as items; nothing: not known

const Released& structure(const std::string& name) {
    static std::map<std::string, Released> read;
    return read.try_emplace(name, "../tests/data/structures/" + name).first->second;
}

Sheet sheet_of(const Ratings& ratings) {
    Sheet sheet;
    for (const auto& rating : ratings)
        sheet.push_back(rating ? Response{*rating} : Response{Missing::not_known});
    return sheet;
}

/// Every combination of the ratings that stand in each place.
void every(const std::vector<Ratings>& places, const std::function<void(const Ratings&)>& visit,
           Ratings so_far = {}) {
    if (so_far.size() == places.size()) return visit(so_far);
    for (const auto& rating : places[so_far.size()]) {
        so_far.push_back(rating);
        every(places, visit, so_far);
        so_far.pop_back();
    }
}

const std::optional<int> unknown;

/// Each missing rating replaced by every one it could be; `up_to` is the highest of each place.
void every_completion(const Ratings& ratings, const std::vector<int>& up_to,
                      const std::function<void(const std::vector<int>&)>& visit) {
    std::vector<Ratings> places;
    for (std::size_t i = 0; i < ratings.size(); ++i) {
        Ratings could_be{ratings[i]};
        if (!ratings[i]) {
            could_be.clear();
            for (int rating = 0; rating <= up_to[i]; ++rating) could_be.push_back(rating);
        }
        places.push_back(could_be);
    }
    every(places, [&](const Ratings& complete) {
        std::vector<int> whole;
        for (const auto& rating : complete) whole.push_back(*rating);
        visit(whole);
    });
}

Facts facts_of(std::initializer_list<std::pair<const char*, std::optional<Fact>>> given) {
    Facts facts;
    for (const auto& [name, value] : given)
        if (value) facts[name] = *value;
    return facts;
}

std::string words(const std::set<int>& ranks, const std::vector<Level>& levels) {
    std::string text;
    for (const int rank : ranks) text += levels[static_cast<std::size_t>(rank)].id.value + " ";
    return text;
}

std::string words(const std::vector<LevelId>& levels) {
    std::string text;
    for (const auto& level : levels) text += level.value + " ";
    return text;
}

/// Compares levels with what the ranks of all completions say.
void compare_levels(Differences& differences, const Released& instrument, const Sheet& sheet,
                    const Score& score, const std::set<int>& ranks, bool enough) {
    const auto& levels = instrument.instrument().levels;
    differences.note(sheet, "possible levels", words(ranks, levels), words(score.possible_levels));
    const bool decided = enough && ranks.size() == 1;
    differences.note(sheet, "level",
                     decided ? levels[static_cast<std::size_t>(*ranks.begin())].id.value : "none",
                     score.scored_level ? score.scored_level->value : "none");
}

int rounded_half_up(int above, int below) {  // of positive numbers
    return (2 * above + below) / (2 * below);
}

}  // namespace

TEST_CASE(
    "a step up: every combination of ratings, missing ones and age comes to the level the rule "
    "gives",
    "[instruments][structures]") {
    const auto& step_up = structure("step-up-1.0");
    const Ratings tick{unknown, 0, 1};
    const auto rank = [](const std::vector<int>& r, int age) {
        const int step = age < 12 ? 2 : r[3];
        return std::max(std::min(r[0] + r[1] + r[2] + step, 3), r[4] == 1 ? 2 : 0);
    };

    Differences differences;
    for (const std::optional<int> age : {unknown, std::optional{9}, std::optional{12}})
        every({tick, tick, tick, tick, tick}, [&](const Ratings& ratings) {
            std::set<int> ranks;
            every_completion(ratings, {1, 1, 1, 1, 1}, [&](const auto& whole) {
                for (const int any_age : {9, 12})
                    if (!age || *age == any_age) ranks.insert(rank(whole, any_age));
            });
            const auto sheet = sheet_of(ratings);
            const auto score = step_up.score(sheet, age ? Facts{{"age", *age}} : Facts{});
            compare_levels(differences, step_up, sheet, score, ranks,
                           ratings[0] || ratings[1] || ratings[2]);
        });

    CHECK(differences.text() == "");
}

TEST_CASE("the higher of two: every combination comes to the higher level, or the override's",
          "[instruments][structures]") {
    const auto& higher = structure("higher-of-two-1.0");
    const Ratings often{unknown, 0, 1, 2}, tick{unknown, 0, 1};
    const auto rank = [](const std::vector<int>& r) {
        const std::array first{0, 1, 3};
        const int neglect = first[static_cast<std::size_t>(r[0])] + 2 * r[1] + r[2];
        const int abuse = 2 * r[3] + 3 * r[4];
        const int by_neglect = neglect >= 5 ? 3 : neglect >= 4 ? 2 : neglect >= 2 ? 1 : 0;
        const int by_abuse = abuse >= 7 ? 3 : abuse >= 5 ? 2 : abuse >= 3 ? 1 : 0;
        return r[5] == 1 ? 3 : std::max(by_neglect, by_abuse);
    };

    Differences differences;
    every({often, tick, tick, often, tick, tick}, [&](const Ratings& ratings) {
        std::set<int> ranks;
        every_completion(ratings, {2, 1, 1, 2, 1, 1},
                         [&](const auto& whole) { ranks.insert(rank(whole)); });
        const bool enough = (ratings[0] || ratings[1] || ratings[2]) && (ratings[3] || ratings[4]);
        const auto sheet = sheet_of(ratings);
        compare_levels(differences, higher, sheet, higher.score(sheet), ranks, enough);
    });

    CHECK(differences.text() == "");
}

TEST_CASE(
    "norms: every raw score of girls and boys in both grades becomes the T score of its table",
    "[instruments][structures]") {
    const auto& norms = structure("norms-by-sex-and-grade-1.0");
    const Ratings often{unknown, 0, 1, 2, 3};
    using Table = std::array<int, 10>;
    const Table young_girls{36, 40, 44, 48, 52, 56, 60, 65, 70, 75};
    const Table young_boys{38, 43, 48, 53, 58, 63, 68, 73, 80, 80};
    const Table older_girls{39, 44, 49, 54, 59, 65, 70, 75, 80, 80};
    const Table older_boys{41, 47, 53, 59, 65, 71, 77, 80, 80, 80};
    const auto table = [&](const std::string& sex, int grade) -> const Table& {
        if (sex == "female") return grade <= 4 ? young_girls : older_girls;
        return grade <= 4 ? young_boys : older_boys;
    };

    Differences differences;
    for (const std::string sex : {"female", "male"})
        for (const std::optional<int> grade : {unknown, std::optional{4}, std::optional{5}})
            every({often, often, often}, [&](const Ratings& ratings) {
                std::set<int> possible;
                every_completion(ratings, {3, 3, 3}, [&](const auto& whole) {
                    for (const int any_grade : {4, 5})
                        if (!grade || *grade == any_grade)
                            possible.insert(table(sex, any_grade)[static_cast<std::size_t>(
                                whole[0] + whole[1] + whole[2])]);
                });
                int rated = 0, raw = 0;
                for (const auto& rating : ratings)
                    rated += rating.has_value(), raw += rating.value_or(0);

                auto sheet = sheet_of(ratings);
                sheet.insert(sheet.end(), {Response{}, Response{}});
                const auto score = norms.score(
                    sheet, facts_of({{"sex", sex},
                                     {"grade", grade ? std::optional<Fact>{std::int64_t{*grade}}
                                                     : std::nullopt}}));
                const auto& fear = score.scales[0];
                const bool given = ratings[0] && rated >= 2 && grade;
                const int points =
                    given ? table(sex,
                                  *grade)[static_cast<std::size_t>(rounded_half_up(3 * raw, rated))]
                          : 0;
                differences.note(sheet, "T score", given ? std::to_string(points) : "none",
                                 tests::words(fear.points));
                differences.note(sheet, "band",
                                 !given         ? "none"
                                 : points >= 75 ? "clinical"
                                 : points >= 65 ? "borderline"
                                                : "usual",
                                 band_of(fear));
                differences.note(sheet, "lowest", *possible.begin(), fear.lowest);
                differences.note(sheet, "highest", *possible.rbegin(), fear.highest);
            });

    CHECK(differences.text() == "");
}

TEST_CASE(
    "cut-offs of each informant: every combination of ratings has the band that informant's "
    "cut-offs give",
    "[instruments][structures]") {
    const auto& informants = structure("informants-1.0");
    const Ratings truth{unknown, 0, 1, 2};
    const std::map<std::string, std::pair<int, int>> cut_offs{
        {"parent", {4, 5}}, {"teacher", {5, 6}}, {"young-person", {6, 7}}};

    Differences differences;
    for (const auto& [informant, from] : cut_offs)
        every({truth, truth, truth, truth, truth}, [&, &informant = informant, &from = from](const Ratings& ratings) {
            int rated = 0, raw = 0;
            for (std::size_t i = 0; i < 5; ++i)
                if (ratings[i]) ++rated, raw += i == 3 ? 2 - *ratings[i] : *ratings[i];
            const auto band = [&](int points) {
                return points >= from.second ? 2 : points >= from.first ? 1 : 0;
            };
            const std::array names{"normal", "borderline", "raised"};
            const auto sheet = sheet_of(ratings);
            const auto score = informants.score(sheet, {{"informant", Fact{informant}}});
            const auto& worry = score.scales[0];
            const bool given = rated >= 3;
            const int points = given ? rounded_half_up(5 * raw, rated) : 0;
            differences.note(sheet, "points", given ? std::to_string(points) : "none",
                             tests::words(worry.points));
            differences.note(sheet, "band",
                             given ? names[static_cast<std::size_t>(band(points))] : "none",
                             band_of(worry));
            std::string possible, got;
            for (int at = band(raw); at <= band(raw + 2 * (5 - rated)); ++at)
                possible += std::string{names[static_cast<std::size_t>(at)]} + " ";
            for (const auto& id : worry.possible_bands) got += id.value + " ";
            differences.note(sheet, "possible bands", possible, got);
        });

    CHECK(differences.text() == "");
}

TEST_CASE("action levels are counted from 2 and from 3 in every combination, never summed",
          "[instruments][structures]") {
    const auto& actions = structure("action-counts-1.0");
    const Ratings level{unknown, 0, 1, 2, 3};

    Differences differences;
    every({level, level, level, level}, [&](const Ratings& ratings) {
        auto sheet = sheet_of(ratings);
        sheet.insert(sheet.end(), {Response{0}, Response{3}});
        const auto score = actions.score(sheet);
        for (const int from : {2, 3}) {
            const auto& scale = score.scales[static_cast<std::size_t>(from - 2)];
            int counted = 0, missing = 0;
            for (const auto& rating : ratings) counted += rating >= from, missing += !rating;
            differences.note(sheet, "count", missing ? "none" : std::to_string(counted),
                             tests::words(scale.points));
            differences.note(sheet, "lowest", counted, scale.lowest);
            differences.note(sheet, "highest", counted + missing, scale.highest);
        }
    });

    CHECK(differences.text() == "");
}

TEST_CASE("every pair of events, with or without day and occasion, counts as written down by hand",
          "[instruments][structures]") {
    const auto& instrument = structure("repeated-events-1.0").instrument();
    const std::map<std::string, int> points{
        {"shouted", 1}, {"pushed", 2}, {"broke", 4}, {"talked", 0}};
    const auto day = [](unsigned number) {
        return std::chrono::year{2024} / std::chrono::month{3} / std::chrono::day{number};
    };
    std::vector<Event> events;
    for (const auto& [kind, worth] : points)
        for (const std::optional<Day> on :
             {std::optional<Day>{}, std::optional<Day>{day(1)}, std::optional<Day>{day(8)}})
            for (const char* group : {"", "camp", "trip"})
                events.push_back({on, EventKindId{kind}, group});

    for (const auto& one : events)
        for (const auto& other : events) {
            Responses counted(instrument);
            REQUIRE(count_events(instrument, {{EventsId{"incidents"}, {one, other}}}, counted));
            const int first = points.at(one.kind.value), second = points.at(other.kind.value);
            const bool together = one.group.empty() && other.group.empty()
                                      ? one.on && one.on == other.on
                                      : one.group == other.group;
            const auto rough = [](int worth) { return worth >= 2; };
            const std::vector<int> expected{2, rough(first) + rough(second), first + second,
                                            std::max(first, second),
                                            together ? std::max(first, second) : first + second};
            std::vector<int> got;
            for (std::size_t item = 0; item < counted.size(); ++item)
                got.push_back(counted[item].rating());
            if (got != expected) CHECK(got == expected);
        }
}

TEST_CASE("one scale against another: every combination allows what the two weighted sums say",
          "[instruments][structures]") {
    const auto& matrix = structure("two-scale-matrix-1.0");
    const Ratings tick{unknown, 0, 1};
    const auto words = [](const std::vector<OutcomeId>& outcomes) {
        std::string text;
        for (const auto& outcome : outcomes) text += outcome.value + " ";
        return text;
    };

    Differences differences;
    every({tick, tick, tick, tick, tick, tick}, [&](const Ratings& ratings) {
        std::set<bool> full_form;
        every_completion(ratings, {1, 1, 1, 1, 1, 1}, [&](const auto& whole) {
            const int before = whole[0] + whole[1] + whole[2];
            const int around = 2 * whole[3] + whole[4] + whole[5];
            full_form.insert(before >= 2 || around >= 3);
        });
        auto sheet = sheet_of(ratings);
        sheet.emplace_back();  // the derived row is never entered
        const auto score = matrix.score(sheet);
        const auto& next = score.decisions[0];
        std::string possible;
        if (full_form.contains(false)) possible += "none-needed ";
        if (full_form.contains(true)) possible += "full-form ";
        const bool enough = ratings[0] || ratings[1] || ratings[2];
        const bool decided = enough && full_form.size() == 1;
        differences.note(sheet, "possible", possible, words(next.possible));
        differences.note(sheet, "allowed", decided ? possible : "undecided",
                         next.outcomes ? words(*next.outcomes) : "undecided");
    });

    CHECK(differences.text() == "");
}
