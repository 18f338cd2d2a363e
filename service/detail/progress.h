// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace lika::service {

/// One line on the terminal of standard error that says how far long work has come, gone when the work ends.
/// Silent when standard error is no terminal.
class Progress {
public:
    /// `words` name the work, e.g. "farsta: copied".
    explicit Progress(std::string words);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// Shown at most ten times a second; `of` 0: unknown.
    void show(std::uint64_t done, std::uint64_t of);

private:
    std::string words_;
    bool watched_;
    std::chrono::steady_clock::time_point next_{};
};

}  // namespace lika::service
