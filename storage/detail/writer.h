// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/result.h"
#include "storage/detail/connection.h"
#include "storage/detail/records.h"
#include "storage/record.h"

namespace lika::storage::detail {

/// What a command that is done adds to the log, and what it did to the sum of the records.
struct Addition {
    std::vector<LogEntry> entries;
    RecordSum change;
};

/// The only way to write to a vault, one at a time: the commands that wait, at most 64, are one
/// transaction. None waits for more to come. Whoever finds nobody writing writes for all who wait;
/// why no thread of its own does: docs/decisions/0011.
///
/// Each command has a savepoint: one that fails is undone alone. What those that are done add to the
/// log is written once, after the last of them: with a savepoint SQLite keeps, and SQLCipher
/// encrypts, each page as it was before. All are answered after COMMIT has returned; when it or the
/// log fails, each gets that error. Should SQLite give the whole transaction up for
/// one command, the others are run again without it; so a command's work may run more than once,
/// and only what it left in the database counts.
///
/// It alone copies the WAL into the file, before a group when enough pages have gathered; a
/// failure refuses that group. After a failure that leaves in doubt what the disk holds, it
/// refuses everything: docs/storage-format.md, "Database".
class Writer {
public:
    /// Writes the additions of a group, at least one entry, in their order.
    using Close = std::function<void(Connection&, const Addition&)>;
    explicit Writer(std::unique_ptr<Connection> connection, Close close = {});
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Runs `work(Connection&, Addition&)`, which gives a Result, within the next group, and returns
    /// when that is durable. An error or exception undoes it. Errors (failed): disk_full, out_of_memory,
    /// storage_failed. Not from within `work`.
    template <class Work>
    auto run(Work work) -> decltype(work(std::declval<Connection&>(), std::declval<Addition&>()));
    /// The same for work that adds nothing to the log.
    template <class Work>
    auto run(Work work) -> decltype(work(std::declval<Connection&>())) {
        return run([&](Connection& connection, Addition&) { return work(connection); });
    }

    bool is_broken() const { return is_broken_; }
    std::size_t waiting() const;  ///< commands no group has taken yet

private:
    struct Command {
        std::function<bool(Connection&, Addition&)> work;  ///< false: to be undone
        Addition addition;
        std::optional<engine::Error> failure;
        bool is_given_up = false;  ///< it took the transaction with it
        bool is_answered = false;
        std::condition_variable changed;  ///< answered, or its turn to write
    };
    using Group = std::vector<Command*>;

    std::optional<engine::Error> submit(Command& command);
    void lead(std::unique_lock<std::mutex>& lock);
    void take_group();
    void write(const Group& group);
    bool write_once(const Group& group);
    void attempt(Command& command, bool is_alone);
    void close(const Group& group);
    engine::Error failure();

    std::unique_ptr<Connection> connection_;
    Close close_;
    std::atomic<bool> is_broken_ = false;
    Group group_;               ///< of the one who writes
    mutable std::mutex guard_;  ///< of the two below
    Group waiting_;
    bool is_writing_ = false;
};

/// The exception being handled as an Error, and whether it leaves in doubt what the disk holds.
struct Failure {
    engine::Error error;
    bool leaves_doubt;
};
Failure current_failure();

template <class Work>
auto Writer::run(Work work) -> decltype(work(std::declval<Connection&>(), std::declval<Addition&>())) {
    std::optional<decltype(work(std::declval<Connection&>(), std::declval<Addition&>()))> answer;
    Command command;
    command.work = [&](Connection& connection, Addition& addition) {
        answer.emplace(work(connection, addition));
        return answer->has_value();
    };
    if (auto failed = submit(command)) return *failed;
    return std::move(*answer);
}

}  // namespace lika::storage::detail
