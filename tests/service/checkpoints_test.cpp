// SPDX-License-Identifier: EUPL-1.2
#include "service/checkpoints.h"

#include <catch2/catch.hpp>
#include <atomic>
#include <semaphore>
#include <sstream>

#include "service/handlers/health.h"
#include "tests/support/command.h"
#include "tests/support/live_server.h"

using namespace lika::service;
using lika::engine::Error;
using lika::engine::ErrorKind;
using lika::storage::Checkpointed;
using lika::tests::LiveFolder;
using lika::tests::run;
using lika::tests::text_of;

namespace {

using Written = lika::engine::Result<Checkpointed>;
constexpr std::chrono::seconds hour{3600}, ten_seconds{10};

Error unwritable() { return {ErrorKind::failed, "checkpoints_unwritable", "norr"}; }

std::size_t lines_in(const std::filesystem::path& file) {
    const auto text = text_of(file);
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// A city whose configuration file is there.
struct Configured : LiveFolder {
    std::string config = folder().write("lika.xml", "<lika><port>0</port></lika>");
    std::filesystem::path place = folder().path() / "checkpoints";
};

}  // namespace

TEST_CASE("checkpoints are written at once, at the interval and at the end", "[service][checkpoints]") {
    CheckpointState state;
    std::ostringstream messages;
    std::atomic<int> written = 0;
    std::counting_semaphore<> round{0};
    CheckpointWriter writer{{{"norr", [&]() -> Written {
                                  ++written;
                                  round.release();
                                  return Checkpointed{true, 1, "", ""};
                              }}},
                            std::chrono::seconds{1}, state, messages};

    REQUIRE(round.try_acquire_for(ten_seconds));
    REQUIRE(round.try_acquire_for(ten_seconds));
    const int before = written;
    REQUIRE(writer.finish(ten_seconds));

    CHECK(written >= before + 1);
    CHECK(messages.str().empty());
    CHECK(state.trouble().empty());
}

TEST_CASE("a second place that cannot be reached is told until it can", "[service][checkpoints]") {
    CheckpointState state;
    std::ostringstream messages;
    std::atomic<bool> is_there = false;
    const auto once = [&] {
        CheckpointWriter writer{{{"norr", [&]() -> Written {
                                      if (!is_there) return unwritable();
                                      return Checkpointed{true, 1, "", ""};
                                  }}},
                                hour, state, messages};
        REQUIRE(writer.finish(ten_seconds));
    };

    once();
    CHECK(state.trouble() == "checkpoints_unwritable");
    CHECK(messages.str().find("vault=norr no checkpoint written: checkpoints_unwritable\n") == 0);
    is_there = true;
    once();
    CHECK(state.trouble().empty());
}

TEST_CASE("a vault that is not what its checkpoint said stays an alarm", "[service][checkpoints]") {
    CheckpointState state;
    std::ostringstream messages;
    int round = 0;
    CheckpointWriter writer{{{"norr", [&]() -> Written {
                                  return Checkpointed{true, 1, "", round++ == 0 ? "rolled_back" : ""};
                              }}},
                            hour, state, messages};
    REQUIRE(writer.finish(ten_seconds));

    CHECK(round == 2);
    CHECK(state.trouble() == "rolled_back");
    CHECK(messages.str() == "vault=norr reason=rolled_back\n");
}

TEST_CASE("a second place that hangs does not hold up the end", "[service][checkpoints]") {
    CheckpointState state;
    std::ostringstream messages;
    std::binary_semaphore hangs{0};
    CheckpointWriter writer{{{"norr", [&]() -> Written {
                                  hangs.acquire();
                                  hangs.release();
                                  return unwritable();
                              }}},
                            hour, state, messages};

    CHECK_FALSE(writer.finish(std::chrono::milliseconds{50}));
    hangs.release();
    CHECK(writer.finish(ten_seconds));
}

TEST_CASE("a running service writes checkpoints, and says when it cannot", "[service][checkpoints]") {
    Configured city;
    auto settings = city.settings();
    settings.checkpoint_seconds = 3600;
    const auto file = city.place / "city.checkpoints";
    {
        const auto running = Running::start(settings);
        REQUIRE(running);
        REQUIRE((*running)->services().city->log_refused("sign_in", "x", {"nobody", {}, ""}));
        REQUIRE((*running)->finish_checkpoints());
        CHECK(health({}, (*running)->services()).body == R"({"status":"ok"})");
    }
    const auto lines = lines_in(file);
    CHECK(lines >= 1);
    CHECK(lines_in(city.place / "farsta.checkpoints") == 1);
    CHECK(run({"log", "verify", "--config", city.config}).status == 0);

    settings.checkpoints = city.folder() / "gone";
    const auto running = Running::start(settings);
    REQUIRE(running);
    REQUIRE((*running)->finish_checkpoints());
    CHECK(health({}, (*running)->services()).body ==
          R"({"reason":"checkpoints_unwritable","status":"degraded"})");
    CHECK_FALSE(std::filesystem::exists(settings.checkpoints));
}

TEST_CASE("lika log checkpoint writes what is new, and verify holds the log against it", "[service][checkpoints]") {
    Configured city;
    const auto alone = run({"log", "verify", "--config", city.config});
    CHECK(alone.status == 0);
    CHECK(alone.err.find("of city farsta: whole older files would not be seen") != std::string::npos);

    const auto trial = run({"log", "checkpoint", "--config", city.config, "--dry-run"});
    CHECK(trial.out.find("vault=city sequence=1 key=") == 0);
    CHECK(trial.out.find(" would be written\n") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(city.place / "city.checkpoints"));
    const auto written = run({"log", "checkpoint", "--config", city.config});
    CHECK(written.status == 0);
    CHECK(written.out.find(" written\nvault=farsta sequence=0 key=") != std::string::npos);
    CHECK(run({"log", "checkpoint", "--config", city.config, "--vault", "city"}).out.ends_with(" unchanged\n"));

    const auto verified = run({"log", "verify", "--config", city.config});
    CHECK(verified.status == 0);
    CHECK(verified.err.empty());
    CHECK(verified.out == "vault=city ok\nvault=farsta ok\n");
}

TEST_CASE("lika log verify finds older files by a copy of the checkpoints", "[service][checkpoints]") {
    Configured city;
    const auto database = city.folder().path() / "vaults" / "city.db";
    const auto older = text_of(database);
    REQUIRE(run({"user", "disable", "--config", city.config, "--username", "alva"}).status == 0);
    REQUIRE(run({"log", "checkpoint", "--config", city.config}).status == 0);
    std::filesystem::rename(city.place / "city.checkpoints", city.folder() / "copy");

    city.folder().write("vaults/city.db", older);
    const auto found = run({"log", "verify", "--config", city.config, "--checkpoint", city.folder() / "copy"});
    CHECK(found.status == 1);
    CHECK(found.out == "vault=city sequence=2 reason=rolled_back\nvault=farsta ok\n");

    city.folder().write("copy", "no checkpoint");
    const auto unreadable = run({"log", "verify", "--config", city.config, "--checkpoint", city.folder() / "copy"});
    CHECK(unreadable.status == 1);
    CHECK(unreadable.out.find("reason=checkpoints_unreadable\n") != std::string::npos);
}

TEST_CASE("who has no key can check a file of checkpoints", "[service][checkpoints]") {
    Configured city;
    REQUIRE(run({"log", "checkpoint", "--config", city.config}).status == 0);
    const auto file = (city.place / "city.checkpoints").string();

    const auto well = run({"log", "verify", "--checkpoint", file});
    CHECK(well.status == 0);
    CHECK(well.out.find("vault=city sequence=1 at=") == 0);
    const auto key = well.out.substr(well.out.find("key=") + 4, 64);
    CHECK(run({"log", "verify", "--checkpoint", file, "--key", key}).status == 0);
    const auto other = run({"log", "verify", "--checkpoint", file, "--key", std::string(64, 'a')});
    CHECK(other.status == 1);
    CHECK(other.out == "vault= sequence=1 reason=checkpoint_forged\n");
    CHECK(run({"log", "verify"}).status == 2);
}
