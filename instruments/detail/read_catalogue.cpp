// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/read_catalogue.h"

#include <fmt/format.h>

namespace lika::instruments::detail {

const std::vector<std::string>& catalogue_languages() {
    static const std::vector<std::string> languages{"sv", "en"};
    return languages;
}

engine::Day read_day_of(const Element& element, const char* attribute) {
    const auto said = element.required(attribute);
    if (said.empty()) return {};
    if (const auto day = engine::read_day(said)) return *day;
    element.fault("not_a_day", fmt::format("{} is a day such as 2025-07-01", attribute));
    return {};
}

std::optional<engine::Day> read_last_day(const Element& element, engine::Day from) {
    if (!element.has("valid-to")) return std::nullopt;
    const auto to = read_day_of(element, "valid-to");
    if (to.ok() && to < from)
        element.fault("ends_before_it_begins", "valid-to is before valid-from");
    return to;
}

std::string read_status(const Element& element) {
    auto status = element.required("status");
    element.choice("status", {"verified", "sourced", "partly-sourced", "unverified"});
    return status;
}

}  // namespace lika::instruments::detail
