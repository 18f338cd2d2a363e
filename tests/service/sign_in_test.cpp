// SPDX-License-Identifier: EUPL-1.2
#include "service/sign_in.h"

#include <catch2/catch.hpp>
#include <future>

using namespace lika::service;
using namespace std::chrono_literals;

TEST_CASE("a name rests longer with each failure, but never long", "[service][session]") {
    CHECK(rest_after(4, 30s) == 0s);
    CHECK(rest_after(5, 30s) == 1s);
    CHECK(rest_after(6, 30s) == 2s);
    CHECK(rest_after(8, 30s) == 8s);
    CHECK(rest_after(10, 30s) == 30s);
    CHECK(rest_after(1000000, 30s) == 30s);
    CHECK(rest_after(50, 0s) == 0s);
}

TEST_CASE("one name signs in once at a time, other names meanwhile", "[service][session]") {
    SignInDesk desk;
    const auto turn = desk.take_turn("a", 10ms);
    REQUIRE(turn);

    CHECK(desk.take_turn("b", 10ms) != nullptr);
    CHECK(std::async(std::launch::async, [&] { return desk.take_turn("a", 30ms) == nullptr; }).get());
}

TEST_CASE("a few sign in at once, whatever their names", "[service][session]") {
    SignInDesk desk;
    std::vector<std::unique_ptr<SignInDesk::Turn>> turns;
    for (const char* name : {"a", "b", "c", "d"}) turns.push_back(desk.take_turn(name, 10ms));

    CHECK(desk.take_turn("e", 10ms) == nullptr);
    turns.clear();
    CHECK(desk.take_turn("e", 10ms) != nullptr);
}
