// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "storage/detail/city_parts.h"
#include "storage/detail/vignette_responses.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

constexpr std::size_t longest_title = 800, longest_answer = 64 * 1024;

Error no_such_exercise() {
    return {ErrorKind::not_found, "no_such_exercise", ""};
}

void read_vignettes(Connection& connection, Exercise& exercise) {
    auto row = connection.query("SELECT vignette, version, panel_rating FROM exercise_vignette WHERE exercise = ? ORDER BY place",
                                exercise.id);
    while (row.step()) {
        auto& one = exercise.vignettes.emplace_back();
        row.into(one.vignette, one.version, one.gold);
    }
}

std::vector<Exercise> read_exercises(Connection& connection, const std::optional<ExerciseId>& id) {
    std::vector<Exercise> all;
    auto row = connection.query(
        "SELECT id, title, instrument, instrument_version, last_day, opened_by, opened_at, closed_at FROM exercise"
        " WHERE ?1 IS NULL OR id = ?1 ORDER BY opened_at DESC, id",
        id);
    while (row.step()) {
        auto& one = all.emplace_back();
        row.into(one.id, one.title, one.instrument, one.instrument_version, one.last_day, one.opened_by, one.opened_at, one.closed_at);
        read_vignettes(connection, one);
    }
    return all;
}

Result<Exercise> find_exercise(Connection& connection, const ExerciseId& id) {
    auto found = read_exercises(connection, id);
    if (found.empty()) return no_such_exercise();
    return std::move(found.front());
}

bool is_same(const Exercise& one, const Exercise& other) {
    const auto names = [](const Exercise& exercise) {
        std::vector<std::string> all{exercise.title, exercise.last_day, exercise.instrument, exercise.instrument_version};
        for (const auto& vignette : exercise.vignettes) all.insert(all.end(), {vignette.vignette, vignette.version});
        return all;
    };
    return names(one) == names(other);
}

Result<void> check_opening(const Exercise& exercise) {
    if (exercise.title.size() > longest_title) return Error{ErrorKind::invalid, "too_long", "title"};
    if (exercise.vignettes.empty()) return Error{ErrorKind::invalid, "no_vignettes", "vignettes"};
    std::set<std::string> names;
    for (const auto& one : exercise.vignettes)
        if (!names.insert(one.vignette).second) return Error{ErrorKind::invalid, "repeated_vignette", one.vignette};
    return {};
}

/// With the rating of each that was agreed last.
Result<void> add_vignettes(Connection& connection, const Exercise& exercise) {
    std::int64_t place = 0;
    for (const auto& one : exercise.vignettes) {
        const auto gold = connection.find<PanelRatingId>(
            "SELECT id FROM panel_rating WHERE vignette = ? AND version = ? AND agreed_at IS NOT NULL ORDER BY rowid DESC LIMIT 1",
            one.vignette, one.version);
        if (!gold) return Error{ErrorKind::conflict, "not_agreed", one.vignette};
        connection.run("INSERT INTO exercise_vignette (exercise, place, vignette, version, panel_rating) VALUES (?, ?, ?, ?, ?)",
                       exercise.id, place++, one.vignette, one.version, *gold);
    }
    return {};
}

ExerciseAnswer read_answer(detail::Statement& row) {
    ExerciseAnswer one;
    std::string items;
    row.into(one.exercise, one.vignette, one.account, one.district, items, one.level, one.done_at);
    one.items = detail::read_responses(items);
    return one;
}

const std::string answer_columns = "SELECT exercise, vignette, account, district, items, level, done_at FROM exercise_answer";

std::optional<ExerciseAnswer> find_answer(Connection& connection, const ExerciseAnswer& wanted, const std::string& account) {
    auto row = connection.query(answer_columns + " WHERE exercise = ? AND vignette = ? AND account = ?", wanted.exercise,
                                wanted.vignette, account);
    if (!row.step()) return std::nullopt;
    return read_answer(row);
}

Result<void> check_open(Connection& connection, const ExerciseAnswer& answer, const std::string& today) {
    const auto exercise = find_exercise(connection, answer.exercise);
    if (!exercise) return exercise.error();
    for (const auto& one : exercise->vignettes)
        if (one.vignette == answer.vignette)
            return exercise->is_open(today) ? Result<void>{} : Error{ErrorKind::conflict, "exercise_closed", ""};
    return no_such_exercise();
}

Result<void> put_answer(Act& act, const ExerciseAnswer& answer, const std::vector<VignetteResponse>& items, bool is_done) {
    const auto written = detail::write_responses(items);
    if (written.size() > longest_answer) return Error{ErrorKind::invalid, "too_long", "items"};
    act.connection.run("DELETE FROM exercise_answer WHERE exercise = ? AND vignette = ? AND account = ?", answer.exercise,
                       answer.vignette, act.actor.account);
    act.connection.run(
        "INSERT INTO exercise_answer (exercise, vignette, account, district, items, level, done_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        answer.exercise, answer.vignette, act.actor.account, answer.district, written, answer.level,
        is_done ? std::optional{act.actor.at} : std::nullopt);
    return {};
}

}  // namespace

