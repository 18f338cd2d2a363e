// SPDX-License-Identifier: EUPL-1.2
#include "service/consistency/pairs.h"

#include <algorithm>
#include <map>

#include "engine/clock.h"
#include "service/consistency/counted.h"

namespace lika::service {
namespace {

std::optional<std::size_t> place_of(const engine::Instrument& instrument, const std::string& level) {
    const auto found =
        std::find_if(instrument.levels.begin(), instrument.levels.end(), [&](const auto& one) { return one.id.value == level; });
    if (found == instrument.levels.end()) return std::nullopt;
    return static_cast<std::size_t>(found - instrument.levels.begin());
}

/// A day more on either side: which month it is in Stockholm decides.
storage::Instant around(std::uint16_t month, std::chrono::days days) {
    const auto first = std::chrono::year{month / 12} / std::chrono::month{month % 12U + 1U} / std::chrono::day{1};
    return storage::Instant{std::chrono::sys_days{first}} + days;
}

}  // namespace

engine::Result<engine::consistency::JointTable> pairs_of(storage::Vault& vault, const engine::Instrument& instrument,
                                                         engine::consistency::Period period, const storage::Actor& actor) {
    const auto after = static_cast<std::uint16_t>(period.first + period.months);
    const auto found = vault.pairs(instrument.id.value, instrument.digest, around(period.first, std::chrono::days{-1}),
                                   around(after, std::chrono::days{1}), actor);
    if (!found) return found.error();
    std::map<storage::CaseId, const storage::RatedPair*> last;
    for (const auto& one : *found)
        if (period.contains(month_of(stockholm_day(one.done_at)))) last[one.in_case] = &one;
    engine::consistency::JointTable pairs{instrument.levels.size()};
    for (const auto& [in_case, one] : last) {
        const auto first = place_of(instrument, one->first), second = place_of(instrument, one->second);
        if (first && second) ++pairs.at(*first, *second);
    }
    return pairs;
}

}  // namespace lika::service
