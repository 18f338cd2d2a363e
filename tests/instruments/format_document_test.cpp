// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <filesystem>

#include "tests/support/instrument_files.h"

using namespace lika;

namespace {

const std::string& document() {
    static const auto text = tests::bytes_of(PROJECT_SOURCE "/docs/instrument-format.md");
    return text;
}

/// The first definition printed after some words.
std::string printed_after(const std::string& words) {
    const auto heading = document().find(words);
    REQUIRE(heading != std::string::npos);
    const std::string fence = "```xml\n";
    const auto from = document().find(fence, heading) + fence.size();
    return document().substr(from, document().find("```", from) - from);
}

std::vector<instruments::Fault> faults_of(const std::string& xml) {
    return instruments::read_instrument(xml, "calm-morning-1.0.xml").faults;
}

std::string with(std::string text, const std::string& old_words, const std::string& new_words) {
    const auto at = text.find(old_words);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old_words.size(), new_words);
}

}  // namespace

TEST_CASE("the definition that the format document opens with reads and its example comes out",
          "[instruments][document]") {
    const auto reading =
        instruments::read_instrument(printed_after("# Instrument format"), "home-safety-2.1.xml");

    INFO(tests::listed(reading.faults));
    REQUIRE(reading.instrument);
    CHECK(reading.instrument->worked_examples.size() == 1);
}

TEST_CASE("the format document prints what the check says of its faulty definition",
          "[instruments][document]") {
    const auto faulty = printed_after("## Write your own");
    const auto half_mended =
        with(with(faulty, "oftn", "often"), "from=\"4\" to=\"6\"", "from=\"3\" to=\"6\"");

    CHECK(faults_of(faulty).size() == 2);
    REQUIRE(faults_of(half_mended).size() == 1);
    for (const auto& xml : {faulty, half_mended})
        for (const auto& fault : faults_of(xml))
            CHECK(document().find(fault.to_string() + "\n") != std::string::npos);
    CHECK(faults_of(with(half_mended, "points=\"3\"", "points=\"4\"")).empty());
}

TEST_CASE("the format document names every made-up structure, and none that is not there",
          "[instruments][document]") {
    const auto heading = document().find("## Which example to start from");
    REQUIRE(heading != std::string::npos);
    const auto section =
        document().substr(heading, document().find("\n## ", heading + 1) - heading);

    for (const auto& file : tests::xml_of(TEST_DATA "/structures"))
        if (file.stem() != "nc-7b-2507-1.0")  // a statute, not a structure to start from
            CHECK(section.find("`" + file.filename().string() + "`") != std::string::npos);
    for (auto at = section.find("-1.0.xml`"); at != std::string::npos;
         at = section.find("-1.0.xml`", at + 1)) {
        const auto from = section.rfind('`', at) + 1;
        const auto name = section.substr(from, section.find('`', at) - from);
        CHECK(std::filesystem::exists(std::string{TEST_DATA "/structures/"} + name));
    }
}
