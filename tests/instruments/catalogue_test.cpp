// SPDX-License-Identifier: EUPL-1.2
#include "instruments/catalogue.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/support/released_catalogues.h"

using namespace lika;
using namespace std::chrono_literals;

namespace {

const engine::OffenceList& list(const std::string& id) {
    const auto& lists = tests::catalogues().offences.lists;
    const auto found =
        std::find_if(lists.begin(), lists.end(), [&](const auto& one) { return one.id == id; });
    REQUIRE(found != lists.end());
    return *found;
}

const engine::ListedOffence& listed(const std::string& list_id, const std::string& code) {
    const auto& offences = list(list_id).offences;
    const auto found = std::find_if(offences.begin(), offences.end(),
                                    [&](const auto& one) { return one.code == code; });
    REQUIRE(found != offences.end());
    return *found;
}

const engine::ClockRule& clock_rule(const std::string& id) {
    const auto& clocks = tests::catalogues().clocks;
    const auto found =
        std::find_if(clocks.begin(), clocks.end(), [&](const auto& one) { return one.id == id; });
    REQUIRE(found != clocks.end());
    return *found;
}

// The faults of the clocks catalogue when it holds these entries.
std::vector<std::string> faults_of_clocks(const std::string& entries) {
    const auto folder = std::filesystem::temp_directory_path() / "lika-clocks-test";
    std::filesystem::create_directories(folder);
    std::ofstream{folder / "clocks-2025-07-01.xml"} << "<clocks>" << entries << "</clocks>";
    std::vector<std::string> reasons;
    for (const auto& fault : instruments::read_catalogues(folder).second)
        if (fault.file.ends_with("clocks-2025-07-01.xml")) reasons.push_back(fault.reason);
    std::filesystem::remove_all(folder);
    return reasons;
}

std::string entry(const std::string& attributes) {
    return "<clock " + attributes +
           " status=\"sourced\" source=\"s\"><name><sv>a</sv><en>b</en></name>"
           "<starts><sv>a</sv><en>b</en></starts>"
           "<if-missed><sv>a</sv><en>b</en></if-missed></clock>";
}

}  // namespace

TEST_CASE("three lists of strategic offences are read, each with source and base rate",
          "[instruments][catalogue]") {
    CHECK(tests::catalogues().offences.lists.size() == 3);
    for (const auto& one : tests::catalogues().offences.lists) {
        CHECK_FALSE(one.source.empty());
        CHECK(one.base_rate.text.size() == 2);
        CHECK_FALSE(one.base_rate.source.empty());
        CHECK(one.caution.size() == 2);
    }
    const auto& rate = list("bra-2021-5").base_rate.text.at("en");
    CHECK(rate.find("18 per cent") != std::string::npos);
    CHECK(rate.find("82 per cent were not") != std::string::npos);
}

TEST_CASE("the lists disagree as their sources do", "[instruments][catalogue]") {
    using engine::Sex;

    CHECK(listed("stockholm-programme-2020", "robbery").sexes == std::vector{Sex::male});
    CHECK(listed("stockholm-programme-2020", "narcotics").sexes == std::vector{Sex::female});
    CHECK(listed("bra-2021-5", "violence-threat-public-servant").sexes.size() == 2);
    CHECK(listed("bra-2021-5", "aggravated-theft").sexes == std::vector{Sex::male});
    CHECK(listed("bra-2011-21", "robbery").sex_unverified);
    CHECK_FALSE(listed("bra-2021-5", "robbery").sex_unverified);
    CHECK(list("bra-2021-5").offences.size() == 4);
}

TEST_CASE("a newer list replaces an older one from its day", "[instruments][catalogue]") {
    CHECK(list("bra-2011-21").valid_to == engine::Day{2021y / 4 / 12});
    CHECK(list("bra-2021-5").valid_from == engine::Day{2021y / 4 / 13});
    CHECK_FALSE(list("bra-2021-5").valid_to);
    CHECK(list("bra-2011-21").status == "partly-sourced");
}

TEST_CASE("a flag has words for each basis and for a sex not recorded",
          "[instruments][catalogue]") {
    const auto& offences = tests::catalogues().offences;

    std::vector<std::string> basis;
    for (const auto& [id, words] : offences.basis) basis.push_back(id);
    CHECK(basis == std::vector<std::string>{"lagford", "misstankt", "anmald", "egen-kannedom"});
    CHECK(offences.basis_rule.size() == 2);
    CHECK(offences.other_sex.size() == 2);
    REQUIRE(offences.ages_of_responsibility.size() == 1);
    CHECK(offences.ages_of_responsibility.front().years == 15);
    CHECK(offences.ages_of_responsibility.front().status == "unverified");
    CHECK(offences.ages_of_responsibility.front().text.at("en").find("could not be checked") !=
          std::string::npos);
    CHECK(offences.codes.size() == 6);
}

