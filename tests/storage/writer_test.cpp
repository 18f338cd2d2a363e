// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/writer.h"

#include <catch2/catch.hpp>
#include <latch>
#include <thread>

#include "storage/detail/readers.h"
#include "storage/detail/schema.h"
#include "tests/storage/fixture.h"
#include "tests/support/failing_disk.h"

using namespace lika::storage;
using namespace lika::storage::tests;
using detail::Connection;
using lika::engine::Error;
using lika::engine::ErrorKind;
using lika::engine::Result;
using lika::tests::FailingDisk;

namespace {

/// A database with one table of numbers, and its writer.
struct Numbers {
    Folder folder;
    detail::SecretBytes key = detail::random_key();
    fs::path file = folder.path() / "numbers.db";
    std::unique_ptr<detail::Writer> writer = make();

    std::unique_ptr<detail::Writer> make() {
        Connection{file, key, Connection::For::creating}.run(
            "CREATE TABLE number (value INTEGER PRIMARY KEY)");
        return std::make_unique<detail::Writer>(
            std::make_unique<Connection>(file, key, Connection::For::writing));
    }
    std::int64_t count() {
        return *writer->run([](Connection& connection) -> Result<std::int64_t> {
            return *connection.find<std::int64_t>("SELECT count(*) FROM number");
        });
    }
    bool has(int value) {
        return *writer->run([&](Connection& connection) -> Result<bool> {
            return connection.find<int>("SELECT 1 FROM number WHERE value = ?", value).has_value();
        });
    }
};

void insert(Connection& connection, int value) {
    connection.run("INSERT INTO number (value) VALUES (?)", value);
}

using Work = std::function<Result<void>(Connection&)>;

Work inserting(int value) {
    return [value](Connection& connection) -> Result<void> {
        insert(connection, value);
        return {};
    };
}

/// Runs the works in one group: the writer is held until all of them wait. What each was answered.
std::vector<Result<void>> in_one_group(
    detail::Writer& writer, const std::vector<Work>& works,
    const std::function<void()>& before_they_run = [] {}) {
    std::latch is_held{1}, may_go{1};
    std::thread holder{[&] {
        (void)writer.run([&](Connection&) -> Result<void> {
            is_held.count_down();
            may_go.wait();
            return {};
        });
    }};
    is_held.wait();
    std::vector<Result<void>> answers(works.size());
    std::vector<std::thread> callers;
    for (std::size_t i = 0; i < works.size(); ++i) {
        callers.emplace_back([&, i] { answers[i] = writer.run(works[i]); });
        while (writer.waiting() <= i) std::this_thread::yield();  // in this order
    }
    before_they_run();
    may_go.count_down();
    holder.join();
    for (auto& caller : callers) caller.join();
    return answers;
}

}  // namespace

TEST_CASE("of many commands written together only the one that fails is undone",
          "[storage][writer]") {
    Numbers numbers;
    const auto refuse = [](Connection& connection) -> Result<void> {
        insert(connection, 100);
        return Error{ErrorKind::conflict, "no_such_luck", ""};
    };
    const auto fail = [](Connection& connection) -> Result<void> {
        insert(connection, 200);
        return inserting(1)(connection);  // there already
    };
    std::vector<Work> works;
    for (int i = 1; i <= 20; ++i) works.push_back(inserting(i));
    works.insert(works.begin() + 7, refuse);
    works.insert(works.begin() + 13, fail);

    const auto answers = in_one_group(*numbers.writer, works);

    CHECK(answers[7].error().reason == "no_such_luck");
    CHECK(answers[13].error().reason == "storage_failed");
    CHECK(std::count_if(answers.begin(), answers.end(), [](const auto& one) { return !!one; }) ==
          20);
    CHECK(numbers.count() == 20);
    CHECK_FALSE(numbers.has(100));
    CHECK_FALSE(numbers.has(200));
}

TEST_CASE("when COMMIT fails nobody of the group is told success", "[storage][writer]") {
    Numbers numbers;
    std::vector<Work> works;
    for (int i = 1; i <= 10; ++i) works.push_back(inserting(i));
    std::optional<FailingDisk> disk;

    const auto answers = in_one_group(*numbers.writer, works, [&] { disk.emplace(0, ENOSPC); });

    REQUIRE(disk->has_failed());
    disk.reset();
    for (const auto& answer : answers) CHECK(answer.error().reason == "disk_full");
    CHECK(numbers.count() == 0);
    CHECK(in_one_group(*numbers.writer, works).at(9));
    CHECK(numbers.count() == 10);
}

