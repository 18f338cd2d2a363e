// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/score.h"
#include "instruments/catalogue.h"
#include "tests/support/instrument_files.h"

using namespace lika;

namespace {

const instruments::Library& library() {
    static const auto loaded = instruments::Library::load_installed(PROJECT_SOURCE "/instruments");
    INFO(tests::listed(loaded.second));
    REQUIRE(loaded.second.empty());
    return loaded.first;
}

const engine::Instrument& released(const char* id) {
    const auto found = library().find(engine::InstrumentId{id});
    REQUIRE(found);
    return **found;
}

}  // namespace

TEST_CASE("every instrument of the library reads and its worked examples come out",
          "[instruments][library]") {
    std::vector<std::string> ids;
    for (const auto& instrument : library().all()) {
        ids.push_back(instrument->id.value + "-" + instrument->version);
        for (const auto& example : instrument->worked_examples)
            CHECK(engine::check_example(*instrument, example).empty());
    }

    CHECK(ids == std::vector<std::string>{"audit-1.0", "audit-2.0", "audit-c-1.0", "ces-d-1.0",
                                          "gad-7-1.0", "k10-1.0", "k10-interview-1.0", "k6-1.0",
                                          "lika-36-1.0", "lika-8-1.0", "phq-9-1.0", "psc-17-1.0",
                                          "who-5-1.0"});
}

TEST_CASE("every released instrument names its licence, source and what its publisher grants",
          "[instruments][library]") {
    for (const auto& instrument : library().all()) {
        CHECK_FALSE(instrument->licence.empty());
        CHECK_FALSE(instrument->source.empty());
        CHECK(instrument->licence_text.size() == instrument->languages.size());
    }
    CHECK(released("phq-9").notice.at("en").starts_with("Developed by Drs. Robert L. Spitzer"));
    CHECK(released("gad-7").notice == released("phq-9").notice);
    CHECK(released("psc-17").notice.at("en") == "PSC-17 may be freely reproduced.");
}

TEST_CASE("validated texts are in the language they were validated in", "[instruments][library]") {
    for (const char* id : {"psc-17", "phq-9", "gad-7", "k6", "k10", "k10-interview", "ces-d",
                           "audit", "audit-c", "who-5"})
        CHECK(released(id).languages == std::vector<std::string>{"en"});
}

TEST_CASE(
    "lika-36 rates risk and protection of 36 factors, each step with its anchor in both languages",
    "[instruments][library]") {
    const auto& lika = released("lika-36");

    REQUIRE(lika.items.size() == 72);
    for (std::size_t i = 0; i < lika.items.size(); i += 2) {
        const auto& risk = lika.items[i];
        const auto& protection = lika.items[i + 1];
        CHECK(risk.factor == engine::Factor::risk);
        CHECK(protection.factor == engine::Factor::protection);
        CHECK(protection.id.value == risk.id.value + "-protection");
        CHECK(protection.pole_of == risk.id);
        for (const auto* item : {&risk, &protection}) {
            REQUIRE(item->options.size() == 4);
            CHECK(item->definition.size() == 2);
            CHECK_FALSE(item->ask_about.empty());
            CHECK_FALSE(item->sources.empty());
            for (std::size_t step = 0; step < 4; ++step) {
                CHECK(item->options[step].rating == static_cast<std::int32_t>(step));
                CHECK(item->options[step].anchor.size() == 2);
            }
        }
    }
}

TEST_CASE("lika-36 sums nothing and leaves the level to the assessor", "[instruments][library]") {
    const auto& lika = released("lika-36");

    CHECK(lika.scales.empty());
    CHECK(lika.level_scales.empty());
    CHECK(lika.policy_overrides.empty());
    CHECK(lika.levels.size() == 3);
    CHECK(lika.profile);
    CHECK(lika.evidence_from == 2);
    CHECK(lika.status.at("en").find("Not validated") != std::string::npos);
    CHECK(std::count_if(lika.items.begin(), lika.items.end(), [](const auto& item) {
              return item.level == engine::FactorLevel::structural;
          }) == 16);
}

TEST_CASE("lika-8 grows into lika-36 without retyping: the same items with the same words",
          "[instruments][library]") {
    const auto& whole = released("lika-36");
    const auto& screening = released("lika-8");

    REQUIRE(screening.items.size() == 8);
    for (const auto& item : screening.items) {
        const auto index = whole.find_item(item.id);
        REQUIRE(index);
        const auto& same = whole.items[*index];
        CHECK(item.text == same.text);
        CHECK(item.definition == same.definition);
        CHECK(item.not_applicable_when == same.not_applicable_when);
        CHECK(item.may_be_not_applicable == same.may_be_not_applicable);
        CHECK(item.level != engine::FactorLevel::structural);
        REQUIRE(item.options.size() == same.options.size());
        for (std::size_t i = 0; i < item.options.size(); ++i)
            CHECK(item.options[i].anchor == same.options[i].anchor);
    }
}

TEST_CASE("the library finds the newest version, or the one asked for", "[instruments][library]") {
    CHECK((*library().find(engine::InstrumentId{"lika-8"}))->version == "1.0");
    CHECK((*library().find(engine::InstrumentId{"lika-8"}, "1.0"))->id.value == "lika-8");
    CHECK(library().find(engine::InstrumentId{"lika-8"}, "9.9").error().reason ==
          "unknown_version");
    CHECK(library().find(engine::InstrumentId{"lika-9"}).error().reason == "unknown_instrument");
}

TEST_CASE("a folder without instruments is a fault, not an empty library",
          "[instruments][library]") {
    const auto [empty, faults] = instruments::Library::load(PROJECT_SOURCE "/no-such-folder");

    CHECK(empty.all().empty());
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().reason == "unreadable");
}

TEST_CASE("a broken file leaves the rest of the library readable", "[instruments][library]") {
    const auto [library, faults] = instruments::Library::load(TEST_DATA "/library");

    CHECK(library.all().size() == 2);
    CHECK((*library.find(engine::InstrumentId{"pair"}))->version == "1.10");  // newer than 1.9
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].reason == "file_name_mismatch");
    CHECK(faults[1].reason == "not_well_formed");
}

TEST_CASE("the instrument of the benchmark reads and its worked examples come out",
          "[instruments][library]") {
    const auto reading = instruments::read_instrument(
        tests::bytes_of(PROJECT_SOURCE "/tests/bench/workload.xml"), "workload.xml");

    INFO(tests::listed(reading.faults));
    REQUIRE(reading.instrument);
    CHECK(reading.instrument->items.size() == 30);
}
