// SPDX-License-Identifier: EUPL-1.2
#include "service/sign_in.h"

#include <algorithm>

#include "storage/password.h"

namespace lika::service {

SignInDesk::Turn::Turn(std::shared_ptr<Seat> seat, std::counting_semaphore<64>& hashing)
    : seat_(std::move(seat)), hashing_(hashing) {}

SignInDesk::Turn::~Turn() {
    hashing_.release();
    seat_->busy.unlock();
}

std::unique_ptr<SignInDesk::Turn> SignInDesk::take_turn(const std::string& username,
                                                        std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    auto seat = seat_of(username);
    if (!seat->busy.try_lock_until(until)) return nullptr;
    if (!hashing_.try_acquire_until(until)) {
        seat->busy.unlock();
        return nullptr;
    }
    return std::make_unique<Turn>(std::move(seat), hashing_);
}

std::shared_ptr<SignInDesk::Seat> SignInDesk::seat_of(const std::string& username) {
    const std::scoped_lock lock{guard_};
    if (seats_.size() >= most_seats)   // names made up by a guesser; those in use stay
        std::erase_if(seats_, [](const auto& seat) { return seat.second.use_count() == 1; });
    auto& seat = seats_[storage::digest(username)];
    if (!seat) seat = std::make_shared<Seat>();
    return seat;
}

std::chrono::seconds rest_after(int failures, std::chrono::seconds longest) {
    constexpr int free_failures = 4;
    if (failures <= free_failures) return std::chrono::seconds{0};
    const int doublings = std::min(failures - free_failures - 1, 20);
    return std::min(std::chrono::seconds{1 << doublings}, longest);
}

}  // namespace lika::service
