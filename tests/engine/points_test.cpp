// SPDX-License-Identifier: EUPL-1.2
#include "engine/points.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace lika::engine;

namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

Points fraction(std::int64_t numerator, std::int64_t denominator) {
    return *Points::fraction(numerator, denominator);
}

std::string rounded(std::int64_t numerator, std::int64_t denominator, int decimals) {
    return fraction(numerator, denominator).rounded(decimals)->to_string();
}

}  // namespace

TEST_CASE("points are kept in lowest terms with a positive denominator", "[engine][points]") {
    CHECK(fraction(6, 4) == fraction(3, 2));
    CHECK(fraction(3, -6) == fraction(-1, 2));
    CHECK(fraction(0, -7).denominator() == 1);
    CHECK(fraction(smallest, smallest) == Points(1));
    CHECK(Points::fraction(1, 0).error().reason == "zero_denominator");
}

TEST_CASE("points add, multiply and divide exactly", "[engine][points]") {
    CHECK(*fraction(1, 3).plus(fraction(1, 6)) == fraction(1, 2));
    CHECK(*fraction(2, 3).times(fraction(9, 4)) == fraction(3, 2));
    CHECK(*Points(7).divided_by(Points(-2)) == fraction(-7, 2));
    CHECK(Points(1).divided_by(Points(0)).error().reason == "zero_denominator");
}

TEST_CASE("points that leave 64 bits are refused, never wrapped", "[engine][points]") {
    CHECK(Points(largest).plus(Points(1)).error().reason == "overflow");
    CHECK(Points(smallest).plus(Points(-1)).error().reason == "overflow");
    CHECK(Points(largest).times(Points(2)).error().reason == "overflow");
    CHECK(Points(smallest).divided_by(Points(-1)).error().reason == "overflow");
    CHECK(fraction(1, largest).plus(fraction(1, largest - 1)).error().reason == "overflow");
    CHECK(Points::fraction(smallest, -1).error().reason == "overflow");
}

TEST_CASE("points are rounded with halves upward", "[engine][points]") {
    CHECK(rounded(9, 4, 1) == "2.3");
    CHECK(rounded(-9, 4, 1) == "-2.2");
    CHECK(rounded(1, 2, 0) == "1");
    CHECK(rounded(-1, 2, 0) == "0");
    CHECK(rounded(1, 3, 2) == "0.33");
    CHECK(rounded(-2, 3, 0) == "-1");
    CHECK(rounded(77, 5, 1) == "15.4");
    CHECK(rounded(largest, 2, 0) == "4611686018427387904");
    CHECK(fraction(largest - 1, 4).rounded(9)->to_string() == "2305843009213693951.5");
    CHECK(fraction(largest - 1, 7 * 11).rounded(9).error().reason == "overflow");
}

TEST_CASE("points are written as the shortest exact decimal", "[engine][points]") {
    CHECK(Points(3).to_string() == "3");
    CHECK(fraction(77, 5).to_string() == "15.4");
    CHECK(fraction(-1, 2).to_string() == "-0.5");
    CHECK(fraction(1, 8).to_string() == "0.125");
    CHECK(fraction(1, 20).to_string() == "0.05");
    CHECK(fraction(1, 3).to_string() == "1/3");
    CHECK(Points(smallest).to_string() == "-9223372036854775808");
}

TEST_CASE("points are read as they are written, and nothing else is", "[engine][points]") {
    for (const auto* text : {"3", "-2", "15.4", "0.05", "-0.5", "1/3", "0"})
        CHECK(Points::read(text)->to_string() == text);
    CHECK(Points::read("-0")->to_string() == "0");
    CHECK(Points::read("2.50")->to_string() == "2.5");
    for (const auto* text :
         {"", "-", "+1", ".5", "5.", "1,5", "1e3", " 1", "1 ", "1/0", "1/", "--1", "1.2.3", "1/-2"})
        CHECK(Points::read(text).error().reason == "not_a_number");
    CHECK(Points::read("99999999999999999999").error().reason == "overflow");
    CHECK(Points::read("0.00000000000000000001").error().reason == "overflow");
}

TEST_CASE("points are ordered by value", "[engine][points]") {
    CHECK(fraction(1, 3) < fraction(1, 2));
    CHECK(fraction(-1, 2) < Points(0));
    CHECK(fraction(largest, 2) > fraction(largest - 1, 2));
    CHECK(fraction(1, largest) < fraction(1, largest - 1));
}

TEST_CASE("points at the edge of 64 bits are exact or refused on both sides of zero", "[engine][points]") {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();

    CHECK_FALSE(Points(least).plus(Points(-1)));
    CHECK_FALSE(Points(most).plus(Points(1)));
    CHECK(*Points(least).plus(Points(1)) == Points(least + 1));
    // The denominator alone leaves 64 bits.
    CHECK_FALSE(Points::fraction(1, most)->times(*Points::fraction(1, 3)));
    // -most / 2 lies between two whole numbers: halves go up, others to the nearest.
    CHECK(*Points::fraction(-most, 2)->rounded(0) == Points(-(most / 2)));
    CHECK(*Points::fraction(-most + 1, 4)->rounded(0) == Points(-((most - 1) / 4)));
    CHECK(*Points(-most).rounded(0) == Points(-most));
    CHECK(*Points::fraction(1, most)->rounded(0) == Points(0));
    CHECK(*Points::fraction(-1, most)->rounded(0) == Points(0));
    CHECK(*Points::fraction(-most, most - 1)->rounded(0) == Points(-1));
    CHECK_FALSE(Points(least).times(Points(2)));
    CHECK_FALSE(Points(most).times(Points(2)));
}
