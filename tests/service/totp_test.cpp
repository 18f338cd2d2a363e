// SPDX-License-Identifier: EUPL-1.2
#include "service/totp.h"

#include <catch2/catch.hpp>

using namespace lika::service;
using std::chrono::seconds;

namespace {
const std::string secret = "12345678901234567890";                       // RFC 6238, appendix B
const std::string secret_base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
}  // namespace

TEST_CASE("codes are those of RFC 6238", "[service][totp]") {
    CHECK(totp_code(secret, 59 / 30, 8) == "94287082");
    CHECK(totp_code(secret, 1111111109 / 30, 8) == "07081804");
    CHECK(totp_code(secret, 1111111111 / 30, 8) == "14050471");
    CHECK(totp_code(secret, 1234567890 / 30, 8) == "89005924");
    CHECK(totp_code(secret, 2000000000 / 30, 8) == "69279037");
    CHECK(totp_code(secret, 20000000000 / 30, 8) == "65353130");
}

TEST_CASE("base32 gives the bytes it stands for", "[service][totp]") {
    CHECK(read_base32(secret_base32) == secret);
    CHECK(read_base32("MZXW6===") == "foo");
    CHECK_FALSE(read_base32("mzxw6"));
    CHECK_FALSE(read_base32("1"));
}

TEST_CASE("a code is good for its step and the ones beside it", "[service][totp]") {
    const auto at = [](std::int64_t step) { return totp_step(secret_base32, totp_code(secret, 1000), seconds{step * 30}, 0); };

    CHECK(at(999) == 1000);
    CHECK(at(1000) == 1000);
    CHECK(at(1001) == 1000);
    CHECK_FALSE(at(998));
    CHECK_FALSE(at(1002));
}

TEST_CASE("a code works once", "[service][totp]") {
    CHECK(totp_step(secret_base32, totp_code(secret, 1000), seconds{30000}, 999) == 1000);
    CHECK_FALSE(totp_step(secret_base32, totp_code(secret, 1000), seconds{30000}, 1000));
}

TEST_CASE("an empty or odd code is no code", "[service][totp]") {
    CHECK_FALSE(totp_step(secret_base32, "", seconds{30000}, 0));
    CHECK_FALSE(totp_step(secret_base32, "12345", seconds{30000}, 0));
    CHECK_FALSE(totp_step("", totp_code("", 1000), seconds{30000}, 0));
}
