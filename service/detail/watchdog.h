// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace lika::service {

/// Cuts connections at an absolute deadline: a library's timeout starts anew with every byte, so a client that sends one
/// now and then would stay for ever.
class Watchdog {
public:
    using Clock = std::chrono::steady_clock;

    Watchdog();
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    /// One connection under watch, for as long as this lives. It must end before the socket is closed.
    class Watch {
    public:
        Watch(Watchdog& dog, const Poco::Net::StreamSocket& socket);
        ~Watch();
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;

        /// The client must have sent what is due within `patience`; cut at once when the server stops.
        void reads_within(std::chrono::milliseconds patience);
        /// The client must have taken its answer within `patience`.
        void sends_within(std::chrono::milliseconds patience);
        /// The service is at work: no deadline for its own doing.
        void works();

    private:
        Watchdog& dog_;
        std::uint64_t id_;
    };

    /// From now on whoever is being waited for is cut, and those at work or being answered are given `grace`.
    void stop(std::chrono::milliseconds grace);

private:
    struct Watched {
        Poco::Net::StreamSocket socket;
        std::optional<Clock::time_point> deadline;
        bool reading = false;
    };

    void set(std::uint64_t id, std::optional<Clock::time_point> deadline, bool reading);
    void patrol();
    void cut_overdue();

    std::mutex guard_;
    std::condition_variable ended_;
    std::map<std::uint64_t, Watched> watched_;
    std::uint64_t last_id_ = 0;
    std::optional<Clock::time_point> last_call_;   ///< set while stopping
    bool over_ = false;
    std::thread thread_;
};

}  // namespace lika::service
