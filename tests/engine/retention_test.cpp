// SPDX-License-Identifier: EUPL-1.2
#include "engine/retention.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/support/retention_rules.h"
#include "tests/support/sanitized.h"

using namespace lika::engine;
using namespace lika::tests;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

Day day(const std::string& text) {
    return read_day(text).value();
}

/// A closed file of Stockholm, of somebody born on the 6th, about whom everything is recorded.
RetentionFacts closed_file(const std::string& last_note = "2020-03-02") {
    RetentionFacts facts;
    facts.last_note_on = day(last_note);
    facts.born_on = day("2004-05-06");
    facts.placed = facts.paternity = facts.adoption = facts.custody_agreement = false;
    return facts;
}

RetentionDecision decided(const RetentionFacts& facts, const std::string& today,
                          const RetentionPlace& place = {}) {
    static const auto catalogue = retention_rules();
    REQUIRE(check_place(catalogue, place));
    return decide_retention(catalogue, place, facts, day(today));
}

std::vector<std::string> rules_of(const RetentionDecision& decision) {
    std::vector<std::string> ids;
    for (const auto* rule : decision.because) ids.push_back(rule->id);
    return ids;
}

std::vector<std::string> missing_of(const RetentionDecision& decision) {
    std::vector<std::string> words;
    for (const auto fact : decision.missing) words.emplace_back(to_string(fact));
    return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "a closed file is due five years after its last note and finished by the end of the next year",
    "[engine][retention]") {
    const auto before = decided(closed_file(), "2025-03-01");
    const auto on = decided(closed_file(), "2025-03-02");

    CHECK(before.outcome == RetentionOutcome::not_yet);
    CHECK(on.outcome == RetentionOutcome::due);
    for (const auto& decision : {before, on}) {
        CHECK(decision.due_on == day("2025-03-02"));
        CHECK(decision.finish_by == day("2026-12-31"));
        CHECK(rules_of(decision) == Words{"five-years"});
    }
    CHECK_FALSE(decided(closed_file(), "2026-12-31").is_late(day("2026-12-31")));
    CHECK(decided(closed_file(), "2027-01-01").is_late(day("2027-01-01")));
}

TEST_CASE(
    "five years from 29 February end on 28 February, and from New Year's Eve within that year",
    "[engine][retention]") {
    CHECK(decided(closed_file("2020-02-29"), "2025-02-27").outcome == RetentionOutcome::not_yet);
    CHECK(decided(closed_file("2020-02-29"), "2025-02-28").outcome == RetentionOutcome::due);
    CHECK(decided(closed_file("2020-12-31"), "2025-12-31").finish_by == day("2026-12-31"));
    CHECK(decided(closed_file("2021-01-01"), "2026-01-01").finish_by == day("2027-12-31"));
}

TEST_CASE("those born on the 5th, 15th or 25th of any month are kept, all others are not",
          "[engine][retention]") {
    for (auto born = sys_days{2004y / 1 / 1}; born < sys_days{2005y / 1 / 1}; born += days{1}) {
        auto facts = closed_file();
        facts.born_on = Day{born};
        const auto number = static_cast<unsigned>(facts.born_on->day());
        const bool kept = number == 5 || number == 15 || number == 25;
        INFO(to_string(*facts.born_on));
        CHECK(rules_of(decided(facts, "2026-11-26")) ==
              (kept ? Words{"research-birth-day"} : Words{"five-years"}));
    }
}

TEST_CASE("every municipality of three counties and Göteborg keep everything, no other does",
          "[engine][retention]") {
    const auto catalogue = retention_rules();
    for (int code = 0; code <= 9999; ++code) {
        const auto text = std::to_string(10000 + code).substr(1);
        const RetentionPlace place{text, {}};
        if (!check_place(catalogue, place)) continue;
        const auto outcome =
            decide_retention(catalogue, place, closed_file(), day("2026-11-26")).outcome;
        const auto county = text.substr(0, 2);
        const bool keeps = county == "05" || county == "09" || county == "22" || text == "1480";
        if (outcome != (keeps ? RetentionOutcome::kept : RetentionOutcome::due)) FAIL_CHECK(text);
    }
}

