// SPDX-License-Identifier: EUPL-1.2
#include "service/settings.h"

#include <catch2/catch.hpp>

#include "tests/support/command.h"

using namespace lika::service;
using lika::tests::TestFolder;

namespace {

std::string reason_of(const std::string& text) {
    const TestFolder folder;
    const auto read = read_settings(folder.write("lika.xml", text));
    return read ? "" : read.error().reason + " " + read.error().place.substr(read.error().place.rfind('/') + 1);
}

}  // namespace

TEST_CASE("a configuration is read from XML", "[service][settings]") {
    const TestFolder folder;
    const auto file = folder.write("lika.xml",
                                   "<lika><address>127.0.0.2</address><port>9443</port><demonstration>true</demonstration>"
                                   "<session><idle_seconds>5</idle_seconds><absolute_seconds>10</absolute_seconds></session>"
                                   "<connections><per_address>700</per_address></connections>"
                                   "<login><lock_seconds>3</lock_seconds></login>"
                                   "<log><checkpoints>outside</checkpoints><checkpoint_seconds>5</checkpoint_seconds></log></lika>");

    const auto settings = read_settings(file);

    REQUIRE(settings);
    CHECK(settings->address == "127.0.0.2");
    CHECK(settings->port == 9443);
    CHECK(settings->demonstration);
    CHECK(settings->session_idle_seconds == 5);
    CHECK(settings->session_absolute_seconds == 10);
    CHECK(settings->connections_per_address == 700);
    CHECK(settings->login_lock_seconds == 3);
    CHECK(settings->checkpoints == (std::filesystem::path{settings->data} / "outside").string());
    CHECK(settings->checkpoint_seconds == 5);
    CHECK(std::filesystem::equivalent(settings->data, folder.path()));
}

TEST_CASE("what a configuration leaves out has its usual value", "[service][settings]") {
    const TestFolder folder;
    const auto settings = read_settings(folder.write("lika.xml", "<lika/>"));

    REQUIRE(settings);
    CHECK(settings->address == "127.0.0.1");
    CHECK(settings->port == 8443);
    CHECK(settings->session_idle_seconds == 1800);
    CHECK(settings->connections_per_address >= 600);
    CHECK_FALSE(settings->demonstration);
}

TEST_CASE("the data folder is relative to the configuration", "[service][settings]") {
    const TestFolder folder;
    const auto settings = read_settings(folder.write("lika.xml", "<lika><data>../elsewhere</data></lika>"));

    REQUIRE(settings);
    CHECK(std::filesystem::path{settings->data} == (folder.path() / ".." / "elsewhere").lexically_normal());
}

TEST_CASE("a configuration that says something odd is refused, with the place", "[service][settings]") {
    CHECK(reason_of("") == "config_malformed lika.xml");
    CHECK(reason_of("<lika>") == "config_malformed lika.xml");
    CHECK(reason_of("<lika><demonstration>perhaps</demonstration></lika>") == "config_malformed lika.xml");
    CHECK(reason_of("<lika><port>abc</port></lika>") == "setting_out_of_range port");
    CHECK(reason_of("<lika><port>65536</port></lika>") == "setting_out_of_range port");
    CHECK(reason_of("<lika><session><idle_seconds>0</idle_seconds></session></lika>") ==
          "setting_out_of_range session.idle_seconds");
    CHECK(reason_of("<lika><session><idle>5</idle></session></lika>") == "unknown_setting session.idle");
    CHECK(read_settings("/nowhere/lika.xml").error().reason == "config_missing");
}

TEST_CASE("loopback is this machine alone", "[service][settings]") {
    for (const char* address : {"127.0.0.1", "127.8.8.8", "::1", "localhost"}) CHECK(is_loopback(address));
    for (const char* address : {"0.0.0.0", "::", "10.0.0.1", "example.org", ""}) CHECK_FALSE(is_loopback(address));
}
