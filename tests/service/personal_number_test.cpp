// SPDX-License-Identifier: EUPL-1.2
#include "service/personal_number.h"

#include <catch2/catch.hpp>

using namespace lika::service;

TEST_CASE("a personal number is read in both its forms", "[service][personal_number]") {
    CHECK(read_personal_number("201103041234") == "20110304-1234");
    CHECK(read_personal_number("20110304-1234") == "20110304-1234");
    CHECK(born_on_of("20110304-1234") == "2011-03-04");
}

TEST_CASE("a coordination number has its day raised by sixty", "[service][personal_number]") {
    CHECK(read_personal_number("20110364-1234") == "20110364-1234");
    CHECK(born_on_of("20110364-1234") == "2011-03-04");
}

TEST_CASE("what is no day or not twelve digits is no personal number",
          "[service][personal_number]") {
    for (const char* const text :
         {"", "110304-1234", "20110230-1234", "20110395-1234", "20111304-1234", "20110304-12345",
          "2011-0304123", "20110304_1234", "20110304-12a4"})
        CHECK_FALSE(read_personal_number(text));
}
