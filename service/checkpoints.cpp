// SPDX-License-Identifier: EUPL-1.2
#include "service/checkpoints.h"

namespace lika::service {

std::string CheckpointState::trouble() const {
    constexpr std::chrono::seconds longest_attempt{10};
    const std::scoped_lock lock{guard_};
    if (!alarm_.empty()) return alarm_;
    if (is_under_way_ && Clock::now() - began_ > longest_attempt) return "checkpoints_stuck";
    return failure_;
}

void CheckpointState::begin() {
    const std::scoped_lock lock{guard_};
    began_ = Clock::now();
    is_under_way_ = true;
}

void CheckpointState::end(const std::string& failure, const std::string& alarm) {
    const std::scoped_lock lock{guard_};
    is_under_way_ = false;
    failure_ = failure;
    if (!alarm.empty()) alarm_ = alarm;
}

CheckpointWriter::CheckpointWriter(std::vector<Source> sources, std::chrono::seconds interval, CheckpointState& state,
                                   std::ostream& messages)
    : sources_(std::move(sources)), interval_(interval), state_(state), messages_(messages) {
    thread_ = std::thread{[this] { work(); }};
}

CheckpointWriter::~CheckpointWriter() {
    finish(std::chrono::milliseconds{0});
    thread_.join();
}

bool CheckpointWriter::finish(std::chrono::milliseconds patience) {
    std::unique_lock lock{guard_};
    is_ending_ = true;
    changed_.notify_all();
    return changed_.wait_for(lock, patience, [this] { return has_ended_; });
}

void CheckpointWriter::work() {
    const auto is_ended = [this] {
        std::unique_lock lock{guard_};
        return changed_.wait_for(lock, interval_, [this] { return is_ending_; });
    };
    do write_all();
    while (!is_ended());
    write_all();
    const std::scoped_lock lock{guard_};
    has_ended_ = true;
    changed_.notify_all();
}

void CheckpointWriter::write_all() {
    state_.begin();
    std::string failure, alarm;
    for (const auto& source : sources_) {
        const auto done = source.write();
        const auto& wrong = done ? done->alarm : done.error().reason;
        if (wrong.empty()) continue;
        (done ? alarm : failure) = wrong;
        messages_ << "vault=" << source.vault << (done ? " reason=" : " no checkpoint written: ") << wrong << std::endl;
    }
    state_.end(failure, alarm);
}

std::filesystem::path checkpoint_place(const std::string& data, const std::string& configured) {
    if (!configured.empty()) return configured;
    const auto place = std::filesystem::path{data} / "checkpoints";
    std::error_code error;
    if (std::filesystem::create_directory(place, error))
        std::filesystem::permissions(place, std::filesystem::perms::owner_all, error);
    return place;   // not made: writing there says so
}

}  // namespace lika::service
