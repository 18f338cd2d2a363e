// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/records.h"

#include <sqlcipher/sqlite3.h>

#include <cstring>
#include <set>

#include "storage/detail/rows.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {

/// One table of rows: its columns, and what became of the rows touched since the last begin().
struct RecordWatch::Table {
    std::string name;
    std::vector<std::string> columns;
    bool has_rowid = true;
    std::string start;  ///< what the MAC of each row begins with
    std::vector<std::string> column_heads;
    const KeyedMac* mac = nullptr;
    std::string bytes;  ///< of the row whose MAC is made
    std::set<std::int64_t> touched;  ///< rows whose older content is no longer in `sum`
    RecordSum sum;
    std::string add_rows;  ///< SQL that adds the rows from one to another as they now are
};

namespace {

using Table = RecordWatch::Table;
enum Call { add_row, take_row, take_older };  // first argument of a table's SQL function

/// When a session was last seen changes with every request and without an entry.
bool is_watched(std::string_view table, std::string_view column) {
    return table != "session" || column != "seen_at";
}

void append_number(std::string& bytes, std::uint64_t number) {
    std::array<char, 8> eight{};
    for (unsigned i = 0; i < 8; ++i) eight[i] = static_cast<char>((number >> (8 * i)) & 0xFFU);
    bytes.append(eight.data(), eight.size());
}

void append_bytes(std::string& bytes, char kind, sqlite3_value* value) {
    const void* content = sqlite3_value_blob(value);
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
    bytes += kind;
    append_number(bytes, size);
    if (content) bytes.append(static_cast<const char*>(content), size);
}

void append_value(std::string& bytes, sqlite3_value* value) {
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER:
            bytes += 'i';
            return append_number(bytes, static_cast<std::uint64_t>(sqlite3_value_int64(value)));
        case SQLITE_BLOB:
            return append_bytes(bytes, 'b', value);
        default:
            return append_bytes(bytes, 't', value);
    }
}

/// A column without a value is left out: one that is added later changes no row.
RecordSum row_mac(Table& table, sqlite3_value** values) {
    auto& bytes = table.bytes;
    bytes = table.start;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (sqlite3_value_type(values[i]) == SQLITE_NULL) continue;
        bytes += table.column_heads[i];
        append_value(bytes, values[i]);
    }
    return RecordSum{table.mac->of(bytes)};
}

/// record_<table>(call, rowid, columns ...)
void on_row(sqlite3_context* context, int, sqlite3_value** values) try {
    auto& table = *static_cast<Table*>(sqlite3_user_data(context));
    const int call = sqlite3_value_int(values[0]);
    if (call == add_row)
        table.sum += row_mac(table, values + 2);
    else if (call == take_row || table.touched.insert(sqlite3_value_int64(values[1])).second)
        table.sum -= row_mac(table, values + 2);
} catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
}

using Tables = std::vector<std::unique_ptr<Table>>;

void on_change(void* watched, int change, const char*, const char* name, sqlite3_int64 row) {
    if (change != SQLITE_INSERT) return;  // triggers see the others, with the older content
    for (auto& table : *static_cast<Tables*>(watched))
        if (table->name == name) table->touched.insert(row);
}

std::vector<std::string> watched_columns(Connection& connection, const std::string& table) {
    std::vector<std::string> columns;
    auto row = connection.query("PRAGMA table_info(" + table + ")");
    while (row.step()) {
        std::int64_t number = 0;
        std::string name;
        row.into(number, name);
        if (is_watched(table, name)) columns.push_back(name);
    }
    return columns;
}

std::string listed(const Table& table, const std::string& before) {
    std::string list;
    for (const auto& column : table.columns) list += ", " + before + column;
    return list;
}

std::string call(const Table& table, Call what, const std::string& row) {
    return "record_" + table.name + "(" + std::to_string(what) + ", " +
           (table.has_rowid ? row + "rowid" : "0") + listed(table, row) + ")";
}

