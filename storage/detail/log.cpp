// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/log.h"

#include "storage/detail/cursor.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

constexpr const char* columns = "sequence, at, actor, action, subject, object, reason, outcome";

struct Sealed {
    LogEntry entry;
    Blob mac;
};

template <class... More>
void read(Statement& row, LogEntry& entry, More&... more) {
    row.into(entry.sequence, entry.at, entry.actor, entry.action, entry.subject, entry.object,
             entry.reason, entry.outcome, more...);
}

std::string entry_mac(const SecretBytes& key, const std::string& previous, const LogEntry& entry) {
    return keyed_mac(
        key, sized("lika-log-1") + previous +
                 number_bytes(static_cast<std::uint64_t>(entry.sequence)) +
                 number_bytes(static_cast<std::uint64_t>(entry.at.time_since_epoch().count())) +
                 sized(entry.actor) + sized(entry.action) + sized(entry.subject) +
                 sized(entry.object) + sized(entry.reason) + sized(entry.outcome));
}

std::string head_mac(const SecretBytes& key, std::int64_t sequence, const std::string& last) {
    return keyed_mac(
        key, sized("lika-head-1") + number_bytes(static_cast<std::uint64_t>(sequence)) + last);
}

const std::string& no_entry() {
    static const std::string zeros(mac_size, '\0');
    return zeros;
}

std::optional<Sealed> last_entry(Connection& connection) {
    auto row = connection.query("SELECT sequence, mac FROM log ORDER BY sequence DESC LIMIT 1");
    if (!row.step()) return std::nullopt;
    Sealed last;
    row.into(last.entry.sequence, last.mac);
    return last;
}

/// The head is written by the log alone, so it says where the chain must end.
void check_head(Connection& connection, const SecretBytes& key, std::int64_t last,
                const std::string& mac, std::vector<VaultFault>& faults) {
    std::int64_t head = 0;
    Blob sealed;
    auto row = connection.query("SELECT sequence, mac FROM log_head");
    if (row.step()) row.into(head, sealed);
    if (head > last)
        faults.push_back({"", last + 1, {}, "entry_missing"});
    else if (last == 0 && head == 0 && sealed.bytes.empty())
        return;
    else if (head != last || !same_mac(sealed.bytes, head_mac(key, last, mac)))
        faults.push_back({"", last, {}, "head_changed"});
}

bool is_signature(const LogEntry& entry) {
    return entry.outcome == "done" &&
           (entry.action == "assessment_signed" || entry.action == "override_approved");
}

}  // namespace

void append_entry(Connection& connection, const SecretBytes& log_key, LogEntry entry) {
    const auto last = last_entry(connection);
    entry.sequence = last ? last->entry.sequence + 1 : 1;
    const auto mac = entry_mac(log_key, last ? last->mac.bytes : no_entry(), entry);
    connection.run(
        "INSERT INTO log (sequence, at, actor, action, subject, object, reason, outcome, mac)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.sequence, entry.at, entry.actor, entry.action, entry.subject, entry.object,
        entry.reason, entry.outcome, Blob{mac});
    const Blob head{head_mac(log_key, entry.sequence, mac)};
    connection.run("UPDATE log_head SET sequence = ?, mac = ?", entry.sequence, head);
    if (connection.changes() == 0)
        connection.run("INSERT INTO log_head (one, sequence, mac) VALUES (1, ?, ?)", entry.sequence,
                       head);
}

engine::Result<Page<LogEntry>> read_entries(Connection& connection, const std::string& of_case,
                                            std::size_t limit, const std::string& cursor) {
    const auto before = read_cursor(cursor, INT64_MAX);
    if (!before) return bad_cursor();
    const auto all = std::string{"SELECT "} + columns + " FROM log WHERE sequence < ?1";
    const auto rest = " ORDER BY sequence DESC LIMIT ?2";
    auto row = of_case.empty() ? connection.query(all + rest, before->order, page_rows(limit))
                               : connection.query(all + " AND subject = ?3" + rest, before->order,
                                                  page_rows(limit), of_case);
    Page<LogEntry> page;
    while (row.step()) read(row, page.items.emplace_back());
    cut_page(page, limit, [](const LogEntry& last) { return Cursor{last.sequence, ""}; });
    return page;
}

LogCheck check_log(Connection& connection, const SecretBytes& log_key) {
    LogCheck check;
    std::int64_t expected = 1;
    std::string previous = no_entry();
    bool previous_is_known = true;
    auto row =
        connection.query(std::string{"SELECT "} + columns + ", mac FROM log ORDER BY sequence");
    while (row.step()) {
        Sealed sealed;
        read(row, sealed.entry, sealed.mac);
        const auto& entry = sealed.entry;
        if (entry.sequence != expected) {
            check.faults.push_back({"", expected, {}, "entry_missing"});
            previous_is_known = false;
        }
        if (previous_is_known && !same_mac(sealed.mac.bytes, entry_mac(log_key, previous, entry)))
            check.faults.push_back({"", entry.sequence, {}, "entry_changed"});
        if (is_signature(entry)) check.signatures.insert(entry.object);
        previous = sealed.mac.bytes;
        previous_is_known = true;
        expected = entry.sequence + 1;
    }
    check_head(connection, log_key, expected - 1, previous, check.faults);
    return check;
}

}  // namespace lika::storage::detail
