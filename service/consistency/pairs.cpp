// SPDX-License-Identifier: EUPL-1.2
#include "service/consistency/pairs.h"

#include <algorithm>
#include <map>

#include "service/consistency/counted.h"

namespace lika::service {
namespace {

std::optional<std::size_t> place_of(const engine::Instrument& instrument, const std::string& level) {
    const auto found =
        std::find_if(instrument.levels.begin(), instrument.levels.end(), [&](const auto& one) { return one.id.value == level; });
    if (found == instrument.levels.end()) return std::nullopt;
    return static_cast<std::size_t>(found - instrument.levels.begin());
}

}  // namespace

engine::Result<engine::consistency::JointTable> pairs_of(storage::Vault& vault, const engine::Instrument& instrument,
                                                         engine::consistency::Period period, const storage::Actor& actor) {
    const std::chrono::sys_days begin = first_day(period.first);
    const std::chrono::sys_days end = first_day(static_cast<std::uint16_t>(period.first + period.months));
    const auto found = vault.pairs(instrument.id.value, instrument.digest, begin - std::chrono::days{1}, end, actor);
    if (!found) return found.error();
    std::map<storage::Token, const storage::RatedPair*> last;   // Stockholm is ahead of UTC: the months themselves decide
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