TEST_CASE("the clocks of the law are read with length, validity and what is known of them",
          "[instruments][catalogue]") {
    CHECK(tests::catalogues().clocks.size() == 20);
    CHECK(clock_rule("preliminary-assessment").length == 14);
    CHECK(clock_rule("preliminary-assessment").status == "verified");
    const auto earlier = engine::clock_on(tests::catalogues().clocks, "preliminary-assessment",
                                          engine::Day{2025y / 6 / 30});
    REQUIRE(earlier);
    CHECK(earlier->status == "sourced");
    CHECK(earlier->valid_to == engine::Day{2025y / 6 / 30});
    CHECK(clock_rule("investigation").unit == engine::ClockRule::Unit::months);
    CHECK(clock_rule("investigation").status == "unverified");
    CHECK(clock_rule("lvu-apply").unit == engine::ClockRule::Unit::weeks);
    CHECK(clock_rule("lvu-custody").unit == engine::ClockRule::Unit::years);
    CHECK(clock_rule("protection-assessment").length == 0);
}

TEST_CASE("eleven boards stand and six have a successor", "[instruments][catalogue]") {
    const auto& districts = tests::catalogues().districts;

    CHECK(districts.size() == 17);
    CHECK(std::count_if(districts.begin(), districts.end(),
                        [](const auto& one) { return !one.valid_to; }) == 11);
    for (const auto& district : districts)
        CHECK(district.successor.has_value() == district.valid_to.has_value());
}

TEST_CASE("an ended board leads to its successor from the day of the merger",
          "[instruments][catalogue]") {
    const auto answers = [](const char* asked, engine::Day on) {
        const auto found =
            engine::resolve_district(tests::catalogues().districts, engine::DistrictId{asked}, on);
        return found ? found->value : found.error().reason;
    };
    const auto count = [](engine::Day on) {
        return engine::districts_on(tests::catalogues().districts, on).size();
    };

    CHECK(answers("norrmalm", 2023y / 6 / 30) == "norrmalm");
    CHECK(answers("norrmalm", 2023y / 7 / 1) == "norra-innerstaden");
    CHECK(answers("spanga-tensta", 2023y / 7 / 1) == "jarva");
    CHECK(answers("alvsjo", 2020y / 6 / 30) == "alvsjo");
    CHECK(answers("hagersten-liljeholmen", 2024y / 5 / 5) == "hagersten-alvsjo");
    CHECK(answers("farsta", 2026y / 1 / 1) == "farsta");
    CHECK(count(2019y / 12 / 31) == 14);
    CHECK(count(2020y / 7 / 1) == 13);
    CHECK(count(2023y / 6 / 30) == 13);
    CHECK(count(2023y / 7 / 1) == 11);
}

TEST_CASE("faults of a catalogue are all reported at once", "[instruments][catalogue]") {
    CHECK(faults_of_clocks(entry("id=\"a\" length=\"2\" unit=\"weeks\" valid-from=\"2025-07-01\""))
              .empty());
    CHECK(
        faults_of_clocks(entry("id=\"a\" length=\"x\" unit=\"hours\" valid-from=\"2025-02-30\"")) ==
        std::vector<std::string>{"bad_number", "bad_choice", "not_a_day"});
    CHECK(faults_of_clocks(entry("id=\"a\" length=\"2\" unit=\"days\" valid-from=\"2025-07-01\" "
                                 "valid-to=\"2025-06-30\"")) ==
          std::vector<std::string>{"ends_before_it_begins"});
    CHECK(
        faults_of_clocks(entry("id=\"a\" length=\"2\" unit=\"days\" valid-from=\"2020-01-01\"") +
                         entry("id=\"a\" length=\"3\" unit=\"days\" valid-from=\"2025-07-01\"")) ==
        std::vector<std::string>{"overlapping_rules"});
    CHECK(faults_of_clocks("<!DOCTYPE x>") == std::vector<std::string>{"doctype"});
    CHECK(faults_of_clocks("") == std::vector<std::string>{"missing_element"});
}

TEST_CASE("a folder without catalogues is four faults", "[instruments][catalogue]") {
    const auto faults = instruments::read_catalogues(PROJECT_SOURCE "/no-such-folder").second;

    REQUIRE(faults.size() == 4);
    for (const auto& fault : faults) CHECK(fault.reason == "unreadable");
}