TEST_CASE("a municipality that does not exist and a rule nobody can choose are refused",
          "[engine][retention]") {
    const auto catalogue = retention_rules();
    for (const auto* code : {"", "180", "01800", "0280", "018x", "Stockholm", "9999"})
        CHECK(check_place(catalogue, {code, {}}).error().reason == "unknown_municipality");
    CHECK(check_place(catalogue, {"0180", {"five-years"}}).error().reason == "unknown_rule");
    CHECK(check_place(catalogue, {"0180", {"concern-without-case"}}));
}

TEST_CASE("an agreement on custody is kept until the child is eighteen", "[engine][retention]") {
    auto facts = closed_file();
    facts.born_on = day("2008-02-29");
    facts.custody_agreement = true;

    CHECK(decided(facts, "2026-02-28").outcome == RetentionOutcome::not_yet);
    const auto grown = decided(facts, "2026-03-01");
    CHECK(grown.outcome == RetentionOutcome::due);
    CHECK(grown.due_on == day("2026-03-01"));
    CHECK(grown.finish_by == day("2027-12-31"));
    CHECK(rules_of(grown) == Words{"five-years", "custody-agreement"});
}

TEST_CASE("a file without a birth day cannot be decided, and is not purged",
          "[engine][retention]") {
    auto facts = closed_file();
    facts.born_on.reset();

    const auto decision = decided(facts, "2026-11-26");
    CHECK(decision.outcome == RetentionOutcome::undecided);
    CHECK(missing_of(decision) == Words{"birth_day"});
    CHECK(decided(facts, "2025-03-01").outcome == RetentionOutcome::not_yet);
    CHECK(decided(facts, "2026-11-26", {"1480", {}}).outcome == RetentionOutcome::kept);
}

TEST_CASE("whether an agreement exists need not be known of somebody who is eighteen",
          "[engine][retention]") {
    auto facts = closed_file();
    facts.custody_agreement.reset();
    CHECK(decided(facts, "2026-11-26").outcome == RetentionOutcome::due);

    facts.born_on = day("2010-05-06");
    CHECK(missing_of(decided(facts, "2026-11-26")) == Words{"custody_agreement"});
}

TEST_CASE("an open case or an unsigned draft has had no last note yet", "[engine][retention]") {
    auto open = closed_file(), draft = closed_file();
    open.is_open = true;
    draft.has_drafts = true;

    for (const auto& facts : {open, draft}) {
        CHECK(decided(facts, "2026-11-26").outcome == RetentionOutcome::not_yet);
        CHECK_FALSE(decided(facts, "2026-11-26").due_on);
    }
}

TEST_CASE("a concern that led to no case is purged only where the municipality has decided so",
          "[engine][retention]") {
    auto concern = closed_file();
    concern.kind = FileKind::concern;

    CHECK(decided(concern, "2026-11-26").outcome == RetentionOutcome::no_rule);
    CHECK(decided(concern, "2026-11-26", {"0180", {"concern-without-case"}}).outcome ==
          RetentionOutcome::due);
}

TEST_CASE("rules count by the day of the decision", "[engine][retention]") {
    const auto statute_on = [](const std::string& today) {
        return decided(closed_file("2015-03-02"), today).because.front()->statute;
    };

    CHECK(statute_on("2025-06-30") == "12 kap. 1 § socialtjänstlagen (2001:453)");
    CHECK(statute_on("2025-07-01") == "16 kap. 4 § socialtjänstlagen (2025:400)");
    CHECK(decided(closed_file("1990-03-02"), "2003-06-30").outcome == RetentionOutcome::no_rule);
}

