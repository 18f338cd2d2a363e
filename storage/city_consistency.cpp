// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/city_parts.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

constexpr std::size_t longest_action = 8000;

}  // namespace

Result<std::vector<std::string>> City::hidden_in(const std::string& release) {
    return parts_->store->read([&](Connection& connection) -> Result<std::vector<std::string>> {
        std::vector<std::string> names;
        auto row = connection.query("SELECT name FROM hidden_count WHERE release = ? ORDER BY name", release);
        while (row.step()) row.into(names.emplace_back());
        return names;
    });
}

Result<void> City::hide(const std::string& release, const std::vector<std::string>& names, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        for (const auto& name : names)
            act.connection.run("INSERT OR IGNORE INTO hidden_count (release, name) VALUES (?, ?)", release, name);
        act.log("figures_made", "", release);
        return {};
    });
}

Result<void> City::record_action(const CityAction& action, const Actor& actor) {
    if (action.what.size() > longest_action) return Error{ErrorKind::invalid, "too_long", "what"};
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto same = act.connection.find<int>(
            "SELECT indicator = ? AND district = ? AND what = ? AND due_on = ? FROM city_action WHERE id = ?", action.indicator,
            action.district, action.what, action.due_on, action.id);
        if (same && *same == 0) return Error{ErrorKind::conflict, "key_reused", ""};
        act.log("action_recorded", "", action.id.value, same ? "repeated" : "done");
        if (same) return {};
        act.connection.run(
            "INSERT INTO city_action (id, indicator, district, what, due_on, recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            action.id, action.indicator, action.district, action.what, action.due_on, actor.account, actor.at);
        return {};
    });
}

Result<void> City::follow_up(const CityActionId& id, const std::string& district, const std::string& outcome, const Actor& actor) {
    if (outcome.size() > longest_action) return Error{ErrorKind::invalid, "too_long", "outcome"};
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto before = act.connection.find<std::optional<std::string>>(
            "SELECT outcome FROM city_action WHERE id = ? AND district = ?", id, district);
        if (!before) return Error{ErrorKind::not_found, "no_such_action", ""};
        if (*before && **before != outcome) return Error{ErrorKind::conflict, "already_followed_up", ""};
        act.log("action_followed_up", "", id.value, *before ? "repeated" : "done");
        if (*before) return {};
        act.connection.run("UPDATE city_action SET outcome = ?, followed_up_at = ? WHERE id = ?", outcome, actor.at, id);
        return {};
    });
}

Result<std::vector<CityAction>> City::actions(const std::optional<std::string>& district) {
    return parts_->store->read([&](Connection& connection) -> Result<std::vector<CityAction>> {
        std::vector<CityAction> all;
        auto row = connection.query(
            "SELECT id, indicator, district, what, due_on, recorded_by, recorded_at, outcome, followed_up_at FROM city_action"
            " WHERE ?1 IS NULL OR district = ?1 ORDER BY due_on, recorded_at, id",
            district);
        while (row.step()) {
            auto& one = all.emplace_back();
            row.into(one.id, one.indicator, one.district, one.what, one.due_on, one.recorded_by, one.recorded_at, one.outcome,
                     one.followed_up_at);
        }
        return all;
    });
}

}  // namespace lika::storage
