// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/exercise.h"

#include "tests/support/city.h"

using namespace lika;
using namespace lika::test;
using namespace lika::service::demo;

TEST_CASE("a made-up panel has agreed, everybody has answered a closed exercise, and another is open", "[service][demo][exercises]") {
    City city;
    std::vector<Staff> staff;
    for (const std::string district : {City::home, City::away})
        for (const std::string name : {"a", "b", "c", "head"}) {
            auto& one = staff.emplace_back();
            one.account.id = storage::AccountId{district + "-" + name};
            one.account.role = name == "head" ? "supervisor" : "social_worker";
            one.account.district = district;
        }
    Chance chance{1, "exercises"};

    REQUIRE(hold_exercises(*city.services.city, staff, city.services.vignettes, city.services.library, chance, city.now));

    const auto seen = body_of(city.get("audit", "/exercises"));
    REQUIRE(seen["items"].size() == 2);
    CHECK(seen["items"][0]["open"] == true);
    CHECK(seen["items"][1]["open"] == false);
    const std::string closed = seen["items"][1]["id"];
    const auto figures = body_of(city.get("audit", "/exercises/" + closed + "/figures"));
    CHECK(figures["city"]["raters"] == 6);
    CHECK(figures["city"]["answers"] == 12);
    CHECK(figures["city"]["as_panel"]["value"].get<double>() > 0.3);
    const auto panel = body_of(city.get("sven", "/vignettes"));
    CHECK(panel["items"][2]["state"] == "agreed");
    CHECK(panel["items"][3]["state"] == "proposal");   // left for whoever tries it

    const std::vector<Staff> alone(staff.begin(), staff.begin() + 4);
    City quiet;
    REQUIRE(hold_exercises(*quiet.services.city, alone, quiet.services.vignettes, quiet.services.library, chance, quiet.now));
    CHECK(body_of(quiet.get("audit", "/exercises"))["items"].empty());
}
