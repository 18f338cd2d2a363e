// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/read_catalogue.h"

namespace lika::instruments::detail {

namespace {

using engine::District;

District read_district(const Element& element) {
    District district;
    element.allow(
        {"id", "name", "board", "valid-from", "valid-to", "successor", "status", "source", "note"},
        {});
    district.id = engine::DistrictId{element.id().value_or("")};
    district.name = element.required("name");
    district.board = element.required("board");
    district.valid_from = read_day_of(element, "valid-from");
    district.valid_to = read_last_day(element, district.valid_from);
    if (element.has("successor"))
        district.successor = engine::DistrictId{element.value("successor")};
    district.source = element.required("source", "missing_source");
    district.status = read_status(element);
    return district;
}

// An ended board leads to one that begins the day after.
void check_successor(const Element& element, const District& district,
                     const std::vector<District>& all) {
    if (district.valid_to.has_value() != district.successor.has_value())
        return element.fault(
            "successor_missing",
            "a board that ended has valid-to and a successor, one that stands has neither");
    if (!district.successor) return;
    const auto next = std::find_if(
        all.begin(), all.end(), [&](const auto& other) { return other.id == *district.successor; });
    if (next == all.end())
        return element.fault(
            "unknown_district",
            fmt::format("there is no district {}", cut(district.successor->value)));
    if (!district.valid_to->ok() || !next->valid_from.ok()) return;
    if (std::chrono::sys_days{*district.valid_to} + std::chrono::days{1} <
        std::chrono::sys_days{next->valid_from})
        element.fault("gap_before_successor", "the successor begins later than the day after");
    if (next->valid_to && *next->valid_to <= *district.valid_to)
        element.fault("successor_ended", "the successor ended no later than this board");
}

}  // namespace

std::vector<District> read_districts(const Element& root) {
    root.allow({}, {"district"});
    std::vector<District> districts;
    const auto elements = root.children("district");
    for (const auto& element : elements) {
        auto district = read_district(element);
        const bool known = std::any_of(districts.begin(), districts.end(),
                                       [&](const auto& other) { return other.id == district.id; });
        if (known) element.fault("duplicate_id", "ids of boards are never used twice");
        districts.push_back(std::move(district));
    }
    for (std::size_t i = 0; i < elements.size(); ++i)
        check_successor(elements[i], districts[i], districts);
    if (districts.empty()) root.fault("missing_element", "<districts> needs <district>");
    return districts;
}

}  // namespace lika::instruments::detail
