// SPDX-License-Identifier: EUPL-1.2
#include "engine/retention.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "instruments/catalogue.h"
#include "tests/support/instrument_files.h"
#include "tests/support/retention_rules.h"

using namespace lika;
using engine::RetentionFacts;

namespace {

using Words = std::vector<std::string>;

const engine::RetentionCatalogue& catalogue() {
    static const auto read = instruments::read_catalogues(PROJECT_SOURCE "/instruments/catalogues");
    INFO(tests::listed(read.second));
    REQUIRE(read.second.empty());
    return read.first.retention;
}

/// The faults of a retention catalogue with these entries beside a county.
Words faults_of(const std::string& entries) {
    const auto folder = std::filesystem::temp_directory_path() / "lika-retention-rules-test";
    std::filesystem::create_directories(folder);
    std::ofstream{folder / "retention-2026-01-01.xml"}
        << "<retention><county code=\"01\" name=\"Stockholms län\"/>" << entries << "</retention>";
    Words reasons;
    for (const auto& fault : instruments::read_catalogues(folder).second)
        if (fault.file.ends_with("retention-2026-01-01.xml")) reasons.push_back(fault.reason);
    std::filesystem::remove_all(folder);
    return reasons;
}

std::string rule(const std::string& name, const std::string& attributes) {
    return "<" + name + " " + attributes +
           " statute=\"s\" source=\"s\" status=\"sourced\"><name><sv>a</sv><en>b</en></name>"
           "<why><sv>a</sv><en>b</en></why></" +
           name + ">";
}

std::string purge(const std::string& more) {
    return rule("purge",
                "id=\"p\" of=\"case\" length=\"5\" unit=\"years\" finish-years=\"1\" " + more);
}

std::string answer(const engine::RetentionCatalogue& rules, const engine::RetentionPlace& place,
                   const RetentionFacts& facts, engine::Day today) {
    const auto decision = engine::decide_retention(rules, place, facts, today);
    std::string words = engine::to_string(decision.outcome);
    for (const auto* one : decision.because) words += " " + one->id;
    for (const auto fact : decision.missing) words += std::string{" no "} + engine::to_string(fact);
    for (const auto& day : {decision.due_on, decision.finish_by})
        words += " " + (day ? engine::to_string(*day) : "never");
    return words;
}

RetentionFacts facts_of(int number) {
    const std::vector<std::optional<bool>> said{std::nullopt, false, true};
    const std::vector<std::optional<engine::Day>> days{
        std::nullopt, tests::retention_day(2008, 5, 5), tests::retention_day(2010, 5, 6),
        tests::retention_day(2021, 11, 26)};
    const auto next = [&number](int ways) {
        const int one = number % ways;
        number /= ways;
        return static_cast<std::size_t>(one);
    };
    RetentionFacts facts;
    facts.kind = next(2) == 0 ? engine::FileKind::case_file : engine::FileKind::concern;
    facts.born_on = days[next(4)];
    facts.last_note_on = days[next(4)];
    facts.placed = said[next(3)];
    facts.paternity = said[next(3)];
    facts.adoption = said[next(3)];
    facts.custody_agreement = said[next(3)];
    facts.is_open = next(2) == 1;
    facts.has_drafts = next(2) == 1;
    return facts;
}

}  // namespace

TEST_CASE("the released rules decide as the rules written out by hand, whatever is known of a file",
          "[instruments][retention]") {
    const auto by_hand = tests::retention_rules();
    const int all = 2 * 4 * 4 * 81 * 4;
    for (const auto* place : {"0180", "0580", "0980", "2281", "1480", "1481"})
        for (const auto& chosen : std::vector<std::set<std::string>>{
                 {}, {"concern-without-case"}, {"child-file-30-years"}})
            for (const auto today :
                 {tests::retention_day(2025, 6, 30), tests::retention_day(2026, 11, 26)})
                for (int number = 0; number < all; ++number) {
                    const auto facts = facts_of(number);
                    const auto given = answer(catalogue(), {place, chosen}, facts, today);
                    if (given != answer(by_hand, {place, chosen}, facts, today))
                        FAIL_CHECK(place << " " << number << " " << given);
                }
}

TEST_CASE("every rule of retention says why in two languages, by what statute and from what source",
          "[instruments][retention]") {
    REQUIRE(catalogue().rules.size() == 12);
    CHECK(catalogue().counties.size() == 21);
    for (const auto& one : catalogue().rules) {
        INFO(one.id);
        for (const auto* words : {&one.name, &one.why}) {
            CHECK(words->size() == 2);
            CHECK_FALSE(words->at("sv").empty());
            CHECK_FALSE(words->at("en").empty());
        }
        CHECK_FALSE(one.statute.empty());
        CHECK_FALSE(one.source.empty());
    }
}

TEST_CASE("rules the catalogue may not hold are refused with a reason each",
          "[instruments][retention]") {
    const auto from = std::string{"valid-from=\"2025-07-01\""};
    CHECK(faults_of(purge(from)).empty());
    CHECK(faults_of("") == Words{"missing_element"});
    CHECK(faults_of(purge(from) + purge("valid-from=\"2026-01-01\"")) ==
          Words{"overlapping_rules"});
    CHECK(faults_of(purge(from + " valid-to=\"2025-12-31\"") + purge("valid-from=\"2026-01-01\""))
              .empty());
    CHECK(faults_of(rule("keep", "id=\"k\" fact=\"placed\" born-on-days=\"5\" " + from)) ==
          Words{"one_ground"});
    CHECK(faults_of(rule("keep", "id=\"k\" " + from)) == Words{"one_ground"});
    CHECK(faults_of(rule("keep", "id=\"k\" fact=\"birth_day\" " + from)) == Words{"bad_choice"});
    CHECK(faults_of(rule("keep", "id=\"k\" born-on-days=\"32\" " + from)) == Words{"bad_number"});
    CHECK(faults_of(rule("keep", "id=\"k\" counties=\"02\" " + from)) == Words{"bad_county"});
    CHECK(faults_of(rule("keep", "id=\"k\" municipalities=\"180\" " + from)) ==
          Words{"bad_municipality"});
    CHECK(faults_of(rule("keep-until", "id=\"k\" age=\"0\" " + from)) == Words{"bad_number"});
    CHECK(faults_of(purge(from + " finish-years=\"-1\"")).size() == 1);
    CHECK(faults_of(purge("valid-from=\"2025-07-01\" valid-to=\"2025-06-30\"")) ==
          Words{"ends_before_it_begins"});
    CHECK(faults_of("<county code=\"01\" name=\"again\"/>" + purge(from)) == Words{"duplicate_id"});
    CHECK(faults_of("<county code=\"1\" name=\"short\"/>" + purge(from)) == Words{"bad_county"});
}
