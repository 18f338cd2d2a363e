// SPDX-License-Identifier: EUPL-1.2
#include "engine/district.h"

#include <algorithm>

#include "engine/words.h"

namespace lika::engine {

namespace {

bool stands_on(const District& district, Day on) {
    return district.valid_from <= on && (!district.valid_to || on <= *district.valid_to);
}

const District* find(const std::vector<District>& districts, const DistrictId& id) {
    const auto found = std::find_if(districts.begin(), districts.end(),
                                    [&](const District& district) { return district.id == id; });
    return found == districts.end() ? nullptr : &*found;
}

}  // namespace

Result<DistrictId> resolve_district(const std::vector<District>& districts, const DistrictId& asked,
                                    Day on) {
    const Error unknown{ErrorKind::not_found, "unknown_district", asked.value};
    const auto* district = find(districts, asked);
    if (!district || on < district->valid_from) return unknown;
    // A chain of successors visits each district at most once; a longer one is a circle.
    for (std::size_t step = 0; district && step < districts.size(); ++step) {
        if (stands_on(*district, on)) return district->id;
        if (!district->successor) return unknown;
        district = find(districts, *district->successor);
    }
    return unknown;
}

std::vector<District> districts_on(const std::vector<District>& districts, Day on) {
    std::vector<District> standing;
    for (const auto& district : districts)
        if (stands_on(district, on)) standing.push_back(district);
    std::sort(standing.begin(), standing.end(), [](const District& a, const District& b) {
        return std::pair(swedish_key(a.name), a.id) <
               std::pair(swedish_key(b.name), b.id);
    });
    return standing;
}

}  // namespace lika::engine
