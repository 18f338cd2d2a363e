// SPDX-License-Identifier: EUPL-1.2
#include "engine/profile.h"

#include "engine/detail/known.h"
#include "engine/detail/profile.h"

namespace lika::engine {

namespace {

void count(ProfileCounts& counts, const Item& item, const Response& response) {
    if (!response.rated()) {
        ++counts.unknown;
    } else if (item.factor == Factor::risk) {
        counts.risk_2_or_more += response.rating() >= 2;
        counts.risk_3 += response.rating() >= 3;
    } else {
        counts.protection_2_or_more += response.rating() >= 2;
    }
}

bool on_level(const Item& item, FactorLevel level) {
    return item.level == level && item.factor != Factor::none;
}

}  // namespace

std::vector<ProfileRow> detail::profile_of(const Instrument& instrument, const Known& known) {
    std::vector<ProfileRow> rows;
    for (const auto level :
         {FactorLevel::individual, FactorLevel::social, FactorLevel::structural}) {
        ProfileRow row;
        row.level = level;
        for (const auto& domain : instrument.domains) {
            bool has_items = false;
            ProfileCounts counts;
            for (std::size_t index = 0; index < instrument.items.size(); ++index) {
                const auto& item = instrument.items[index];
                if (!on_level(item, level) || item.domain != domain.id) continue;
                has_items = true;
                if (known.applies[index] != Truth::yes) continue;
                count(counts, item, known.responses[index]);
                count(row.counts, item, known.responses[index]);
            }
            if (has_items) row.domains.emplace_back(domain.id, counts);
        }
        if (!row.domains.empty()) rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<ProfileRow> profile(const Instrument& instrument, const Responses& responses,
                                const Facts& facts) {
    const auto plan = detail::make_plan(instrument);
    if (!plan) return {};
    const auto known = detail::know(*plan, responses, facts);
    return known ? detail::profile_of(instrument, *known) : std::vector<ProfileRow>{};
}

const char* to_string(FactorLevel level) {
    switch (level) {
        case FactorLevel::individual:
            return "individual";
        case FactorLevel::social:
            return "social";
        case FactorLevel::structural:
            return "structural";
    }
    return "individual";
}

const char* to_string(Factor factor) {
    switch (factor) {
        case Factor::none:
            return "none";
        case Factor::risk:
            return "risk";
        case Factor::protection:
            return "protection";
    }
    return "none";
}

}  // namespace lika::engine