namespace {

// The truth table, written apart from the engine: what docs/retention.md says of a file about which
// all is known, and then of one about which something is missing, by every way to fill it in.

struct Known {
    bool is_concern;
    Day last_note, born;
    bool placed, paternity, adoption, custody;
    bool open, draft;
};

enum class Answer { kept, wait, purge, none };

int number_of(Day day) {
    return static_cast<int>(day.year()) * 10000 + static_cast<int>(unsigned(day.month())) * 100 +
           static_cast<int>(unsigned(day.day()));
}

/// Anniversaries by calendar arithmetic on yyyymmdd: a day the year lacks compares right by itself,
/// but for the last note, which ends on 28 February.
bool has_passed(Day from, int years, Day today, bool ends_on_28) {
    int due = number_of(from) + years * 10000;
    const bool leap_day = due % 10000 == 229;
    const int year = due / 10000;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (leap_day && !leap && ends_on_28) due -= 1;
    return number_of(today) >= due;
}

/// What the municipality has chosen.
struct Choice {
    bool concerns, thirty_years;
    std::set<std::string> ids() const {
        std::set<std::string> all;
        if (concerns) all.insert("concern-without-case");
        if (thirty_years) all.insert("child-file-30-years");
        return all;
    }
};

bool keeps_all(std::string_view place) {
    return place == "0580" || place == "0980" || place == "2281" || place == "1480";
}

Answer plain_table(const Known& file, bool place_keeps_all, const Choice& chosen, Day today) {
    const unsigned birth = unsigned(file.born.day());
    // clang-format off
    const std::array<std::pair<bool, Answer>, 12> rows{{
        {place_keeps_all,                                                          Answer::kept},
        {birth == 5 || birth == 15 || birth == 25,                                 Answer::kept},
        {file.placed,                                                              Answer::kept},
        {file.paternity,                                                           Answer::kept},
        {file.adoption,                                                            Answer::kept},
        {file.is_concern && !chosen.concerns,                                      Answer::none},
        {file.open,                                                                Answer::wait},
        {file.draft,                                                               Answer::wait},
        {!has_passed(file.last_note, 5, today, true),                              Answer::wait},
        {file.custody && !has_passed(file.born, 18, today, false),                 Answer::wait},
        {chosen.thirty_years && !has_passed(file.born, 30, today, false),          Answer::wait},
        {true,                                                                     Answer::purge}}};
    // clang-format on
    return std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.first; })
        ->second;
}

/// Every way to fill in what may be missing.
template <class Value>
struct Ways {
    std::array<Value, 3> all;
    std::size_t count;
    auto begin() const { return all.begin(); }
    auto end() const { return all.begin() + static_cast<std::ptrdiff_t>(count); }
};

Ways<bool> ways(std::optional<bool> said) {
    return said ? Ways<bool>{{*said}, 1} : Ways<bool>{{false, true}, 2};
}

Ways<Day> ways(std::optional<Day> said, const Ways<Day>& otherwise) {
    return said ? Ways<Day>{{*said}, 1} : otherwise;
}

class Answers {
public:
    void insert(Answer answer) { bits_ |= 1U << static_cast<unsigned>(answer); }
    bool contains(Answer answer) const { return (bits_ & 1U << static_cast<unsigned>(answer)) != 0; }
    bool are_only(Answer answer) const { return bits_ == 1U << static_cast<unsigned>(answer); }

private:
    unsigned bits_ = 0;
};

/// Every way to fill in what is missing: born long ago, lately, or on the 15th; noted long ago or
/// today.
Answers all_answers(const RetentionFacts& facts, bool place_keeps_all, const Choice& chosen,
                    Day today) {
    static const Ways<Day> notes{{day("1950-01-01"), day("2026-11-26")}, 2};
    static const Ways<Day> days_of_birth{
        {day("1950-01-01"), day("2026-01-01"), day("1950-01-15")}, 3};
    Answers answers;
    for (const auto last : ways(facts.last_note_on, notes))
        for (const auto born : ways(facts.born_on, days_of_birth))
            for (const bool placed : ways(facts.placed))
                for (const bool paternity : ways(facts.paternity))
                    for (const bool adoption : ways(facts.adoption))
                        for (const bool custody : ways(facts.custody_agreement))
                            answers.insert(plain_table(
                                {facts.kind == FileKind::concern, last, born, placed, paternity,
                                 adoption, custody, facts.is_open, facts.has_drafts},
                                place_keeps_all, chosen, today));
    return answers;
}

RetentionOutcome expected(const Answers& answers) {
    if (answers.are_only(Answer::kept)) return RetentionOutcome::kept;
    if (answers.are_only(Answer::purge)) return RetentionOutcome::due;
    if (answers.contains(Answer::purge)) return RetentionOutcome::undecided;
    return answers.contains(Answer::wait) ? RetentionOutcome::not_yet : RetentionOutcome::no_rule;
}

