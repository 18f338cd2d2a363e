// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/city_parts.h"
#include "storage/detail/vignette_responses.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

constexpr std::size_t longest_rating = 512 * 1024;

const std::string rating_columns =
    "SELECT id, vignette, version, level, reason, items, set_by, set_in, set_at, agreed_by, agreed_at FROM panel_rating";

PanelRating read_rating(detail::Statement& row) {
    PanelRating one;
    std::string reason, items;
    row.into(one.id, one.vignette, one.version, one.level, reason, items, one.set_by, one.set_in, one.set_at, one.agreed_by,
             one.agreed_at);
    one.reason = detail::read_words(reason);
    one.items = detail::read_responses(items);
    return one;
}

Result<PanelRating> find_rating(Connection& connection, const PanelRatingId& id) {
    auto row = connection.query(rating_columns + " WHERE id = ?", id);
    if (!row.step()) return Error{ErrorKind::not_found, "no_such_rating", ""};
    return read_rating(row);
}

/// The one that was set last, of those with the same vignette and version. Rows are only ever added.
bool is_newest(Connection& connection, const PanelRating& rating) {
    return connection.find<PanelRatingId>("SELECT id FROM panel_rating WHERE vignette = ? AND version = ? ORDER BY rowid DESC LIMIT 1",
                                          rating.vignette, rating.version) == rating.id;
}

Result<void> refuse_agreement(Connection& connection, const PanelRating& rating, const std::string& district, const Actor& actor) {
    if (rating.set_by == actor.account) return Error{ErrorKind::forbidden, "own_rating", ""};
    if (rating.set_in == district) return Error{ErrorKind::forbidden, "own_district", ""};
    if (rating.agreed_by && *rating.agreed_by != actor.account) return Error{ErrorKind::conflict, "already_agreed", ""};
    if (!rating.agreed_by && !is_newest(connection, rating)) return Error{ErrorKind::conflict, "rating_replaced", ""};
    return {};
}

}  // namespace

Result<void> City::set_panel_rating(const PanelRating& rating, const Actor& actor) {
    const auto reason = detail::write_words(rating.reason), items = detail::write_responses(rating.items);
    if (reason.size() + items.size() > longest_rating) return Error{ErrorKind::invalid, "too_long", "items"};
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto same = act.connection.find<int>(
            "SELECT vignette = ? AND version = ? AND level = ? AND reason = ? AND items = ? AND set_by = ? FROM panel_rating"
            " WHERE id = ?",
            rating.vignette, rating.version, rating.level, reason, items, actor.account, rating.id);
        if (same && *same == 0) return Error{ErrorKind::conflict, "key_reused", ""};
        act.log("panel_rating_set", "", rating.id.value, same ? "repeated" : "done");
        if (same) return {};
        act.connection.run(
            "INSERT INTO panel_rating (id, vignette, version, level, reason, items, set_by, set_in, set_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rating.id, rating.vignette, rating.version, rating.level, reason, items, actor.account, rating.set_in, actor.at);
        return {};
    });
}

Result<void> City::agree_on(const PanelRatingId& id, const std::string& district, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto rating = find_rating(act.connection, id);
        if (!rating) return rating.error();
        if (const auto fine = refuse_agreement(act.connection, *rating, district, actor); !fine) return fine;
        act.log("panel_rating_agreed", "", id.value, rating->agreed_by ? "repeated" : "done");
        if (rating->agreed_by) return {};
        act.connection.run("UPDATE panel_rating SET agreed_by = ?, agreed_at = ? WHERE id = ?", actor.account, actor.at, id);
        return {};
    });
}

Result<std::vector<PanelRating>> City::panel_ratings(const std::optional<std::string>& vignette) {
    return parts_->store->read([&](Connection& connection) -> Result<std::vector<PanelRating>> {
        std::vector<PanelRating> all;
        auto row = connection.query(rating_columns + " WHERE ?1 IS NULL OR vignette = ?1 ORDER BY rowid DESC", vignette);
        while (row.step()) all.push_back(read_rating(row));
        return all;
    });
}

Result<PanelRating> City::panel_rating(const PanelRatingId& id) {
    return parts_->store->read([&](Connection& connection) { return find_rating(connection, id); });
}

}  // namespace lika::storage
