// SPDX-License-Identifier: EUPL-1.2
#include "engine/profile.h"

#include <catch2/catch.hpp>

#include "tests/support/made_up.h"

using namespace lika;
using namespace lika::made_up;

namespace {

void add_factor(Instrument& instrument, const std::string& id, const char* domain,
                FactorLevel level) {
    for (const auto factor : {Factor::risk, Factor::protection}) {
        auto pole = item(id + (factor == Factor::risk ? "" : "-protection"), 0, 3);
        pole.domain = DomainId{domain};
        pole.level = level;
        pole.factor = factor;
        instrument.items.push_back(pole);
    }
}

Instrument three_levels() {
    Instrument made;
    for (const auto* domain : {"family", "self", "area", "empty"})
        made.domains.push_back({DomainId{domain}, {}});
    add_factor(made, "N1", "area", FactorLevel::structural);
    add_factor(made, "I1", "self", FactorLevel::individual);
    add_factor(made, "I2", "self", FactorLevel::individual);
    add_factor(made, "F1", "family", FactorLevel::social);
    made.profile = true;
    return made;
}

std::string written(const ProfileCounts& counts) {
    return std::to_string(counts.risk_2_or_more) + "/" + std::to_string(counts.risk_3) + "/" +
           std::to_string(counts.protection_2_or_more) + "/" + std::to_string(counts.unknown);
}

std::string written(const std::vector<ProfileRow>& rows) {
    std::string text;
    for (const auto& row : rows) {
        text += std::string(to_string(row.level)) + " " + written(row.counts);
        for (const auto& [domain, counts] : row.domains)
            text += " " + domain.value + " " + written(counts);
        text += "; ";
    }
    return text;
}

}  // namespace

TEST_CASE("a profile counts risk beside protection by level and domain", "[engine][profile]") {
    const auto instrument = three_levels();
    const auto given = responses(instrument, {{"I1", 3},
                                              {"I1-protection", 2},
                                              {"I2", 2},
                                              {"I2-protection", 1},
                                              {"F1", 1},
                                              {"F1-protection", 3},
                                              {"N1", 3},
                                              {"N1-protection", 0}});

    CHECK(written(profile(instrument, given, {})) ==
          "individual 2/1/1/0 self 2/1/1/0; social 0/0/1/0 family 0/0/1/0; structural 1/1/0/0 area "
          "1/1/0/0; ");
}

TEST_CASE("a profile counts what is unknown, and leaves out what does not apply",
          "[engine][profile]") {
    const auto instrument = three_levels();
    const auto given = responses(instrument, {{"I1", Missing::not_known},
                                              {"I1-protection", Missing::not_applicable},
                                              {"I2", 0},
                                              {"F1", 2},
                                              {"F1-protection", 2},
                                              {"N1", 0},
                                              {"N1-protection", 0}});

    CHECK(written(profile(instrument, given, {})) ==
          "individual 0/0/0/2 self 0/0/0/2; social 1/0/1/0 family 1/0/1/0; structural 0/0/0/0 area "
          "0/0/0/0; ");
}

TEST_CASE("an instrument without levels has no profile rows", "[engine][profile]") {
    const auto instrument = lika_8();

    CHECK(profile(instrument, Responses(instrument), {}).empty());
    CHECK(scored(instrument, Responses(instrument)).profile.empty());
}

TEST_CASE("a score carries the profile when the instrument asks for one", "[engine][profile]") {
    auto instrument = three_levels();
    const auto given = responses(instrument, {{"I1", 2}});

    CHECK(scored(instrument, given).profile.size() == 3);
    instrument.profile = false;
    CHECK(scored(instrument, given).profile.empty());
}
