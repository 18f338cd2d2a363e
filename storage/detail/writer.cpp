// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/writer.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <stdexcept>

#include "storage/detail/log.h"

namespace lika::storage::detail {
namespace {

constexpr std::size_t largest_group = 64;
constexpr std::int64_t pages_between_checkpoints = 1000;

/// Undone unless released. Alone in its transaction a command needs no savepoint, for which SQLite
/// would copy, and SQLCipher encrypt, each page before it changes.
class Savepoint {
public:
    Savepoint(Connection& connection, bool is_alone)
        : connection_(connection), is_alone_(is_alone) {
        if (!is_alone_) connection_.run("SAVEPOINT command");
    }
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    ~Savepoint() {
        if (is_open_ && connection_.is_in_transaction()) undo();
    }
    void release() {
        if (!is_alone_) connection_.run("RELEASE command");
        is_open_ = false;
    }

private:
    void undo() {
        if (is_alone_) return give_up();
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
    bool is_alone_, is_open_ = true;
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

Writer::Writer(std::unique_ptr<Connection> connection, Close close)
    : connection_(std::move(connection)), close_(std::move(close)) {
    group_.reserve(largest_group);
}

std::size_t Writer::waiting() const {
    const std::scoped_lock lock{guard_};
    return waiting_.size();
}

std::optional<engine::Error> Writer::submit(Command& command) {
    std::unique_lock lock{guard_};
    try {
        waiting_.push_back(&command);
    } catch (const std::exception&) {
        return current_failure().error;
    }
    while (!command.is_answered) {
        if (is_writing_)
            command.changed.wait(lock);
        else
            lead(lock);
    }
    return std::move(command.failure);
}

/// Writes one group, answers it and calls the next one to lead.
void Writer::lead(std::unique_lock<std::mutex>& lock) {
    is_writing_ = true;
    take_group();
    lock.unlock();
    write(group_);
    lock.lock();
    is_writing_ = false;
    if (!waiting_.empty()) waiting_.front()->changed.notify_one();
    for (auto* command : group_) {
        command->is_answered = true;
        command->changed.notify_one();  // under the lock: it is gone when its caller wakes
    }
}

void Writer::take_group() {
    const auto size = std::min(waiting_.size(), largest_group);
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(size);
    group_.assign(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
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

/// False: the transaction is gone with a command, which has its error and is left out from now on;
/// of the others nothing is done yet.
bool Writer::write_once(const Group& group) {
    Transaction transaction{*connection_};
    for (auto* command : group) {
        if (command->is_given_up) continue;
        attempt(*command, group.size() == 1);
        if (is_broken_) throw std::runtime_error{"unknown state after an I/O error"};
        if (connection_->is_in_transaction()) continue;
        command->is_given_up = true;
        return false;
    }
    close(group);
    transaction.commit();
    return true;
}

void Writer::attempt(Command& command, bool is_alone) {
    command.failure.reset();
    command.addition = {};
    try {
        Savepoint savepoint{*connection_, is_alone};
        if (command.work(*connection_, command.addition)) return savepoint.release();
    } catch (const std::exception&) {
        command.failure = failure();
    }
    command.addition = {};   // undone
}

void Writer::close(const Group& group) {
    Addition all;
    for (auto* command : group) {
        auto& entries = command->addition.entries;
        std::move(entries.begin(), entries.end(), std::back_inserter(all.entries));
        all.change += command->addition.change;
    }
    if (close_ && !all.entries.empty()) close_(*connection_, all);
}

engine::Error Writer::failure() {
    auto failed = current_failure();
    if (failed.leaves_doubt) is_broken_ = true;
    return std::move(failed.error);
}

}  // namespace lika::storage::detail
