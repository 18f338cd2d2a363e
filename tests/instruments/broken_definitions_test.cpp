// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <algorithm>
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
