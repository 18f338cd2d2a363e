// SPDX-License-Identifier: EUPL-1.2
#include "engine/district.h"

#include <catch2/catch.hpp>

using namespace lika::engine;

namespace {

Day day(const char* text) {
    return *read_day(text);
}

District district(const char* id, const char* name, const char* from, const char* to = nullptr,
                  const char* successor = nullptr) {
    District made;
    made.id = DistrictId{id};
    made.name = name;
    made.valid_from = day(from);
    if (to) made.valid_to = day(to);
    if (successor) made.successor = DistrictId{successor};
    return made;
}

std::vector<District> city() {
    return {
        district("ostermalm", "Östermalm", "1997-01-01", "2023-06-30", "norra-innerstaden"),
        district("alvsjo", "Älvsjö", "1997-01-01", "2020-06-30", "hagersten-alvsjo"),
        district("hagersten-liljeholmen", "Hägersten-Liljeholmen", "2007-01-01", "2020-06-30",
                 "hagersten-alvsjo"),
        district("skarholmen", "Skärholmen", "1997-01-01"),
        district("skarpnack", "Skarpnäck", "1997-01-01"),
        district("sodermalm", "Södermalm", "2007-01-01"),
        district("farsta", "Farsta", "1997-01-01"),
        district("bromma", "Bromma", "1997-01-01"),
        district("enskede-arsta-vantor", "Enskede-Årsta-Vantör", "2007-01-01"),
        district("hagersten-alvsjo", "Hägersten-Älvsjö", "2020-07-01"),
        district("hasselby-vallingby", "Hässelby-Vällingby", "1999-01-01"),
        district("jarva", "Järva", "2023-07-01"),
        district("kungsholmen", "Kungsholmen", "1997-01-01"),
        district("norra-innerstaden", "Norra innerstaden", "2023-07-01"),
        district("norrmalm", "Norrmalm", "1997-01-01", "2023-06-30", "norra-innerstaden"),
        district("rinkeby-kista", "Rinkeby-Kista", "2007-01-01", "2023-06-30", "jarva"),
        district("spanga-tensta", "Spånga-Tensta", "1999-01-01", "2023-06-30", "jarva"),
    };
}

std::string resolved(const char* asked, const char* on) {
    const auto answer = resolve_district(city(), DistrictId{asked}, day(on));
    return answer ? answer->value : answer.error().reason;
}

std::string names(const char* on) {
    std::string text;
    for (const auto& standing : districts_on(city(), day(on)))
        text += (text.empty() ? "" : ", ") + standing.name;
    return text;
}

}  // namespace

TEST_CASE("a merged district is answered for by its successor from the day of the merger",
          "[engine][district]") {
    CHECK(resolved("norrmalm", "2023-06-30") == "norrmalm");
    CHECK(resolved("norrmalm", "2023-07-01") == "norra-innerstaden");
    CHECK(resolved("ostermalm", "2026-01-01") == "norra-innerstaden");
    CHECK(resolved("rinkeby-kista", "2023-06-30") == "rinkeby-kista");
    CHECK(resolved("spanga-tensta", "2023-07-01") == "jarva");
    CHECK(resolved("alvsjo", "2020-06-30") == "alvsjo");
    CHECK(resolved("alvsjo", "2020-07-01") == "hagersten-alvsjo");
    CHECK(resolved("hagersten-liljeholmen", "2024-05-05") == "hagersten-alvsjo");
    CHECK(resolved("farsta", "2026-01-01") == "farsta");
}

TEST_CASE("a district before its first day, or one never heard of, is unknown",
          "[engine][district]") {
    CHECK(resolved("jarva", "2023-06-30") == "unknown_district");
    CHECK(resolved("gamla-stan", "2026-01-01") == "unknown_district");
    CHECK(resolve_district(city(), DistrictId{"gamla-stan"}, day("2026-01-01")).error().kind ==
          ErrorKind::not_found);
}

TEST_CASE("a district that ended without a successor, or in a circle of them, is unknown",
          "[engine][district]") {
    const std::vector<District> odd{district("ended", "Ended", "1997-01-01", "2000-01-01"),
                                    district("one", "One", "1997-01-01", "2000-01-01", "other"),
                                    district("other", "Other", "1997-01-01", "2000-01-01", "one")};

    CHECK(resolve_district(odd, DistrictId{"ended"}, day("2001-01-01")).error().reason ==
          "unknown_district");
    CHECK(resolve_district(odd, DistrictId{"one"}, day("2001-01-01")).error().reason ==
          "unknown_district");
}

TEST_CASE("a chain of mergers is followed to the district that stands", "[engine][district]") {
    const std::vector<District> chain{district("a", "A", "1990-01-01", "1999-12-31", "b"),
                                      district("b", "B", "2000-01-01", "2009-12-31", "c"),
                                      district("c", "C", "2010-01-01")};

    CHECK(*resolve_district(chain, DistrictId{"a"}, day("2005-01-01")) == DistrictId{"b"});
    CHECK(*resolve_district(chain, DistrictId{"a"}, day("2020-01-01")) == DistrictId{"c"});
}

TEST_CASE("districts of the day are listed in Swedish order, with Å, Ä and Ö last",
          "[engine][district]") {
    CHECK(names("2026-11-22") ==
          "Bromma, Enskede-Årsta-Vantör, Farsta, Hägersten-Älvsjö, Hässelby-Vällingby, Järva, "
          "Kungsholmen, Norra innerstaden, Skarpnäck, Skärholmen, Södermalm");
    CHECK(districts_on(city(), day("2019-12-31")).size() == 14);
    CHECK(districts_on(city(), day("2020-07-01")).size() == 13);
    CHECK(districts_on(city(), day("2023-06-30")).size() == 13);
    CHECK(districts_on(city(), day("2023-07-01")).size() == 11);
    CHECK(districts_on(city(), day("2020-01-01")).back().name == "Östermalm");
}
