// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/progress.h"

#include <iostream>

#include "service/detail/terminal.h"

namespace lika::service {
namespace {

constexpr const char* clear_line = "\r\033[K";

}  // namespace

Progress::Progress(std::string words) : words_(std::move(words)), watched_(is_terminal(2)) {
    if (watched_) std::cerr << clear_line << words_ << " ..." << std::flush;
}

Progress::~Progress() {
    if (watched_) std::cerr << clear_line << std::flush;
}

void Progress::show(std::uint64_t done, std::uint64_t of) {
    const auto now = std::chrono::steady_clock::now();
    if (!watched_ || now < next_) return;
    next_ = now + std::chrono::milliseconds{100};
    std::cerr << clear_line << words_ << ' ';
    if (of == 0) std::cerr << done;
    else std::cerr << 100 * done / of << " %";
    std::cerr << std::flush;
}

}  // namespace lika::service
