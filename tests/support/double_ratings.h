// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "tests/support/city.h"

namespace lika::test {

/// Rates and signs a draft of home-levels: F1 and F2, with what the assessor saw, at that level. The answer to signing.
inline json rate_and_sign(City& city, const std::string& who, const std::string& draft, int f1, int f2, const std::string& evidence,
                          const json& decision) {
    const auto seen = header_of(city.get(who, "/assessments/" + draft), "ETag");
    const auto saved = city.send(who, "PATCH", "/assessments/" + draft + "/responses",
                                 {{"responses", {{"F1", rated(f1, evidence)}, {"F2", rated(f2, evidence)}}}},
                                 {{"if-match", seen}, {"x-editor", "e-" + who}});
    REQUIRE(saved.status == 200);
    const auto revision = body_of(saved)["revision"].get<int>();
    const auto reply = city.post(who, "/assessments/" + draft + "/sign", decision, {{"if-match", "\"" + std::to_string(revision) + "\""}});
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    return body_of(reply);
}

/// A case of `who` with a signed assessment of home-levels: 3 points, moderate.
struct SignedCase {
    std::string in_case, assessment;
};
inline SignedCase a_signed_case(City& city, const std::string& who, const std::string& evidence = "Ser rädd ut") {
    SignedCase made;
    made.in_case = city.create(who, "/cases", {{"subject", {{"name", "Kim Testsson"}, {"born_on", "2011-03-04"}}}});
    made.assessment = city.create(who, "/cases/" + made.in_case + "/assessments", {{"instrument", "home-levels"}});
    rate_and_sign(city, who, made.assessment, 2, 1, evidence, {{"final_level", "moderate"}});
    return made;
}

inline json a_draw(int count = 1) {
    return {{"instrument", "home-levels"}, {"count", count}, {"days", 30}, {"due_on", "2026-04-01"}};
}

/// A double rating of a case of bo: alva, the only other worker of home, is to make it.
inline std::string a_double_rating(City& city) {
    a_signed_case(city, "bo");
    REQUIRE(body_of(city.post("sven", "/double-ratings", a_draw()))["drawn"] == 1);
    const auto mine = body_of(city.get("alva", "/double-ratings"))["items"];
    REQUIRE(mine.size() == 1);
    return mine[0]["id"];
}

}  // namespace lika::test