/// Days around the border of five years before today, leap days among them.
std::vector<std::optional<Day>> last_notes(Day today) {
    std::vector<std::optional<Day>> all{std::nullopt};
    for (const int shift : {-400, -2, -1, 0, 1, 2, 400})
        all.push_back(Day{sys_days{Day{today.year() - std::chrono::years{5}, today.month(),
                                       day("2026-01-28").day()}} +
                          days{shift}});
    all.push_back(Day{today.year() - std::chrono::years{5}, today.month(), today.day()});
    if (!all.back()->ok()) all.back() = Day{sys_days{*all.back()}};
    for (const auto* one : {"2020-02-28", "2020-02-29", "2020-03-01", "2019-12-31", "2020-01-01"})
        all.push_back(day(one));
    return all;
}

/// Births around eighteen and thirty years before today, on and beside the days of research.
std::vector<std::optional<Day>> births(Day today) {
    std::vector<std::optional<Day>> all{std::nullopt};
    for (const int years : {18, 30})
        for (const int shift : {-1, 0, 1})
            all.push_back(Day{sys_days{Day{today.year() - std::chrono::years{years}, today.month(),
                                           today.day()}} +
                              days{shift}});
    for (const auto* one :
         {"1990-03-05", "1990-03-14", "1990-03-15", "1990-03-25", "2008-02-29", "1996-02-29"})
        all.push_back(day(one));
    return all;
}

/// One of them under the sanitizers, which take ten times as long.
std::vector<std::string> days_of_decision() {
#ifdef LIKA_SANITIZED
    return {"2028-02-29"};
#else
    return {"2026-02-28", "2026-03-01", "2026-12-31", "2028-02-29"};
#endif
}

const std::vector<std::optional<bool>> said{std::nullopt, false, true};

/// Calls `check` with every combination of what can be recorded of a file with these days.
template <class Check>
void each_recorded(RetentionFacts facts, Check check) {
    for (const auto placed : said)
        for (const auto paternity : said)
            for (const auto adoption : said)
                for (const auto custody : said)
                    for (const int state : {0, 1, 2, 3}) {
                        facts.placed = placed;
                        facts.paternity = paternity;
                        facts.adoption = adoption;
                        facts.custody_agreement = custody;
                        facts.is_open = (state & 1) != 0;
                        facts.has_drafts = (state & 2) != 0;
                        check(facts);
                    }
}

}  // namespace

TEST_CASE(
    "the whole truth table: every combination of facts, places, choices and days around the "
    "borders",
    "[engine][retention]") {
    const auto catalogue = retention_rules();
    std::map<RetentionOutcome, long> seen;
    long wrong = 0;
    for (const auto& today_text : days_of_decision())
        for (const auto* place : {"0180", "0580", "0980", "1480", "1481"})
            for (const auto& chosen : {Choice{false, false}, Choice{true, false}, Choice{false, true}, Choice{true, true}})
                for (const auto kind : {FileKind::case_file, FileKind::concern})
                    for (const auto& born : births(day(today_text)))
                        for (const auto& last : last_notes(day(today_text))) {
                            // Places that keep everything differ in nothing else: half the days are
                            // enough there.
                            if (std::string{place} != "0180" && last &&
                                unsigned(last->day()) % 2 == 0)
                                continue;
                            RetentionFacts base;
                            base.kind = kind;
                            base.born_on = born;
                            base.last_note_on = last;
                            const RetentionPlace at{place, chosen.ids()};
                            const auto today = day(today_text);
                            each_recorded(base, [&](const RetentionFacts& facts) {
                                const auto given = decide_retention(catalogue, at, facts, today);
                                ++seen[given.outcome];
                                if (given.outcome ==
                                    expected(all_answers(facts, keeps_all(place), chosen, today)))
                                    return;
                                if (++wrong <= 5)
                                    FAIL_CHECK(today_text
                                               << " " << place << " " << to_string(given.outcome)
                                               << " born " << (born ? to_string(*born) : "?")
                                               << " last " << (last ? to_string(*last) : "?"));
                            });
                        }
    CHECK(wrong == 0);
    CHECK(seen.size() == 5);
    long all = 0;
    for (const auto& [outcome, times] : seen) all += times;
    CHECK(all > 1'000'000);
}
