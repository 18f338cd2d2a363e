// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/exercises.h"

#include <algorithm>

#include "service/access.h"
#include "service/exercises/figures_json.h"
#include "service/exercises/vignette_answer.h"
#include "service/idempotency.h"
#include "service/problem.h"
#include "storage/password.h"

namespace lika::service {
namespace {

using nlohmann::json;
using storage::Exercise;
using storage::ExerciseAnswer;

constexpr std::size_t most_vignettes = 20, longest_title = 200;

json exercise_row(const Exercise& exercise, const std::string& today) {
    return {{"id", exercise.id.value},
            {"title", exercise.title},
            {"instrument", {{"id", exercise.instrument}, {"version", exercise.instrument_version}}},
            {"last_day", exercise.last_day},
            {"opened_at", storage::to_string(exercise.opened_at)},
            {"closed_at", exercise.closed_at ? json(storage::to_string(*exercise.closed_at)) : json()},
            {"open", exercise.is_open(today)},
            {"vignettes", exercise.vignettes.size()}};
}

const ExerciseAnswer* answer_to(const std::vector<ExerciseAnswer>& own, const storage::ExerciseId& exercise, const std::string& vignette) {
    const auto found = std::find_if(own.begin(), own.end(),
                                    [&](const auto& one) { return one.exercise == exercise && one.vignette == vignette; });
    return found == own.end() ? nullptr : &*found;
}

/// What the one who answers sees of each: nothing of the panel before it is done.
engine::Result<json> own_progress(const Exercise& exercise, const std::vector<ExerciseAnswer>& own, const Services& services) {
    auto rows = json::array();
    for (const auto& one : exercise.vignettes) {
        const auto rated = find_vignette(one.vignette, one.version, services);
        if (!rated) return rated.error();
        const auto* answer = answer_to(own, exercise.id, one.vignette);
        const bool is_done = answer != nullptr && answer->done_at;
        json row{{"place", rows.size() + 1},
                 {"title", rated->vignette->title},
                 {"state", answer == nullptr ? "not_begun" : is_done ? "done" : "begun"},
                 {"level", is_done ? json(answer->level) : json()},
                 {"panel_level", json()}};
        if (is_done) {
            const auto gold = services.city->panel_rating(one.gold);
            if (!gold) return gold.error();
            row["panel_level"] = gold->level;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

json turnout_json(const std::vector<storage::ExerciseTurnout>& turnout, const std::string& district) {
    for (const auto& one : turnout)
        if (one.district == district) return {{"any", one.any}, {"all", one.all}};
    return {{"any", 0}, {"all", 0}};
}

engine::Result<json> row_for(const Request& request, const Exercise& exercise, const std::vector<ExerciseAnswer>& own,
                             const Services& services) {
    const auto& account = request.person->account;
    auto row = exercise_row(exercise, services.today());
    row["mine"] = row["answered"] = nullptr;
    if (account.role == "social_worker") {
        auto mine = own_progress(exercise, own, services);
        if (!mine) return mine.error();
        row["mine"] = std::move(*mine);
    }
    if (account.role == "supervisor") {
        const auto turnout = services.city->turnout(exercise.id);
        if (!turnout) return turnout.error();
        row["answered"] = turnout_json(*turnout, account.district.value_or(""));
    }
    return row;
}

/// The vignettes named, with the instrument that all of them have. They come in an order that says nothing of what they were
/// written to be.
void read_vignettes(Fields& fields, const Services& services, Exercise& exercise) {
    for (const auto& id : fields.texts("vignettes", most_vignettes, 64)) {
        const auto rated = find_vignette(id, std::nullopt, services);
        if (!rated) return fields.fault("vignettes", "unknown_vignette");
        const auto& vignette = *rated->vignette;
        if (exercise.vignettes.empty()) {
            exercise.instrument = vignette.instrument.value;
            exercise.instrument_version = vignette.instrument_version;
        }
        if (vignette.instrument.value != exercise.instrument || vignette.instrument_version != exercise.instrument_version)
            fields.fault("vignettes", "other_instrument");
        exercise.vignettes.push_back({vignette.id, vignette.version, {}});
    }
    if (exercise.vignettes.empty()) fields.fault("vignettes", "required");
    const auto key = [&](const auto& one) { return storage::digest(exercise.id.value + "\n" + one.vignette); };
    std::sort(exercise.vignettes.begin(), exercise.vignettes.end(),
              [&](const auto& one, const auto& other) { return key(one) < key(other); });
}

}  // namespace

Reply list_exercises(const Request& request, Services& services) {
    const auto all = services.city->exercises();
    if (!all) return problem(all.error());
    const auto own = services.city->answers_of(request.person->account.id);
    if (!own) return problem(own.error());
    auto items = json::array();
    for (const auto& exercise : *all) {
        auto row = row_for(request, exercise, *own, services);
        if (!row) return problem(row.error());
        items.push_back(std::move(*row));
    }
    return ok({{"items", items}});
}

Reply open_exercise(const Request& request, Services& services) {
    Fields fields{request.body};
    Exercise exercise;
    exercise.id = storage::ExerciseId{id_of(request)};
    exercise.title = fields.text("title", longest_title);
    exercise.last_day = fields.day("last_day");
    if (!exercise.last_day.empty() && exercise.last_day < services.today()) fields.fault("last_day", "in_the_past");
    read_vignettes(fields, services, exercise);
    if (const auto faults = fields.faults(); !faults.empty()) return problem(422, "invalid", faults);
    const auto done = services.city->open_exercise(exercise, actor_of(request, services));
    return done ? ok({{"id", exercise.id.value}}, 201) : problem(done.error());
}

Reply close_exercise(const Request& request, Services& services) {
    const auto exercise = find_exercise(request.params.at("id"), services);
    if (!exercise) return problem(exercise.error());
    if (const auto faults = Fields{request.body}.faults(); !faults.empty()) return problem(422, "invalid", faults);
    const auto done = services.city->close_exercise(exercise->id, actor_of(request, services));
    return done ? ok({{"id", exercise->id.value}}, 201) : problem(done.error());
}

Reply read_exercise_figures(const Request& request, Services& services) {
    const auto exercise = find_exercise(request.params.at("id"), services);
    if (!exercise) return problem(exercise.error());
    const auto& account = request.person->account;
    const auto own = account.role == "supervisor" ? account.district : std::nullopt;
    const storage::Actor actor{account.id.value, services.now(), "purpose=consistency"};
    const auto figures = figures_json(*exercise, own, actor, services);
    return figures ? ok(*figures) : problem(figures.error());
}

}  // namespace lika::service
