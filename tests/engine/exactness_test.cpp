// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <cstdio>
#include <locale>
#include <thread>

#include "tests/support/random_instrument.h"
#include "tests/support/whole_score.h"

using namespace lika;
using namespace lika::made_up;

namespace {

/// FNV-1a: tells texts apart without keeping them.
struct Fingerprint {
    std::uint64_t value = 14695981039346656037u;

    void add(const std::string& text) {
        for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211u;
    }
    std::string hex() const {
        char text[17];
        std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
        return text;
    }
};

/// Everything said of many random responses to rich instruments.
std::string all_said(unsigned seed) {
    RandomInstruments random(seed);
    Fingerprint said;
    for (int round = 0; round < 300; ++round) {
        const auto instrument = random.instrument();
        const auto responses = random.responses(instrument);
        said.add(whole(score(instrument, responses, random.facts())));
    }
    return said.hex();
}

/// A comma for the decimal sign and dots between thousands, as in much of Europe.
struct Commas : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

constexpr auto frozen = "4b268af875ef1751";

}  // namespace

TEST_CASE("scores are the same bytes in every build: optimised, sanitized or not",
          "[engine][exactness]") {
    CHECK(all_said(4) == frozen);
}

TEST_CASE("scores are the same bytes whatever the locale", "[engine][exactness]") {
    const auto before = std::locale::global(std::locale(std::locale::classic(), new Commas));
    const auto said = all_said(4);
    std::locale::global(before);

    CHECK(said == frozen);
}

TEST_CASE("scores are the same bytes on many threads at once", "[engine][exactness][threads]") {
    std::vector<std::string> said(4);
    std::vector<std::thread> threads;
    for (auto& one : said) threads.emplace_back([&one] { one = all_said(4); });
    for (auto& thread : threads) thread.join();

    for (const auto& one : said) CHECK(one == frozen);
}

TEST_CASE("scores are the same bytes in whatever order the responses were entered",
          "[engine][exactness]") {
    RandomInstruments random(5);
    for (int round = 0; round < rounds(500); ++round) {
        const auto instrument = random.instrument();
        const auto responses = random.responses(instrument);
        const auto facts = random.facts();
        Responses backwards(instrument);
        for (std::size_t index = responses.size(); index-- > 0;)
            if (instrument.items[index].entered())
                REQUIRE(backwards.set(instrument, instrument.items[index].id, responses[index]));

        REQUIRE(whole(score(instrument, backwards, facts)) ==
                whole(score(instrument, responses, facts)));
    }
}
