// SPDX-License-Identifier: EUPL-1.2
#include "service/account_rules.h"

#include <catch2/catch.hpp>

using namespace lika;
using Faults = std::vector<std::string>;

namespace {

Faults faults(const service::AccountWish& wish) {
    engine::District farsta;
    farsta.id = engine::DistrictId{"farsta"};
    return service::account_faults(wish, {farsta});
}

}  // namespace

TEST_CASE("each role has an account with the district it serves", "[service][user]") {
    CHECK(faults({"a.berg", "A. Berg", "social_worker", "farsta"}).empty());
    CHECK(faults({"b.berg", "B. Berg", "supervisor", "farsta"}).empty());
    CHECK(faults({"c.berg", "C. Berg", "school_team", std::nullopt}).empty());
    CHECK(faults({"d.berg", "D. Berg", "school_team", "farsta"}).empty());
    CHECK(faults({"e.berg", "E. Berg", "auditor", std::nullopt}).empty());
    CHECK(faults({"f.berg", "F. Berg", "administrator", std::nullopt}).empty());
}

TEST_CASE("every fault of a wished account is named", "[service][user]") {
    CHECK(faults({"A Berg", " ", "boss", "norrmalm"}) ==
          Faults{"username: username_malformed", "name: name_malformed", "role: unknown_role", "district: unknown_district"});
    CHECK(faults({"a.berg", "A. Berg", "supervisor", std::nullopt}) == Faults{"district: district_required"});
    CHECK(faults({"a.berg", "A. Berg", "auditor", "farsta"}) == Faults{"district: district_refused"});
    CHECK(faults({"ab", "A\nBerg", "auditor", std::nullopt}) == Faults{"username: username_malformed", "name: name_malformed"});
}