Result<void> City::open_exercise(const Exercise& exercise, const Actor& actor) {
    if (const auto fine = check_opening(exercise); !fine) return fine;
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto before = find_exercise(act.connection, exercise.id);
        if (before && !is_same(*before, exercise)) return Error{ErrorKind::conflict, "key_reused", ""};
        act.log("exercise_opened", "", exercise.id.value, before ? "repeated" : "done");
        if (before) return {};
        act.connection.run(
            "INSERT INTO exercise (id, title, instrument, instrument_version, last_day, opened_by, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            exercise.id, exercise.title, exercise.instrument, exercise.instrument_version, exercise.last_day, actor.account, actor.at);
        return add_vignettes(act.connection, exercise);
    });
}

Result<void> City::close_exercise(const ExerciseId& id, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto exercise = find_exercise(act.connection, id);
        if (!exercise) return exercise.error();
        act.log("exercise_closed", "", id.value, exercise->closed_at ? "repeated" : "done");
        if (exercise->closed_at) return {};
        act.connection.run("UPDATE exercise SET closed_by = ?, closed_at = ? WHERE id = ?", actor.account, actor.at, id);
        return {};
    });
}

Result<std::vector<Exercise>> City::exercises() {
    return parts_->store->read(
        [&](Connection& connection) -> Result<std::vector<Exercise>> { return read_exercises(connection, std::nullopt); });
}

Result<std::vector<ExerciseTurnout>> City::turnout(const ExerciseId& id) {
    return parts_->store->read([&](Connection& connection) -> Result<std::vector<ExerciseTurnout>> {
        std::vector<ExerciseTurnout> all;
        auto row = connection.query(
            "SELECT district, count(*), sum(done = (SELECT count(*) FROM exercise_vignette WHERE exercise = ?1)) FROM"
            " (SELECT max(district) AS district, count(*) AS done FROM exercise_answer WHERE exercise = ?1 AND done_at IS NOT NULL"
            " GROUP BY account) GROUP BY district ORDER BY district",
            id);
        while (row.step()) {
            auto& one = all.emplace_back();
            row.into(one.district, one.any, one.all);
        }
        return all;
    });
}

Result<void> City::save_answer(const ExerciseAnswer& changed, const std::string& today, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        if (const auto open = check_open(act.connection, changed, today); !open) return open;
        const auto before = find_answer(act.connection, changed, actor.account);
        if (before && before->done_at) return Error{ErrorKind::conflict, "already_done", ""};
        act.log("exercise_answer_saved", "", changed.exercise.value);
        return put_answer(act, changed, detail::merged(before ? before->items : std::vector<VignetteResponse>{}, changed.items), false);
    });
}

Result<void> City::finish_answer(const ExerciseAnswer& whole, const std::string& today, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto items = detail::merged({}, whole.items);
        const auto before = find_answer(act.connection, whole, actor.account);
        if (before && before->done_at) {
            if (before->level != whole.level || before->items != items) return Error{ErrorKind::conflict, "already_done", ""};
            act.log("exercise_answer_done", "", whole.exercise.value, "repeated");
            return {};
        }
        if (const auto open = check_open(act.connection, whole, today); !open) return open;
        act.log("exercise_answer_done", "", whole.exercise.value);
        return put_answer(act, whole, items, true);
    });
}

Result<std::vector<ExerciseAnswer>> City::answers_of(const AccountId& account) {
    return parts_->store->read([&](Connection& connection) -> Result<std::vector<ExerciseAnswer>> {
        std::vector<ExerciseAnswer> all;
        auto row = connection.query(answer_columns + " WHERE account = ? ORDER BY exercise, vignette", account);
        while (row.step()) all.push_back(read_answer(row));
        return all;
    });
}

Result<std::vector<ExerciseAnswer>> City::answers_to(const ExerciseId& id, const std::string& today, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) -> Result<std::vector<ExerciseAnswer>> {
        const auto exercise = find_exercise(act.connection, id);
        if (!exercise) return exercise.error();
        if (exercise->is_open(today)) return Error{ErrorKind::conflict, "exercise_open", ""};
        std::vector<ExerciseAnswer> all;
        auto row = act.connection.query(answer_columns + " WHERE exercise = ? AND done_at IS NOT NULL ORDER BY account, vignette", id);
        while (row.step()) all.push_back(read_answer(row));
        act.log("exercise_answers_read", "", id.value);
        return all;
    });
}

}  // namespace lika::storage
