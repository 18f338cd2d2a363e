// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "engine/result.h"
#include "storage/checkpoint.h"

namespace lika::service {

/// Whether a city's checkpoints are written as they should be. Safe to use from many threads.
class CheckpointState {
public:
    /// Empty: all is well. Else checkpoints_unwritable, checkpoints_busy ... (the last attempt for some vault failed),
    /// checkpoints_stuck (an attempt takes longer than ten seconds), or, until the service ends, rolled_back,
    /// chain_rebuilt or records_changed (a vault did not go on from its last checkpoint).
    std::string trouble() const;

    void begin();
    void end(const std::string& failure, const std::string& alarm);

private:
    using Clock = std::chrono::steady_clock;
    mutable std::mutex guard_;
    Clock::time_point began_{};
    bool is_under_way_ = false;
    std::string failure_, alarm_;
};

/// Writes the checkpoints of some vaults at once, at an interval and at the end, on a thread of its own: a second
/// place that hangs holds up nobody. Each failure is a line of `messages`.
class CheckpointWriter {
public:
    /// A vault's name, and how to write its checkpoint now.
    struct Source {
        std::string vault;
        std::function<engine::Result<storage::Checkpointed>()> write;
    };

    CheckpointWriter(std::vector<Source> sources, std::chrono::seconds interval, CheckpointState& state,
                     std::ostream& messages);
    /// Waits for the end.
    ~CheckpointWriter();
    CheckpointWriter(const CheckpointWriter&) = delete;
    CheckpointWriter& operator=(const CheckpointWriter&) = delete;

    /// Writes for the last time. False: the second place did not answer within `patience`.
    bool finish(std::chrono::milliseconds patience);

private:
    void work();
    void write_all();

    std::vector<Source> sources_;
    std::chrono::seconds interval_;
    CheckpointState& state_;
    std::ostream& messages_;
    std::mutex guard_;   ///< of the two below
    bool is_ending_ = false, has_ended_ = false;
    std::condition_variable changed_;
    std::thread thread_;   ///< last: it starts when the rest is there
};

/// Where a configuration has its checkpoints. The default folder, DIR/checkpoints, is made; another must be there.
std::filesystem::path checkpoint_place(const std::string& data, const std::string& configured);

}  // namespace lika::service
