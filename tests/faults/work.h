// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/vault.h"

/// Work in a vault that can be counted afterwards: what was acknowledged must be there once, what
/// was not may be there once or not at all, and nothing else.
///
/// Each of eight writers takes steps in turn: opens a case, starts a draft, saves 2 KB of it three
/// times, signs; and again. Which clock the entries carry jumps back and forward.
namespace lika::tests::work {

constexpr int writers = 8, steps_a_round = 6;

/// A district "norr" in a folder; its keys beside it.
std::filesystem::path keys_of(const std::filesystem::path& folder);
std::filesystem::path vaults(const std::filesystem::path& folder);

/// One writer of one session (a session is one process that wrote).
struct Writer {
    int session, number;

    /// Takes step `step`, 0 the first.
    engine::Result<void> take(storage::Vault& vault, int step) const;
    auto operator<=>(const Writer&) const = default;
};

/// What was acknowledged.
struct Acknowledged {
    bool is_made = false;             ///< the vault
    std::map<Writer, int> steps;      ///< so many steps of each
    std::uint64_t generation = 1;     ///< of the data key, at least
    std::optional<int> lock;          ///< what opens the keys, and nothing else; as lock() has it

    /// Reads the lines of `write_steps`; others are passed over.
    void read(std::string_view lines);
};

/// Makes the vault where there is none, lets eight writers take `rounds` rounds each, and says on
/// standard output what is done as soon as it is. Gives the exit status: 0, 1 when a step was
/// refused.
int write_steps(const std::filesystem::path& folder, int session, int rounds);

/// Gives the vault a new data key, and says so.
int rotate(const std::filesystem::path& folder);
/// Gives the keys another lock, 0: a key file, 1 and 2: passphrases; and says so.
int lock(const std::filesystem::path& folder, int number);

struct Checked {
    std::vector<std::string> faults;     ///< empty: all is well
    std::chrono::milliseconds start{0};  ///< how long opening took
    bool is_lost = false;                ///< something acknowledged is not there
};

/// Opens the vault and holds it to `acknowledged`; takes one more step of each writer.
Checked check(const std::filesystem::path& folder, const Acknowledged& acknowledged);

}  // namespace lika::tests::work
