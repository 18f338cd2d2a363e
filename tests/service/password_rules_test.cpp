// SPDX-License-Identifier: EUPL-1.2
#include "service/password_rules.h"

#include <catch2/catch.hpp>

using lika::service::password_faults;
using Faults = std::vector<std::string>;

TEST_CASE("a long password of any characters is good enough", "[service][user]") {
    CHECK(password_faults("tolv tecken!", "a.berg").empty());
    CHECK(password_faults("kanel ugglan springer", "a.berg").empty());
    CHECK(password_faults("åäöåäöüéèñçx", "a.berg").empty());
    CHECK(password_faults("stockholm kanel ugglan", "a.berg").empty());   // enough beside the common part
}

TEST_CASE("a password is counted in characters and bounded in bytes", "[service][user]") {
    CHECK(password_faults("elva tecken", "a.berg") == Faults{"password_too_short"});
    CHECK(password_faults("åäöåäöüéèñç", "a.berg") == Faults{"password_too_short"});
    CHECK(password_faults("", "") == Faults{"password_too_short", "password_repetitive"});
    CHECK(password_faults("abcde " + std::string(250, 'x'), "a.berg").empty());
    CHECK(password_faults("abcde " + std::string(251, 'x'), "a.berg") == Faults{"password_too_long"});
}

TEST_CASE("what guessers try first is refused", "[service][user]") {
    for (const auto* password : {"Password1234!", "Sommar2026!!!", "LÖSENORD1234", "123456789012", "qwertyuiop12", "Stockholm2026", "Socialtjänst1!"})
        CHECK(password_faults(password, "a.berg") == Faults{"password_common"});
}

TEST_CASE("repetition and the own username are refused", "[service][user]") {
    CHECK(password_faults("xyxyxyxyxyxyxy", "a.berg") == Faults{"password_repetitive"});
    CHECK(password_faults("xx A.Berg 1985 yy", "a.berg") == Faults{"password_has_username"});
    CHECK(password_faults("not utf-8 at all \xFF", "a.berg") == Faults{"password_not_utf8"});
}
