// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/writer.h"

#include <algorithm>
#include <new>
#include <stdexcept>

#include "storage/detail/log.h"

namespace lika::storage::detail {
namespace {

constexpr std::size_t largest_group = 64;
constexpr std::int64_t pages_between_checkpoints = 1000;

/// Undone unless released.
class Savepoint {
public:
    explicit Savepoint(Connection& connection) : connection_(connection) {
        connection_.run("SAVEPOINT command");
    }
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    ~Savepoint() {
        if (is_open_ && connection_.is_in_transaction()) undo();
    }
    void release() {
        connection_.run("RELEASE command");
        is_open_ = false;
    }

private:
    void undo() {
        try {
            connection_.run("ROLLBACK TO command");
            connection_.run("RELEASE command");
        } catch (const std::exception&) {
            give_up();
        }
    }
    /// Half undone is not there: the writer sees that the transaction is gone.
    void give_up() {
        try {
            connection_.run("ROLLBACK");
        } catch (const std::exception&) {  // SQLite has rolled back by itself
        }
    }

    Connection& connection_;
    bool is_open_ = true;
};

}  // namespace

Failure current_failure() {
    try {
        throw;
    } catch (const SqlFailure& failure) {
        return {failure.as_error(), failure.leaves_doubt()};
    } catch (const LogBroken&) {
        return {{engine::ErrorKind::failed, "log_broken", ""}, false};
    } catch (const std::bad_alloc&) {
        return {{engine::ErrorKind::failed, "out_of_memory", ""}, false};
    } catch (const std::exception&) {
        return {{engine::ErrorKind::failed, "storage_failed", ""}, false};
    }
}

Writer::Writer(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {
    thread_ = std::thread{[this] { serve(); }};
}

Writer::~Writer() {
    {
        const std::scoped_lock lock{guard_};
        is_ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

std::size_t Writer::waiting() const {
    const std::scoped_lock lock{guard_};
    return waiting_.size();
}

std::optional<engine::Error> Writer::submit(Command& command) {
    try {
        const std::scoped_lock lock{guard_};
        waiting_.push_back(&command);
    } catch (const std::exception&) {
        return current_failure().error;
    }
    changed_.notify_one();
    command.answered.acquire();
    return std::move(command.failure);
}

void Writer::serve() {
    Group group;
    group.reserve(largest_group);
    while (take(group)) {
        write(group);
        for (auto* command : group) command->answered.release();
    }
}

/// Waits for commands; false: there will be no more.
bool Writer::take(Group& group) {
    std::unique_lock lock{guard_};
    changed_.wait(lock, [&] { return is_ending_ || !waiting_.empty(); });
    const auto size = std::min(waiting_.size(), largest_group);
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(size);
    group.assign(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    return !group.empty();
}

void Writer::write(const Group& group) {
    try {
        if (is_broken_) throw std::runtime_error{"unknown state after an I/O error"};
        if (connection_->is_in_transaction()) connection_->run("ROLLBACK");
        if (connection_->pages_to_checkpoint() >= pages_between_checkpoints)
            connection_->checkpoint();
        while (!write_once(group)) {
        }
    } catch (const std::exception&) {
        const auto error = failure();
        for (auto* command : group)
            if (!command->is_given_up) command->failure = error;
    }
}

/// False: SQLite has given the transaction up for a command, which has its error and is left out
/// from now on; of the others nothing is done yet.
bool Writer::write_once(const Group& group) {
    Transaction transaction{*connection_};
    for (auto* command : group) {
        if (command->is_given_up) continue;
        attempt(*command);
        if (is_broken_) throw std::runtime_error{"unknown state after an I/O error"};
        if (connection_->is_in_transaction()) continue;
        command->is_given_up = true;
        return false;
    }
    transaction.commit();
    return true;
}

void Writer::attempt(Command& command) {
    command.failure.reset();
    try {
        Savepoint savepoint{*connection_};
        if (command.work(*connection_)) savepoint.release();
    } catch (const std::exception&) {
        command.failure = failure();
    }
}

engine::Error Writer::failure() {
    auto failed = current_failure();
    if (failed.leaves_doubt) is_broken_ = true;
    return std::move(failed.error);
}

}  // namespace lika::storage::detail
