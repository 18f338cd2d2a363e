// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/draft.h"

#include <fmt/format.h>

namespace lika::instruments::detail {

namespace {

constexpr std::size_t most_written_out = 200'000;

}  // namespace

bool Draft::fits(const Element& element, std::size_t entries) {
    written_out_ += entries;
    if (written_out_ <= most_written_out) return true;
    if (!full_)
        element.fault("too_much_written_out",
                      fmt::format("options, points of ratings and rows of norms are over {} in all",
                                  most_written_out));
    full_ = true;
    return false;
}

}  // namespace lika::instruments::detail
