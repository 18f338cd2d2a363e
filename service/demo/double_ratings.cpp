// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/double_ratings.h"

#include <algorithm>

#include "service/demo/assessment.h"
#include "service/services.h"

namespace lika::service::demo {
namespace {

using storage::DoubleRating;

constexpr std::uint32_t drawn_at_once = 5, days_back = 366;

storage::DoubleDraw draw_of(const Cast& cast, const engine::Instrument& instrument, storage::Instant at) {
    storage::DoubleDraw draw;
    draw.id = storage::DoubleDrawId{storage::random_id()};
    draw.instrument = instrument.id.value;
    draw.digest = instrument.digest;
    draw.wanted = drawn_at_once;
    draw.days = days_back;
    for (const auto& worker : cast.workers) draw.workers.push_back(worker.id.value);
    draw.due_on = stockholm_day(at + std::chrono::days{21});
    return draw;
}

/// The severity in the middle of the first assessment's level, or of one beside it.
Severity seen_again(Chance& chance, const engine::Instrument& instrument, const std::optional<std::string>& first) {
    const auto& levels = instrument.levels;
    const auto found = std::find_if(levels.begin(), levels.end(), [&](const auto& level) { return first && level.id.value == *first; });
    const int last = static_cast<int>(levels.size()) - 1;
    int place = found == levels.end() ? 0 : static_cast<int>(found - levels.begin());
    if (chance.permille(220)) place = std::clamp(place + (chance.permille(500) ? 1 : -1), 0, last);
    return (2 * place + 1) * 500 / (last + 1);
}

engine::Result<void> rate(storage::Vault& vault, Chance& chance, const DoubleRating& one,
                          std::shared_ptr<const engine::Instrument> instrument, storage::Instant at) {
    const storage::Actor by{one.rater, at, "purpose=double_rating"};
    const auto rows = vault.assessments_of(one.in_case);
    if (!rows) return rows.error();
    const auto first = std::find_if(rows->begin(), rows->end(), [&](const auto& row) { return row.id == one.first; });
    PlannedAssessment plan;
    plan.severity = seen_again(chance, *instrument, first == rows->end() ? std::nullopt : first->final_level);
    plan.responses = made_up_responses(chance, *instrument, plan.severity, 1000);
    plan.instrument = std::move(instrument);
    plan.assessor = one.rater;
    plan.in_case = one.in_case;
    plan.started_at = at;
    const auto second = vault.begin_double_rating(one.id, storage::AssessmentId{storage::random_id()}, stockholm_day(at), by);
    if (!second) return second.error();
    plan.id = *second;
    return fill_in_and_sign(vault, plan);
}

engine::Result<void> rate_all(storage::Vault& vault, Chance& chance, const Cast& cast,
                              const std::shared_ptr<const engine::Instrument>& instrument, storage::Instant at) {
    const storage::Actor supervisor{cast.supervisor.id.value, at, ""};
    const auto drawn = vault.draw_double_ratings(draw_of(cast, *instrument, at), [&](std::uint32_t limit) {
        return static_cast<std::uint32_t>(chance.below(static_cast<int>(limit)));
    }, supervisor);
    if (!drawn) return drawn.error();
    const auto all = vault.double_ratings("", supervisor);
    if (!all) return all.error();
    for (const auto& one : *all) {
        if (!one.is_open()) continue;
        if (const auto done = rate(vault, chance, one, instrument, at); !done) return done;
        if (!chance.permille(500)) continue;
        const auto said = vault.discuss_double_rating(
            one.id, "Vi gick igenom faktorerna var för sig. Det vi läste olika var hur lång tid tillbaka som räknas.",
            {one.rater, at + std::chrono::hours{1}, ""});
        if (!said) return said;
    }
    return {};
}

}  // namespace

Act rated_twice(Chance& chance, const Cast& cast, std::shared_ptr<const engine::Instrument> instrument, storage::Instant at) {
    const auto own = std::make_shared<Chance>(chance.next(), "double ratings");
    return {at, [own, cast, instrument, at](storage::Vault& vault) { return rate_all(vault, *own, cast, instrument, at); }};
}

}  // namespace lika::service::demo
