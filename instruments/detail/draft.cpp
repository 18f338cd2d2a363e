// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/draft.h"

#include <fmt/format.h>

namespace lika::instruments::detail {

namespace {

constexpr std::size_t most_written_out = 200'000;

}  // namespace

bool Draft::written(const char* element, const std::string& id) const {
    return !root.node().find_child_by_attribute(element, "id", id.c_str()).empty();
}

bool Draft::written_item(const std::string& id) const {
    return written("item", id) || written("factor", id) || written("number", id);
}

bool Draft::doubtful_item(std::size_t item) const {
    const auto& element = items[item];
    const auto shared =
        root.node().find_child_by_attribute("options", "id", element.value("options").c_str());
    return element.doubtful() || (!shared.empty() && report->doubtful(shared));
}

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
