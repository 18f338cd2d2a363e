// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>

#include "storage/record.h"

namespace lika::service {

/// Failed sign-ins in a row, and until when the name rests.
struct Standing {
    int failures = 0;
    std::optional<storage::Instant> rests_until;
};

/// Where sign-ins queue: one a name at a time, so that guesses sent side by side are counted like guesses in a row, and a
/// few at once in all, because each costs 64 MiB and a quarter of a second. Safe to use from many threads.
class SignInDesk {
public:
    struct Seat {
        std::timed_mutex busy;
        Standing unknown;   ///< standing of a name that no account has: it must look like one that has
    };

    /// A turn for a name; freed on destruction.
    class Turn {
    public:
        Turn(std::shared_ptr<Seat> seat, std::counting_semaphore<64>& hashing);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        Standing& unknown() { return seat_->unknown; }

    private:
        std::shared_ptr<Seat> seat_;
        std::counting_semaphore<64>& hashing_;
    };

    /// Waits at most `patience`; nullptr: too busy.
    std::unique_ptr<Turn> take_turn(const std::string& username, std::chrono::milliseconds patience);

private:
    std::shared_ptr<Seat> seat_of(const std::string& username);

    static constexpr std::size_t most_seats = 10000;
    std::mutex guard_;
    std::map<std::string, std::shared_ptr<Seat>> seats_;
    std::counting_semaphore<64> hashing_{4};
};

/// The rest after that many failures in a row: none for four, then 1, 2, 4, 8 ... seconds, at most `longest`.
std::chrono::seconds rest_after(int failures, std::chrono::seconds longest);

}  // namespace lika::service
