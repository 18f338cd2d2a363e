// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/log.h"

#include <stdexcept>

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

/// The end of the chain, as log_head has it. Without `records`: written before they were followed.
struct Head {
    std::int64_t sequence = 0;
    std::optional<Blob> records;
    Blob mac;
};

std::string head_mac(const SecretBytes& key, const Head& head, const std::string& last) {
    const auto sequence = number_bytes(static_cast<std::uint64_t>(head.sequence));
    if (!head.records) return keyed_mac(key, sized("lika-head-1") + sequence + last);
    return keyed_mac(key, sized("lika-head-2") + sequence + head.records->bytes + last);
}

const std::string& no_entry() {
    static const std::string zeros(mac_size, '\0');
    return zeros;
}

/// Sequence 0: there is none.
Sealed last_entry(Connection& connection) {
    Sealed last{{}, {no_entry()}};
    auto row = connection.query("SELECT sequence, mac FROM log ORDER BY sequence DESC LIMIT 1");
    if (row.step()) row.into(last.entry.sequence, last.mac);
    return last;
}

constexpr std::int64_t first_with_records = 2;  // schema number

bool has_records(Connection& connection) {
    return connection.schema_number() >= first_with_records;
}

std::optional<Head> read_head(Connection& connection, bool has_records) {
    auto row = connection.query(has_records ? "SELECT sequence, records, mac FROM log_head"
                                            : "SELECT sequence, NULL, mac FROM log_head");
    if (!row.step()) return std::nullopt;
    Head head;
    row.into(head.sequence, head.records, head.mac);
    return head;
}

bool fits(const SecretBytes& key, const Head& head, const Sealed& last) {
    return head.sequence == last.entry.sequence &&
           same_mac(head.mac.bytes, head_mac(key, head, last.mac.bytes));
}

void write_head(Connection& connection, const SecretBytes& key, const Sealed& last,
                const RecordSum& records) {
    Head head{last.entry.sequence, Blob{records.bytes()}, {}};
    head.mac.bytes = head_mac(key, head, last.mac.bytes);
    connection.run("UPDATE OR FAIL log_head SET sequence = ?, records = ?, mac = ?", head.sequence,
                   head.records, head.mac);
    if (connection.changes() == 0)
        connection.run("INSERT INTO log_head (one, sequence, records, mac) VALUES (1, ?, ?, ?)",
                       head.sequence, head.records, head.mac);
}

Sealed next_entry(const SecretBytes& key, const Sealed& last, LogEntry entry) {
    entry.sequence = last.entry.sequence + 1;
    auto mac = entry_mac(key, last.mac.bytes, entry);
    return {std::move(entry), {std::move(mac)}};
}

void insert_entry(Connection& connection, const Sealed& sealed) {
    const auto& entry = sealed.entry;
    connection.run(
        "INSERT INTO log (sequence, at, actor, action, subject, object, reason, outcome, mac)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.sequence, entry.at, entry.actor, entry.action, entry.subject, entry.object,
        entry.reason, entry.outcome, sealed.mac);
}

/// The head is written by the log alone, so it says where the chain must end, and what the rows
/// are.
void check_head(Connection& connection, const SecretBytes& key, const Sealed& last,
                std::vector<VaultFault>& faults) {
    const bool is_sealed = has_records(connection);
    const auto head = read_head(connection, is_sealed);
    const auto sequence = last.entry.sequence;
    if (head && head->sequence > sequence)
        faults.push_back({"", sequence + 1, {}, "entry_missing"});
    else if (!head ? is_sealed || sequence > 0 : !fits(key, *head, last))
        faults.push_back({"", sequence, {}, "head_changed"});
    if (head && head->records && RecordSum{head->records->bytes} != sum_records(connection, key))
        faults.push_back({"", sequence, {}, "records_changed"});
}

bool is_signature(const LogEntry& entry) {
    return entry.outcome == "done" &&
           (entry.action == "assessment_signed" || entry.action == "double_rating_signed" ||
            entry.action == "override_approved" || entry.action == "assessment_received");
}

}  // namespace

LogState log_state(Connection& connection, const SecretBytes& log_key) {
    const auto last = last_entry(connection);
    const auto head = read_head(connection, true);
    if (!head || !head->records || !fits(log_key, *head, last)) throw LogBroken{};
    return {last.entry.sequence, last.mac.bytes, RecordSum{head->records->bytes}};
}

void append_entries(Connection& connection, const SecretBytes& log_key,
                    std::vector<LogEntry> entries, const RecordSum& change) {
    if (entries.empty()) throw std::logic_error{"an act without its entry"};
    auto [sequence, mac, records] = log_state(connection, log_key);
    Sealed last{{}, {mac}};
    last.entry.sequence = sequence;
    for (auto& entry : entries) {
        last = next_entry(log_key, last, std::move(entry));
        insert_entry(connection, last);
    }
    records += change;
    write_head(connection, log_key, last, records);
}

void carry_head(Connection& connection, const SecretBytes& log_key, const RecordSum& before) {
    if (!has_records(connection)) return;
    const auto last = last_entry(connection);
    const auto head = read_head(connection, true);
    const bool is_new = !head && last.entry.sequence == 0;
    if (!is_new && !(head && fits(log_key, *head, last))) return;
    auto records = head && head->records ? RecordSum{head->records->bytes} : before;
    records += sum_records(connection, log_key);
    records -= before;
    write_head(connection, log_key, last, records);
}

std::optional<std::string> mac_of_entry(Connection& connection, std::int64_t sequence) {
    if (sequence == 0) return no_entry();
    const auto mac = connection.find<Blob>("SELECT mac FROM log WHERE sequence = ?", sequence);
    return mac ? std::optional{mac->bytes} : std::nullopt;
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
    Sealed last{{}, {no_entry()}};
    auto row =
        connection.query(std::string{"SELECT "} + columns + ", mac FROM log ORDER BY sequence");
    while (row.step()) {
        Sealed sealed;
        read(row, sealed.entry, sealed.mac);
        const auto& entry = sealed.entry;
        const auto expected = last.entry.sequence + 1;
        if (entry.sequence != expected)
            check.faults.push_back({"", expected, {}, "entry_missing"});
        else if (!same_mac(sealed.mac.bytes, entry_mac(log_key, last.mac.bytes, entry)))
            check.faults.push_back({"", entry.sequence, {}, "entry_changed"});
        if (is_signature(entry)) check.signatures.insert(entry.object);
        last = std::move(sealed);
    }
    check_head(connection, log_key, last, check.faults);
    return check;
}

}  // namespace lika::storage::detail
