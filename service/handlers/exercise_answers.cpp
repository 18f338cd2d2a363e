// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <charconv>

#include "service/access.h"
#include "service/exercises/figures_json.h"
#include "service/exercises/vignette_answer.h"
#include "service/handlers/exercises.h"
#include "service/json.h"
#include "service/problem.h"

namespace lika::service {
namespace {

using nlohmann::json;
using storage::ExerciseAnswer;

/// A vignette of an exercise with what the person has answered; an empty answer before they begin.
struct Task {
    storage::Exercise exercise;
    storage::ExerciseVignette pinned;
    std::size_t place = 0;
    Rateable rated;
    ExerciseAnswer answer;
};

engine::Error no_such_vignette() {
    return {engine::ErrorKind::not_found, "no_such_vignette", ""};
}

engine::Result<ExerciseAnswer> own_answer(const Request& request, const Task& task, const Services& services) {
    const auto& account = request.person->account;
    const auto own = services.city->answers_of(account.id);
    if (!own) return own.error();
    for (const auto& one : *own)
        if (one.exercise == task.exercise.id && one.vignette == task.pinned.vignette) return one;
    ExerciseAnswer empty;
    empty.exercise = task.exercise.id;
    empty.vignette = task.pinned.vignette;
    return empty;
}

engine::Result<Task> task_of(const Request& request, const Services& services) {
    auto exercise = find_exercise(request.params.at("id"), services);
    if (!exercise) return exercise.error();
    const auto& asked = request.params.at("place");
    Task task;
    const auto read = std::from_chars(asked.data(), asked.data() + asked.size(), task.place);
    if (read.ec != std::errc{} || read.ptr != asked.data() + asked.size()) return no_such_vignette();
    if (task.place < 1 || task.place > exercise->vignettes.size()) return no_such_vignette();
    task.exercise = std::move(*exercise);
    task.pinned = task.exercise.vignettes[task.place - 1];
    const auto rated = find_vignette(task.pinned.vignette, task.pinned.version, services);
    if (!rated) return rated.error();
    task.rated = *rated;
    auto answer = own_answer(request, task, services);
    if (!answer) return answer.error();
    task.answer = std::move(*answer);
    task.answer.district = request.person->account.district.value_or("");
    return task;
}

json said_json(const storage::VignetteResponse& response) {
    return response.rating ? json{{"rating", *response.rating}} : json{{"missing", response.missing}};
}

/// Beside each item of the panel's what the person said of it. An item that did not apply to them has null.
json items_json(const std::vector<storage::VignetteResponse>& own, const std::vector<storage::VignetteResponse>& gold) {
    auto rows = json::array();
    for (const auto& one : gold) {
        const auto mine = std::find_if(own.begin(), own.end(), [&](const auto& said) { return said.item == one.item; });
        rows.push_back({{"item", one.item},
                        {"mine", mine == own.end() ? json() : said_json(*mine)},
                        {"panel", said_json(one)},
                        {"reason", one.reason}});
    }
    return rows;
}

engine::Result<json> feedback_json(const Task& task, const Services& services) {
    if (!task.answer.done_at) return json();
    const auto gold = services.city->panel_rating(task.pinned.gold);
    if (!gold) return gold.error();
    return json{{"panel_level", gold->level},
                {"steps", steps_between(*task.rated.instrument, task.answer.level, gold->level)},
                {"reason", gold->reason},
                {"items", items_json(task.answer.items, gold->items)}};
}

Reply task_reply(const Task& task, const Services& services) {
    const auto score = score_of(task.rated, task.answer.items);
    if (!score) return problem(score.error());
    const auto feedback = feedback_json(task, services);
    if (!feedback) return problem(feedback.error());
    const auto& vignette = *task.rated.vignette;
    const auto& answer = task.answer;
    return ok({{"exercise", task.exercise.id.value},
               {"place", task.place},
               {"of", task.exercise.vignettes.size()},
               {"open", task.exercise.is_open(services.today())},
               {"last_day", task.exercise.last_day},
               {"instrument", {{"id", task.rated.instrument->id.value}, {"version", task.rated.instrument->version}}},
               {"title", vignette.title},
               {"text", vignette.text},
               {"age", vignette.age},
               {"sex", vignette.sex},
               {"assessed_on", engine::to_string(vignette.assessed_on)},
               {"window_from", engine::to_string(vignette.window_from)},
               {"responses", vignette_responses_json(answer.items)},
               {"result", result_json(*task.rated.instrument, *score)},
               {"level", answer.done_at ? json(answer.level) : json()},
               {"done_at", answer.done_at ? json(storage::to_string(*answer.done_at)) : json()},
               {"feedback", *feedback}});
}

/// As it stands after a command.
Reply reread(const Request& request, const Services& services) {
    const auto task = task_of(request, services);
    return task ? task_reply(*task, services) : problem(task.error());
}

}  // namespace

Reply read_exercise_vignette(const Request& request, Services& services) {
    return reread(request, services);
}

Reply save_exercise_answer(const Request& request, Services& services) {
    const auto task = task_of(request, services);
    if (!task) return problem(task.error());
    Fields fields{request.body};
    auto items = fields.object("responses");
    auto changed = task->answer;
    changed.items = read_vignette_responses(items, *task->rated.instrument);
    if (const auto faults = fields.faults(); !faults.empty()) return problem(422, "invalid", faults);
    const auto saved = services.city->save_answer(changed, services.today(), actor_of(request, services));
    return saved ? reread(request, services) : problem(saved.error());
}

Reply finish_exercise_answer(const Request& request, Services& services) {
    const auto task = task_of(request, services);
    if (!task) return problem(task.error());
    Fields fields{request.body};
    auto whole = task->answer;
    whole.level = fields.text("final_level", 64);
    if (const auto faults = fields.faults(); !faults.empty()) return problem(422, "invalid", faults);
    const auto score = score_of(task->rated, whole.items);
    if (!score) return problem(score.error());
    if (const auto gaps = gaps_of(task->rated, whole.items, *score, whole.level); !gaps.empty()) return problem(422, "invalid", gaps);
    const auto done = services.city->finish_answer(whole, services.today(), actor_of(request, services));
    return done ? reread(request, services) : problem(done.error());
}

}  // namespace lika::service
