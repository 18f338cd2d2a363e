// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/result.h"
#include "storage/detail/secret.h"
#include "storage/record.h"

struct sqlite3;
struct sqlite3_stmt;

namespace lika::storage::detail {

class RecordWatch;

/// SQLite's refusal. Thrown inside the room only; never carries SQL or values.
class SqlFailure : public std::exception {
public:
    explicit SqlFailure(int code) : code_(code) {}
    /// What `database` says went wrong last.
    explicit SqlFailure(sqlite3* database);
    const char* what() const noexcept override { return "sqlite"; }
    int code() const { return code_; }
    /// failed disk_full, read_too_long or out_of_memory, else storage_failed with SQLite's number
    /// as the place.
    engine::Error as_error() const;
    /// What the disk now holds is unknown. Not so when it was full, read-only or out of
    /// descriptors, or memory gave out: then nothing has changed.
    bool leaves_doubt() const;
    /// A row that may be there once was there already, or referred to one that is not.
    bool is_constraint() const;
    /// SQLite cannot make sense of the file under this key.
    bool is_unreadable() const;

private:
    bool is_full() const;

    int code_;
    int system_ = 0;  ///< errno, where SQLite has one for the failure
};

/// Bytes, as distinct from text.
struct Blob {
    std::string bytes;
};

/// A value of a row whose columns are not known beforehand, and its column.
struct Cell {
    std::string column;
    char kind = 'i';  ///< 'i': number; 't', 'b': bytes, as text or as they are
    std::int64_t number = 0;
    std::string bytes;
};

struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

/// A prepared statement with its values bound; on destruction it goes back to where its connection
/// keeps it, without them.
class Statement {
public:
    /// `home`: where the next use of the same SQL looks; nullptr: nowhere.
    Statement(sqlite3* database, Prepared prepared, Prepared* home);
    Statement(Statement&&) noexcept = default;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    template <class... Values>
    void bind_all(const Values&... values) {
        int at = 0;
        (bind(++at, values), ...);
    }
    /// The same without a copy: the values must outlive the last step.
    template <class... Values>
    void bind_in_place(const Values&... values) {
        is_in_place_ = true;
        bind_all(values...);
    }
    /// True: there is a row to read.
    bool step();

    /// Reads the row's columns from the first on.
    template <class... Values>
    void into(Values&... values) {
        int at = 0;
        (read(at++, values), ...);
    }

    /// The row's values that are not NULL, in the order of the columns.
    std::vector<Cell> cells() const;
    void bind_cells(const std::vector<Cell>& cells);

private:
    template <class T>
    void bind(int at, const T& value) {
        if constexpr (std::is_integral_v<T>)
            bind_number(at, static_cast<std::int64_t>(value));
        else if constexpr (std::is_same_v<T, Blob>)
            bind_blob(at, value.bytes);
        else if constexpr (requires { value.time_since_epoch(); })
            bind_number(at, value.time_since_epoch().count());
        else if constexpr (requires { value.has_value(); })
            value ? bind(at, *value) : bind_null(at);
        else if constexpr (requires { value.value; })
            bind_text(at, value.value);
        else
            bind_text(at, value);
    }
    template <class T>
    void read(int at, T& value) {
        if constexpr (std::is_same_v<T, bool>)
            value = number(at) != 0;
        else if constexpr (std::is_integral_v<T>)
            value = static_cast<T>(number(at));
        else if constexpr (std::is_same_v<T, std::string>)
            value = text(at);
        else if constexpr (std::is_same_v<T, Blob>)
            value.bytes = text(at);
        else if constexpr (std::is_same_v<T, Instant>)
            value = Instant{Instant::duration{number(at)}};
        else if constexpr (requires { value.emplace(); }) {
            value.reset();
            if (!is_null(at)) read(at, value.emplace());
        } else
            value = T{text(at)};
    }

    void bind_number(int at, std::int64_t value);
    void bind_text(int at, std::string_view value);
    void bind_blob(int at, std::string_view value);
    void bind_null(int at);
    bool is_null(int at) const;
    std::int64_t number(int at) const;
    std::string text(int at) const;
    void check(int code) const;

    sqlite3* database_;
    Prepared statement_;
    Prepared* home_;
    bool is_in_place_ = false;
};

/// An open SQLCipher database. One thread at a time. Throws SqlFailure.
class Connection {
public:
    enum class For { creating, writing, reading };

    /// Opens, gives the raw key and proves it by a read, before anything that could write.
    /// The caller has looked at the file: it exists (unless creating) and its first page fits the
    /// key.
    Connection(const std::filesystem::path& file, const SecretBytes& cipher_key, For purpose);
    /// An empty database in memory, for proving the library.
    Connection();
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    template <class... Values>
    Statement query(std::string_view sql, const Values&... values) {
        auto statement = prepare(sql);
        statement.bind_all(values...);
        return statement;
    }
    /// Runs one statement that gives no rows.
    template <class... Values>
    void run(std::string_view sql, const Values&... values) {
        auto statement = prepare(sql);
        statement.bind_in_place(values...);
        statement.step();
    }
    /// First column of the first row; nothing when there is no row.
    template <class T, class... Values>
    std::optional<T> find(std::string_view sql, const Values&... values) {
        auto statement = prepare(sql);
        statement.bind_in_place(values...);
        if (!statement.step()) return std::nullopt;
        T value{};
        statement.into(value);
        return value;
    }
    /// Several statements without values.
    void run_script(const char* sql);
    /// Rows the last statement changed.
    int changes() const;
    std::int64_t schema_number();

    /// From now on it knows which rows it changes. Before restrict().
    void watch_records(const SecretBytes& log_key);
    /// nullptr: nobody watches.
    RecordWatch* records() const { return records_.get(); }
    /// SQLite's own, for detail/records.cpp.
    sqlite3* handle() const { return database_; }

    /// From now on no ATTACH, no PRAGMA, no extension and no export.
    void restrict();
    /// From now on any statement still running at this moment fails (read_too_long).
    void set_deadline(std::chrono::steady_clock::time_point deadline);
    /// Copies what is committed from the WAL into the file; frames a reader still needs stay.
    void checkpoint();
    /// Pages written to the WAL by commits of this connection since its last checkpoint.
    std::int64_t pages_to_checkpoint() const { return pages_to_checkpoint_; }
    /// False also after SQLite has given the transaction up by itself.
    bool is_in_transaction() const;
    /// Empty when the linked library does not encrypt.
    std::string cipher_version();

private:
    void open(const char* file, int flags);
    void set_up(const SecretBytes& cipher_key, For purpose);
    void close();
    Statement prepare(std::string_view sql);
    Prepared compile(std::string_view sql);
    void check(int code) const;

    static int count_pages(void* self, sqlite3*, const char*, int pages);
    static int is_too_late(void* self);

    sqlite3* database_ = nullptr;
    std::unique_ptr<RecordWatch> records_;
    std::chrono::steady_clock::time_point deadline_;
    std::int64_t pages_in_wal_ = 0, pages_to_checkpoint_ = 0;
    std::map<std::string, Prepared, std::less<>> idle_;  ///< statements by SQL; null: in use
};

/// Everything or nothing: rolls back unless committed.
class Transaction {
public:
    explicit Transaction(Connection& connection, const char* begin = "BEGIN IMMEDIATE");
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace lika::storage::detail
