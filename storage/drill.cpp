// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <optional>

#include "storage/backup.h"
#include "storage/detail/refusal.h"
#include "storage/detail/rows.h"
#include "storage/detail/vault_key.h"

namespace lika::storage {
namespace {

using detail::Connection;
using detail::RowWalk;
using engine::Result;

/// Rows of `restored`, of the log up to the entry `last`, that are the same in `live`, and those that are not.
void compare_table(RowWalk restored, RowWalk live, std::optional<std::int64_t> last,
                   Comparison& comparison) {
    detail::Row one, other;
    const auto end = last ? detail::row_key(*last) : "";
    bool has_other = live.next(other);
    while (restored.next(one) && !(last && one.key > end)) {
        while (has_other && other.key < one.key) has_other = live.next(other);
        const bool is_same = has_other && other.key == one.key && other.bytes == one.bytes;
        ++(is_same ? comparison.same : comparison.changed);
    }
}

void compare_log(Connection& restored, Connection& live, std::int64_t last,
                 Comparison& comparison) {
    Comparison log;
    compare_table({restored, "log"}, {live, "log"}, last, log);
    comparison.same += log.same;
    comparison.log_agrees = log.changed == 0;
}

/// log_head says where each of the two logs ends; a session is touched without an entry.
bool is_compared(const std::string& table) {
    return table != "log" && table != "log_head" && table != "session";
}

void compare_tables(Connection& restored, Connection& live, Comparison& comparison) {
    const auto there = detail::table_names(live);
    for (const auto& table : detail::table_names(restored)) {
        if (!is_compared(table)) continue;
        if (std::find(there.begin(), there.end(), table) == there.end())
            detail::refuse("table_missing", table);
        compare_table({restored, table}, {live, table}, std::nullopt, comparison);
    }
}

}  // namespace

Result<Comparison> compare_with_live(const Backup& backup, const std::filesystem::path& restored,
                                     const Keyring& restored_key, const std::filesystem::path& live,
                                     const Keyring& live_key) try {
    const auto& name = backup.head.vault;
    const auto one = detail::need(detail::open_keys(restored, name, restored_key));
    const auto other = detail::need(detail::open_keys(live, name, live_key));
    Connection here{one.database, one.keys.cipher, Connection::For::reading};
    Connection there{other.database, other.keys.cipher, Connection::For::reading};
    const detail::Transaction moment{here, "BEGIN"}, live_moment{there, "BEGIN"};

    Comparison comparison;
    compare_log(here, there, backup.head.sequence, comparison);
    compare_tables(here, there, comparison);
    const auto last = "SELECT ifnull(max(sequence), 0) FROM log";
    const auto acts =
        "SELECT count(*) FROM log WHERE sequence > ? AND action <> 'backup_made'";
    comparison.live_sequence = there.find<std::int64_t>(last).value_or(0);
    comparison.acts_since = there.find<std::int64_t>(acts, backup.head.sequence).value_or(0);
    return comparison;
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

}  // namespace lika::storage