TEST_CASE("a command that takes the transaction with it leaves the others done once",
          "[storage][writer]") {
    Numbers numbers;
    int tries = 0;
    const auto give_up = [&](Connection& connection) -> Result<void> {
        ++tries;
        insert(connection, 100);
        connection.run("ROLLBACK");  // as SQLite does when memory gives out in the midst
        throw std::bad_alloc{};
    };
    std::vector<Work> works;
    for (int i = 1; i <= 6; ++i) works.push_back(inserting(i));
    works.insert(works.begin() + 3, give_up);

    const auto answers = in_one_group(*numbers.writer, works);

    CHECK(answers[3].error().reason == "out_of_memory");
    CHECK(tries == 1);
    CHECK(std::count_if(answers.begin(), answers.end(), [](const auto& one) { return !!one; }) ==
          6);
    CHECK(numbers.count() == 6);
}

TEST_CASE("what is doubtful on disk refuses the whole group and all that follow",
          "[storage][writer]") {
    Numbers numbers;
    std::vector<Work> works;
    for (int i = 1; i <= 4; ++i) works.push_back(inserting(i));
    std::optional<FailingDisk> disk;

    const auto answers = in_one_group(*numbers.writer, works, [&] { disk.emplace(0, EIO); });

    disk.reset();
    for (const auto& answer : answers) CHECK(answer.error().reason == "storage_failed");
    CHECK(numbers.writer->is_broken());
    CHECK(numbers.writer->run(inserting(5)).error().reason == "storage_failed");
}

TEST_CASE("eight writers lose nothing, double nothing and leave the log without a gap",
          "[storage][writer]") {
    District norr;
    constexpr int writers = 8, each = 60;
    const auto in_case = some_case();
    REQUIRE(norr.vault->add_case(in_case, worker(), {}));
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int one = 0; one < writers; ++one)
        threads.emplace_back([&] {
            for (int i = 0; i < each; ++i) {
                const auto concern = some_concern(i);
                if (!norr.vault->add_concern(concern, worker(i), {})) ++refused;
                if (norr.vault->add_concern(concern, worker(i), {})) ++refused;  // the same id
                if (!norr.vault->case_by_id(in_case.id, worker(i))) ++refused;
            }
        });
    for (auto& thread : threads) thread.join();

    CHECK(refused == 0);
    const auto concerns = norr.vault->concerns("", 1000, "", worker());
    CHECK(concerns->items.size() == writers * each);
    CHECK(concerns->next.empty());
    std::int64_t entries = 0;
    for (std::string cursor; entries == 0 || !cursor.empty();) {
        const auto page = norr.vault->log("", 1000, cursor, supervisor());
        entries += static_cast<std::int64_t>(page->items.size());
        cursor = page->next;
        if (cursor.empty()) CHECK(page->items.back().sequence == 1);
    }
    CHECK(entries >= 2 * writers * each + 2);  // the readings of the log itself are entries too
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("a reader sees one moment, however much is written meanwhile", "[storage][writer]") {
    Numbers numbers;
    detail::Readers readers{numbers.file, numbers.key};
    std::atomic<bool> is_done = false;
    std::atomic<int> refused = 0, reads = 0, pairs = 0;
    std::thread writing{[&] {
        for (int i = 0; i < 400 || reads < 20; ++i, ++pairs)
            if (!numbers.writer->run([&](Connection& connection) {
                    insert(connection, 2 * i);
                    return inserting(2 * i + 1)(connection);
                }))
                ++refused;
        is_done = true;
    }};
    const auto count = [](Connection& connection) {
        return *connection.find<std::int64_t>("SELECT count(*) FROM number");
    };
    int differing = 0, odd = 0;
    const auto look = [&](Connection& connection) -> Result<std::int64_t> {
        const auto first = count(connection);
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
        if (count(connection) != first) ++differing;
        return first;
    };
    while (!is_done) {
        odd += static_cast<int>(*readers.run(look) % 2);
        ++reads;
    }
    writing.join();

    CHECK(refused == 0);
    CHECK(differing == 0);
    CHECK(odd == 0);
    CHECK(*readers.run(look) == 2 * pairs);
}

TEST_CASE("no constraint waits for COMMIT, where it would fail the others too",
          "[storage][writer]") {
    REQUIRE(detail::migrations().size() >= 2);
    for (const auto& migration : detail::migrations())
        CHECK(std::string{migration.sql}.find("DEFER") == std::string::npos);
}
