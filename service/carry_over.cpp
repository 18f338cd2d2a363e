// SPDX-License-Identifier: EUPL-1.2
#include "service/carry_over.h"

#include <algorithm>

#include "service/scoring.h"

namespace lika::service {
namespace {

bool same_options(const engine::Item& left, const engine::Item& right) {
    return std::equal(left.options.begin(), left.options.end(), right.options.begin(),
                      right.options.end(),
                      [](const engine::Option& one, const engine::Option& other) {
                          return one.rating == other.rating && one.anchor == other.anchor;
                      });
}

bool shares(const engine::Instrument& one, const engine::Instrument& other,
            const std::string& item) {
    const auto left = one.find_item(engine::ItemId{item});
    const auto right = other.find_item(engine::ItemId{item});
    return left && right && one.items[*left].text == other.items[*right].text &&
           same_options(one.items[*left], other.items[*right]);
}

std::vector<storage::DraftResponse> shared_responses(
    const engine::Instrument& instrument, const engine::Instrument& earlier,
    const std::vector<storage::DraftResponse>& responses) {
    std::vector<storage::DraftResponse> shared;
    for (auto response : responses) {
        const bool entered = response_of(response) != engine::Response{};
        if (!entered || !shares(instrument, earlier, response.item)) continue;
        response.editor.clear();
        response.revision = 1;
        shared.push_back(std::move(response));
    }
    return shared;
}

}  // namespace

engine::Result<std::vector<storage::DraftResponse>> carried_over(
    const engine::Instrument& instrument, const storage::CaseId& in_case, storage::Vault& vault,
    const instruments::Library& library, const storage::Actor& actor) {
    auto rows = vault.assessments_of(in_case);
    if (!rows) return rows.error();
    std::stable_sort(rows->begin(), rows->end(), [](const auto& left, const auto& right) {
        return left.started_at > right.started_at;
    });

    std::vector<storage::DraftResponse> carried;
    for (const auto& row : *rows) {
        if (row.instrument == instrument.id.value || !carried.empty()) break;
        const auto earlier = library.find(engine::InstrumentId{row.instrument}, row.version);
        const bool related =
            earlier && std::any_of(instrument.items.begin(), instrument.items.end(),
                                   [&](const engine::Item& item) {
                                       return shares(instrument, **earlier, item.id.value);
                                   });
        if (!related) continue;
        const auto assessment = vault.assessment(row.id, actor);
        if (!assessment) return assessment.error();
        carried = shared_responses(instrument, **earlier, assessment->responses);
    }
    return carried;
}

}  // namespace lika::service
