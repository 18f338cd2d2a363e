// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <algorithm>

#include "instruments/catalogue.h"
#include "tests/support/instrument_files.h"

using namespace lika;

namespace {

std::vector<std::filesystem::path> released() {
    auto files = tests::xml_of(PROJECT_SOURCE "/instruments/library");
    for (auto& file : tests::xml_of(PROJECT_SOURCE "/instruments/non-commercial"))
        files.push_back(std::move(file));
    return files;
}

/// What stands between two marks, with `by` in its place; the marks too.
std::string replaced(std::string xml, const std::string& from, const std::string& to,
                     const std::string& by) {
    const auto begin = xml.find(from);
    const auto end = xml.find(to, begin + from.size());
    REQUIRE(end != std::string::npos);
    return xml.replace(begin, end + to.size() - begin, by);
}

bool refused(const std::string& xml, const std::string& reason) {
    const auto reading = instruments::read_instrument(xml, "without.xml");
    return !reading.instrument &&
           std::any_of(reading.faults.begin(), reading.faults.end(),
                       [&](const auto& fault) { return fault.reason == reason; });
}

/// Nothing, and what no eye sees: spaces, a tab, a line break, a no-break space, a zero-width one.
const char* const blanks[] = {"", "   ", "&#9;", "\n", "&#160;", " &#8203; ", "&#65279;"};

}  // namespace

TEST_CASE("no instrument is read without its licence and its source", "[instruments][licence]") {
    for (const auto& file : released()) {
        const auto xml = tests::bytes_of(file);
        for (const std::string name : {"licence", "source"}) {
            INFO(file.filename().string() << " without " << name);
            CHECK(refused(replaced(xml, " " + name + "=\"", "\"", " "), "missing_" + name));
            for (const auto* blank : blanks) {
                const auto empty = " " + name + "=\"" + blank + "\" ";
                CHECK(refused(replaced(xml, " " + name + "=\"", "\"", empty), "missing_" + name));
            }
        }
    }
}

TEST_CASE("no instrument is read without what its publisher grants, in words",
          "[instruments][licence]") {
    for (const auto& file : released()) {
        const auto xml = tests::bytes_of(file);
        INFO(file.filename().string());
        CHECK(refused(replaced(xml, "<licence-text>", "</licence-text>", ""), "missing_element"));
        const bool one_language = xml.find("<licence-text><sv>") == std::string::npos &&
                                  xml.find("languages=\"sv en\"") == std::string::npos;
        for (const auto* blank : blanks) {
            const std::string words =
                one_language ? blank : std::string{"<sv>"} + blank + "</sv><en>" + blank + "</en>";
            CHECK(refused(replaced(xml, "<licence-text>", "</licence-text>",
                                   "<licence-text>" + words + "</licence-text>"),
                          "empty_text"));
        }
    }
}

TEST_CASE("the licence of every instrument for non-commercial use says so",
          "[instruments][licence]") {
    const auto [library, faults] =
        instruments::Library::load(PROJECT_SOURCE "/instruments/non-commercial");

    CHECK(tests::listed(faults).empty());
    CHECK(library.all().size() >= 2);
    for (const auto& instrument : library.all()) {
        INFO(instrument->id.value);
        CHECK(instrument->licence.ends_with("-non-commercial"));
        CHECK(instrument->licence_text.at("en").find("commercial") != std::string::npos);
        CHECK(instrument->notice.at("en").find("LICENCE.md") != std::string::npos);
    }
    CHECK(tests::bytes_of(PROJECT_SOURCE "/instruments/non-commercial/LICENCE.md")
              .find("not for sale or for use in conjunction with commercial purposes") !=
          std::string::npos);
}

TEST_CASE("no instrument of the library forbids commercial use", "[instruments][licence]") {
    const auto [library, faults] =
        instruments::Library::load(PROJECT_SOURCE "/instruments/library");

    for (const auto& instrument : library.all())
        CHECK(instrument->licence.find("non-commercial") == std::string::npos);
}

TEST_CASE("a city that leaves the folder for non-commercial use out has the rest",
          "[instruments][licence]") {
    const auto [without, few_faults] = instruments::Library::load_installed(TEST_DATA);
    const auto [all, faults] = instruments::Library::load_installed(PROJECT_SOURCE "/instruments");

    CHECK(without.all().size() == 2);  // tests/data has a folder library and no other
    CHECK(few_faults.size() == 2);     // those of its two broken files
    CHECK(tests::listed(faults).empty());
    CHECK(all.find(engine::InstrumentId{"who-5"}));
    CHECK(all.find(engine::InstrumentId{"lika-8"}));
}

TEST_CASE("one instrument and version in both folders is a fault", "[instruments][licence]") {
    const auto [library, faults] = instruments::Library::load_installed(TEST_DATA "/twice");

    CHECK(library.all().size() == 1);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].reason == "released_twice");
    CHECK(faults[0].file.ends_with("/non-commercial/pair-1.9.xml"));
}
