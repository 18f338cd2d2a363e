// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/instrument_files.h"

using namespace lika;

namespace {

/// What the first line says: "<!-- expect: reason line -->".
struct Expected {
    std::string reason;
    std::size_t line = 0;
};

Expected expected_of(const std::string& xml) {
    Expected expected;
    std::string word;
    std::istringstream first{xml.substr(0, xml.find('\n'))};
    first >> word >> word >> expected.reason >> expected.line;
    REQUIRE(word == "expect:");
    REQUIRE(expected.line > 0);
    return expected;
}

/// The sources that find faults in definitions; catalogues have their own tests.
bool reads_definitions(const std::filesystem::path& source) {
    const auto name = source.stem().string();
    if (source.extension() != ".cpp") return false;
    if (tests::bytes_of(source).find("detail/draft.h") != std::string::npos) return true;
    return name.starts_with("check_") || name == "scan" || name == "element" || name == "document";
}

/// Every reason token written in the sources; those of one word are named here.
std::set<std::string> reasons_in_sources() {
    static const std::regex token{"\"([a-z]+(_[a-z0-9]+)+|cdata|doctype|overflow)\""};
    std::set<std::string> reasons{"condition_syntax", "condition_too_deep", "condition_too_long",
                                  "missing_attribute"};  // put together, or a default
    for (const auto& entry :
         std::filesystem::directory_iterator{PROJECT_SOURCE "/instruments/detail"}) {
        if (!reads_definitions(entry.path())) continue;
        const auto text = tests::bytes_of(entry.path());
        for (std::sregex_iterator found{text.begin(), text.end(), token}, none; found != none;
             ++found)
            reasons.insert((*found)[1].str());
    }
    reasons.erase("too_long");  // the condition reader's own word for condition_too_long
    return reasons;
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string whole;
    for (std::size_t i = 0; i < times; ++i) whole += text;
    return whole;
}

/// A sound definition with `many` of a part; each N in it is another number.
std::string definition_of(const std::string& part, std::size_t many) {
    std::string whole =
        R"(<instrument id="x" version="1" languages="en" licence="CC0-1.0" source="S"><title>T</title>)"
        R"(<purpose>P</purpose><licence-text>L</licence-text><domain id="d">D</domain>)";
    for (std::size_t i = 0; i < many; ++i) {
        whole += part;
        const auto at = whole.rfind("=\"N\"") + 2;
        whole.replace(at, 1, "n" + std::to_string(i));
    }
    return whole + "</instrument>";
}

/// Faults that a file with a first line to read cannot have, or only a very large one.
std::map<std::string, std::string> made_cases() {
    return {
        {"empty_file", ""},
        {"byte_order_mark", "\xEF\xBB\xBF<instrument/>"},
        {"bad_declaration", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><instrument/>"},
        {"too_large", std::string((4U << 20U) + 1, ' ')},
        {"too_many_items",
         definition_of(
             R"(<item id="N" domain="d" higher-means="more-strength"><text>T</text>)"
             R"(<option rating="0">No</option><option rating="1">Yes</option></item>)",
             2001)},
        {"too_much_written_out",
         definition_of(
             R"(<number id="N" domain="d" higher-means="more-strength" lowest="0" highest="1000"><text>T</text></number>)",
             200)},
        {"too_many_elements", "<instrument>" + repeated("<a/>", 20'000) + "</instrument>"},
    };
}

}  // namespace

TEST_CASE("every broken definition is refused with its reason and line", "[instruments][broken]") {
    std::set<std::string> reasons;

    for (const auto& file : tests::xml_of(TEST_DATA "/broken")) {
        const auto xml = tests::bytes_of(file);
        const auto expected = expected_of(xml);
        const auto reading = instruments::read_instrument(xml, file.filename().string());
        INFO(file.filename().string() << "\n" << tests::listed(reading.faults));
        const bool found =
            std::any_of(reading.faults.begin(), reading.faults.end(), [&](const auto& fault) {
                return fault.reason == expected.reason && fault.line == expected.line &&
                       fault.column > 0 && !fault.detail.empty();
            });
        CHECK(found);
        CHECK_FALSE(reading.instrument);
        CHECK(reasons.insert(expected.reason).second);  // each file shows another reason
    }

    CHECK(reasons.size() >= 80);
}

TEST_CASE("every kind of fault has a definition that shows it", "[instruments][broken]") {
    std::set<std::string> shown;
    for (const auto& file : tests::xml_of(TEST_DATA "/broken"))
        shown.insert(expected_of(tests::bytes_of(file)).reason);
    for (const auto& [reason, xml] : made_cases()) {
        const auto reading = instruments::read_instrument(xml, "made.xml");
        REQUIRE_FALSE(reading.faults.empty());
        CHECK(reading.faults.front().reason == reason);
        CHECK(shown.insert(reason).second);
    }

    CHECK(shown == reasons_in_sources());
}
