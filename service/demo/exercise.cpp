// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/exercise.h"

#include <algorithm>

#include "service/exercises/vignette_answer.h"
#include "service/services.h"

namespace lika::service::demo {
namespace {

using engine::Result;
using storage::Account;

constexpr int otherwise = 120, another_level = 300;   // of 1000

storage::Actor by(const Account& account, storage::Instant at) {
    return {account.id.value, at, "demonstration"};
}

/// A supervisor, and the first of another district.
std::vector<Account> panel_of(const std::vector<Staff>& staff) {
    std::vector<Account> panel;
    for (const auto& one : staff)
        if (one.account.role == "supervisor" && (panel.empty() || panel.front().district != one.account.district)) panel.push_back(one.account);
    return panel;
}

Result<void> agree(storage::City& city, const std::vector<Account>& panel, const engine::Vignette& vignette, storage::Instant at) {
    storage::PanelRating rating;
    rating.id = storage::PanelRatingId{storage::random_id()};
    rating.vignette = vignette.id;
    rating.version = vignette.version;
    rating.level = vignette.level.value;
    rating.reason = vignette.level_reason;
    rating.items = proposed_responses(vignette);
    rating.set_in = panel[0].district.value_or("");
    if (const auto set = city.set_panel_rating(rating, by(panel[0], at)); !set) return set;
    return city.agree_on(rating.id, panel[1].district.value_or(""), by(panel[1], at + std::chrono::days{3}));
}

storage::Exercise exercise_of(const char* title, const std::vector<engine::Vignette>& vignettes, storage::Instant last) {
    storage::Exercise exercise;
    exercise.id = storage::ExerciseId{storage::random_id()};
    exercise.title = title;
    exercise.instrument = vignettes.front().instrument.value;
    exercise.instrument_version = vignettes.front().instrument_version;
    exercise.last_day = stockholm_day(last);
    for (const auto& one : vignettes) exercise.vignettes.push_back({one.id, one.version, {}});
    return exercise;
}

/// As the panel, but here and there a step, and at times a level, away.
storage::ExerciseAnswer answer_of(const engine::Vignette& vignette, const engine::Instrument& instrument, const Account& account,
                                  const storage::ExerciseId& exercise, Chance& chance) {
    storage::ExerciseAnswer answer;
    answer.exercise = exercise;
    answer.vignette = vignette.id;
    answer.district = account.district.value_or("");
    answer.items = proposed_responses(vignette);
    for (auto& one : answer.items) {
        one.reason.clear();
        if (one.rating && chance.permille(otherwise)) one.rating = *one.rating == 0 ? 1 : *one.rating - 1;
    }
    const auto panel = steps_between(instrument, vignette.level.value, instrument.levels.front().id.value);
    const auto moved = chance.permille(another_level) ? (chance.permille(600) ? 1 : -1) : 0;
    const auto highest = static_cast<int>(instrument.levels.size()) - 1;
    answer.level = instrument.levels[static_cast<std::size_t>(std::clamp(panel + moved, 0, highest))].id.value;
    return answer;
}

Result<void> answer_all(storage::City& city, const std::vector<Staff>& staff, const storage::Exercise& exercise,
                        const std::vector<engine::Vignette>& vignettes, const engine::Instrument& instrument, Chance& chance,
                        storage::Instant at) {
    for (const auto& one : staff)
        for (const auto& vignette : vignettes) {
            if (one.account.role != "social_worker") continue;
            const auto answer = answer_of(vignette, instrument, one.account, exercise.id, chance);
            if (const auto done = city.finish_answer(answer, stockholm_day(at), by(one.account, at)); !done) return done;
        }
    return {};
}

}  // namespace

Result<void> hold_exercises(storage::City& city, const std::vector<Staff>& staff, const std::vector<engine::Vignette>& vignettes,
                            const instruments::Library& library, Chance& chance, storage::Instant now) {
    const auto panel = panel_of(staff);
    if (panel.size() < 2 || vignettes.size() < 3) return {};
    const auto instrument = library.find(vignettes.front().instrument, vignettes.front().instrument_version);
    if (!instrument) return instrument.error();
    const auto days = [&](int ago) { return now - std::chrono::days{ago}; };
    for (std::size_t i = 0; i < 3; ++i)
        if (const auto agreed = agree(city, panel, vignettes[i], days(90)); !agreed) return agreed;
    const std::vector<engine::Vignette> two{vignettes.begin(), vignettes.begin() + 2}, third{vignettes[2]};
    const auto past = exercise_of("Övning 1", two, days(50));
    if (const auto opened = city.open_exercise(past, by(panel[0], days(80))); !opened) return opened;
    if (const auto done = answer_all(city, staff, past, two, **instrument, chance, days(60)); !done) return done;
    if (const auto closed = city.close_exercise(past.id, by(panel[0], days(49))); !closed) return closed;
    return city.open_exercise(exercise_of("Övning 2", third, now + std::chrono::days{45}), by(panel[1], days(7)));
}

}  // namespace lika::service::demo
