// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace lika::service {

/// Does work on many threads whose results are taken in the order the work was given.
///
/// The thread that gives the work works too; the others start with the second piece. `Piece` holds what a worker needs
/// and what it makes; pieces are used again, so memory stays bounded by the number of threads.
template <class Piece>
class InOrder {
public:
    using Work = std::function<void(Piece&)>;

    /// `worker` makes what one thread works with; called on that thread.
    InOrder(std::size_t threads, std::function<Work()> worker)
        : worker_(std::move(worker)), threads_(threads), own_(worker_()), slots_(threads == 1 ? 1 : 2 * threads + 1) {}
    InOrder(const InOrder&) = delete;
    InOrder& operator=(const InOrder&) = delete;

    ~InOrder() {
        {
            const std::lock_guard lock{mutex_};
            ended_ = true;
        }
        given_.notify_all();
    }

    /// `fill` prepares a piece (false: there is none left), `take` gets each in order once done (false: stop).
    template <class Fill, class Take>
    void run(Fill&& fill, Take&& take) {
        std::size_t next = 0, oldest = 0;
        for (bool more = true; more || oldest < next;) {
            if (more && next - oldest < slots_.size()) {
                more = fill(slots_[next % slots_.size()].piece);
                if (more) give(next++);
            } else {
                if (!take(await(oldest))) return;
                ++oldest;
            }
            while (oldest < next && is_done(oldest)) {
                if (!take(slots_[oldest % slots_.size()].piece)) return;
                ++oldest;
            }
        }
    }

private:
    struct Slot {
        Piece piece;
        bool done = false;
    };

    void give(std::size_t index) {
        auto& slot = slots_[index % slots_.size()];
        slot.done = false;
        if (threads_ == 1) return own_(slot.piece), void(slot.done = true);
        const std::lock_guard lock{mutex_};
        waiting_.push_back(&slot);
        if (index == 0) return;
        if (helpers_.size() + 1 < threads_ && index >= helpers_.size()) helpers_.emplace_back([this] { help(); });
        given_.notify_one();
    }

    bool is_done(std::size_t index) {
        if (threads_ == 1) return true;
        const std::lock_guard lock{mutex_};
        return slots_[index % slots_.size()].done;
    }

    /// Works while the piece is not done and there is other work to do.
    Piece& await(std::size_t index) {
        auto& slot = slots_[index % slots_.size()];
        std::unique_lock lock{mutex_};
        while (!slot.done) {
            if (waiting_.empty())
                finished_.wait(lock);
            else
                work(lock, own_);
        }
        return slot.piece;
    }

    void help() {
        const auto work_on = worker_();
        std::unique_lock lock{mutex_};
        for (;;) {
            given_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
            if (ended_) return;
            work(lock, work_on);
        }
    }

    void work(std::unique_lock<std::mutex>& lock, const Work& work_on) {
        auto* const slot = waiting_.front();
        waiting_.pop_front();
        lock.unlock();
        work_on(slot->piece);
        lock.lock();
        slot->done = true;
        finished_.notify_one();
    }

    std::function<Work()> worker_;
    std::size_t threads_;
    Work own_;
    std::vector<Slot> slots_;
    std::mutex mutex_;
    std::condition_variable given_, finished_;
    std::deque<Slot*> waiting_;
    bool ended_ = false;
    std::vector<std::jthread> helpers_;   // last: joined first
};

}  // namespace lika::service
