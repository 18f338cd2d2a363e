// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <thread>
#include <vector>

#include "engine/result.h"
#include "storage/detail/connection.h"

namespace lika::storage::detail {

/// The only one who writes to a vault: a thread that takes the commands that wait, at most 64, as
/// one transaction. None waits for more to come.
///
/// Each command has a savepoint: one that fails is undone alone. All are answered after COMMIT has
/// returned; when it fails, each gets that error. Should SQLite give the whole transaction up for
/// one command, the others are run again without it; so a command's work may run more than once,
/// and only what it left in the database counts.
///
/// It alone copies the WAL into the file, before a group when enough pages have gathered; a
/// failure refuses that group. After a failure that leaves in doubt what the disk holds, it
/// refuses everything: docs/storage-format.md, "Database".
class Writer {
public:
    explicit Writer(std::unique_ptr<Connection> connection);
    /// Commands that wait are answered first.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Runs `work(Connection&)`, which gives a Result, within the next group, and returns when that
    /// is durable. An error or exception undoes it. Errors (failed): disk_full, out_of_memory,
    /// storage_failed. Not from within `work`.
    template <class Work>
    auto run(Work work) -> decltype(work(std::declval<Connection&>()));

    bool is_broken() const { return is_broken_; }
    std::size_t waiting() const;  ///< commands no group has taken yet

private:
    struct Command {
        std::function<bool(Connection&)> work;  ///< false: to be undone
        std::optional<engine::Error> failure;
        bool is_given_up = false;  ///< it took the transaction with it
        std::binary_semaphore answered{0};
    };
    using Group = std::vector<Command*>;

    std::optional<engine::Error> submit(Command& command);
    void serve();
    bool take(Group& group);
    void write(const Group& group);
    bool write_once(const Group& group);
    void attempt(Command& command);
    engine::Error failure();

    std::unique_ptr<Connection> connection_;
    std::atomic<bool> is_broken_ = false;
    mutable std::mutex guard_;  ///< of the two below
    Group waiting_;
    bool is_ending_ = false;
    std::condition_variable changed_;
    std::thread thread_;  ///< last: it starts when the rest is there
};

/// The exception being handled as an Error, and whether it leaves in doubt what the disk holds.
struct Failure {
    engine::Error error;
    bool leaves_doubt;
};
Failure current_failure();

template <class Work>
auto Writer::run(Work work) -> decltype(work(std::declval<Connection&>())) {
    std::optional<decltype(work(std::declval<Connection&>()))> answer;
    Command command{[&](Connection& connection) {
                        answer.emplace(work(connection));
                        return answer->has_value();
                    },
                    {},
                    false};
    if (auto failed = submit(command)) return *failed;
    return std::move(*answer);
}

}  // namespace lika::storage::detail