void add_function(Connection& connection, Table& table) {
    const auto name = "record_" + table.name;
    const auto arguments = static_cast<int>(table.columns.size() + 2);
    const int code =
        sqlite3_create_function_v2(connection.handle(), name.c_str(), arguments, SQLITE_UTF8,
                                   &table, &on_row, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw SqlFailure{code};
}

std::unique_ptr<Table> known_table(Connection& connection, const std::string& name,
                                   const KeyedMac& mac) {
    auto table = std::make_unique<Table>();
    table->name = name;
    table->columns = watched_columns(connection, name);
    table->has_rowid = order_of(connection, name) == "rowid";
    table->start = sized("lika-record-1") + sized(name);
    for (const auto& column : table->columns) table->column_heads.push_back(sized(column));
    table->mac = &mac;
    if (table->has_rowid)
        table->add_rows = "SELECT " + call(*table, add_row, "") + " FROM " + name + " WHERE rowid BETWEEN ? AND ?";
    add_function(connection, *table);
    return table;
}

Tables known_tables(Connection& connection, const KeyedMac& mac) {
    std::vector<std::string> names;
    auto row = connection.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE "
        "'\\' AND name NOT IN ('log', 'log_head') ORDER BY name");
    while (row.step()) row.into(names.emplace_back());
    Tables tables;
    for (const auto& name : names) tables.push_back(known_table(connection, name, mac));
    return tables;
}

void watch(Connection& connection, const Table& table, const std::string& event,
           const std::string& calls) {
    connection.run("CREATE TEMP TRIGGER record_" + table.name + "_" + event.substr(0, 6) + " AFTER " + event +
                   " ON main." + table.name + " BEGIN SELECT " + calls + "; END");
}

/// Triggers of this connection alone. Where SQLite tells the rowid there is none for an insert: it
/// would have SQLite keep, and SQLCipher encrypt, a copy of every page before each one.
void watch(Connection& connection, const Table& table) {
    const auto update = "UPDATE OF " + listed(table, "").substr(2);
    if (table.has_rowid) {
        watch(connection, table, update, call(table, take_older, "OLD."));
        watch(connection, table, "DELETE", call(table, take_older, "OLD."));
        return;
    }
    const auto add = call(table, add_row, "NEW."), take = call(table, take_row, "OLD.");
    watch(connection, table, "INSERT", add);
    watch(connection, table, update, take + ", " + add);
    watch(connection, table, "DELETE", take);
}

/// Rows that follow one another at once.
void add_touched(Connection& connection, const Table& table) {
    for (auto first = table.touched.begin(); first != table.touched.end();) {
        auto last = first, next = std::next(first);
        while (next != table.touched.end() && *next == *last + 1) last = next++;
        auto row = connection.query(table.add_rows, *first, *last);
        while (row.step()) {
        }
        first = next;
    }
}

}  // namespace

RecordSum::RecordSum(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size() && i < mac_size; ++i)
        words_[i / 8] |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * (i % 8));
}

std::string RecordSum::bytes() const {
    std::string bytes;
    for (const auto word : words_) append_number(bytes, word);
    return bytes;
}

RecordSum& RecordSum::operator+=(const RecordSum& other) {
    bool carry = false;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const bool over = __builtin_add_overflow(words_[i], other.words_[i], &words_[i]);
        carry = __builtin_add_overflow(words_[i], std::uint64_t{carry}, &words_[i]) || over;
    }
    return *this;
}

RecordSum& RecordSum::operator-=(const RecordSum& other) {
    bool borrow = false;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const bool under = __builtin_sub_overflow(words_[i], other.words_[i], &words_[i]);
        borrow = __builtin_sub_overflow(words_[i], std::uint64_t{borrow}, &words_[i]) || under;
    }
    return *this;
}

RecordSum sum_records(Connection& connection, const SecretBytes& log_key) {
    RecordSum sum;
    const KeyedMac mac{log_key};
    for (const auto& table : known_tables(connection, mac)) {
        auto row = connection.query("SELECT " + call(*table, add_row, "") + " FROM " + table->name);
        while (row.step()) {
        }
        sum += table->sum;
    }
    return sum;
}

RecordWatch::RecordWatch(Connection& connection, const SecretBytes& log_key)
    : connection_(connection), mac_(log_key), tables_(known_tables(connection, mac_)) {
    for (const auto& table : tables_) watch(connection, *table);
    sqlite3_update_hook(connection.handle(), &on_change, &tables_);
}

RecordWatch::~RecordWatch() {
    sqlite3_update_hook(connection_.handle(), nullptr, nullptr);
}

void RecordWatch::begin() {
    for (const auto& table : tables_) {
        table->touched.clear();
        table->sum = {};
    }
}

RecordSum RecordWatch::change() {
    RecordSum change;
    for (const auto& table : tables_) {
        add_touched(connection_, *table);
        change += table->sum;
    }
    begin();
    return change;
}

}  // namespace lika::storage::detail
