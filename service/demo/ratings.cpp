// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/ratings.h"

#include <algorithm>

#include "service/demo/note.h"

namespace lika::service::demo {
namespace {

/// One rating of the item's options from severity and luck: cut at 30, 50 and 72 % of the way.
int made_up_rating(Chance& chance, const engine::Item& item, Severity severity) {
    const int pull = item.factor == engine::Factor::protection ? 999 - severity : severity;
    const int x = (6 * pull + 4 * chance.below(1000)) / 10;
    const int step = x < 300 ? 0 : x < 500 ? 1 : x < 720 ? 2 : 3;
    const int last = static_cast<int>(item.options.size()) - 1;
    return item.options[static_cast<std::size_t>(std::min(step, last))].rating;
}

storage::ResponseChange made_up_response(Chance& chance, const engine::Instrument& instrument, const engine::Item& item,
                                         Severity severity) {
    storage::ResponseChange change;
    change.item = item.id.value;
    change.sets_response = true;
    const bool asks_evidence = instrument.evidence_from.has_value();
    if (asks_evidence && chance.permille(60)) {
        change.missing = "not_known";
        return change;
    }
    if (asks_evidence && item.may_be_not_applicable && !item.not_applicable_when.empty() && chance.permille(12)) {
        change.missing = "not_applicable";
        return change;
    }
    change.rating = made_up_rating(chance, item, severity);
    if (asks_evidence && (*change.rating >= *instrument.evidence_from || chance.permille(150))) {
        change.evidence = evidence_note(chance, item, *change.rating);
        change.sources = informants(chance);
    }
    return change;
}

}  // namespace

Severity made_up_severity(Chance& chance) {
    const int base = chance.below(1000) * chance.below(1000) / 1000 + chance.below(250);
    return std::clamp(base, 0, 999);
}

std::vector<storage::ResponseChange> made_up_responses(Chance& chance, const engine::Instrument& instrument,
                                                       Severity severity, int done) {
    std::vector<storage::ResponseChange> changes;
    for (const auto& item : instrument.items) {
        if (chance.permille(done))
            changes.push_back(made_up_response(chance, instrument, item, severity));
    }
    return changes;
}

}  // namespace lika::service::demo
