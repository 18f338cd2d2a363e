// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/watchdog.h"

#include <Poco/Exception.h>

namespace lika::service {
namespace {
constexpr std::chrono::milliseconds round_of_patrol{100};
}

Watchdog::Watchdog() : thread_([this] { patrol(); }) {}

Watchdog::~Watchdog() {
    {
        const std::scoped_lock lock{guard_};
        over_ = true;
    }
    ended_.notify_all();
    thread_.join();
}

void Watchdog::stop(std::chrono::milliseconds grace) {
    const std::scoped_lock lock{guard_};
    last_call_ = Clock::now() + grace;
}

void Watchdog::patrol() {
    std::unique_lock lock{guard_};
    while (!ended_.wait_for(lock, round_of_patrol, [this] { return over_; })) cut_overdue();
}

void Watchdog::cut_overdue() {
    const auto now = Clock::now();
    for (auto& [id, watched] : watched_) {
        const bool late = watched.deadline && now >= *watched.deadline;
        const bool leaving = last_call_ && (watched.reading || now >= *last_call_);
        if (!late && !leaving) continue;
        try {
            watched.socket.shutdown();   // wakes the worker that waits in it
        } catch (const Poco::Exception&) {
            continue;                    // the client was quicker
        }
    }
}

void Watchdog::set(std::uint64_t id, std::optional<Clock::time_point> deadline, bool reading) {
    const std::scoped_lock lock{guard_};
    auto& watched = watched_.at(id);
    watched.deadline = deadline;
    watched.reading = reading;
}

Watchdog::Watch::Watch(Watchdog& dog, const Poco::Net::StreamSocket& socket) : dog_(dog), id_(0) {
    const std::scoped_lock lock{dog_.guard_};
    id_ = ++dog_.last_id_;
    dog_.watched_.emplace(id_, Watched{socket, std::nullopt, false});
}

Watchdog::Watch::~Watch() {
    const std::scoped_lock lock{dog_.guard_};
    dog_.watched_.erase(id_);
}

void Watchdog::Watch::reads_within(std::chrono::milliseconds patience) {
    dog_.set(id_, Clock::now() + patience, true);
}

void Watchdog::Watch::sends_within(std::chrono::milliseconds patience) {
    dog_.set(id_, Clock::now() + patience, false);
}

void Watchdog::Watch::works() { dog_.set(id_, std::nullopt, false); }

}  // namespace lika::service
