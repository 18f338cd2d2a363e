// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/connection.h"

#include <sodium.h>
#include <sqlcipher/sqlite3.h>

#include <cerrno>

#include "storage/detail/records.h"

namespace lika::storage::detail {
namespace {

constexpr int busy_milliseconds = 5000;
constexpr int longest_value = 16 * 1024 * 1024;
constexpr int longest_sql = 64 * 1024;
constexpr int steps_between_looks = 10'000;
constexpr std::size_t most_statements = 256;

/// x'64 hex digits': anything else SQLCipher would take for a passphrase.
SecretBytes raw_key_words(const SecretBytes& key) {
    SecretBytes words{2 + 2 * key_size + 1 + 1};
    auto* text = reinterpret_cast<char*>(words.data());
    text[0] = 'x';
    text[1] = '\'';
    sodium_bin2hex(text + 2, 2 * key_size + 1, key.data(), key_size);
    text[2 + 2 * key_size] = '\'';
    text[3 + 2 * key_size] = '\0';
    return words;
}

/// Only what commands need; see docs/storage-format.md, "Database".
int allow(void*, int action, const char*, const char* detail, const char*, const char*) {
    switch (action) {
        case SQLITE_ATTACH:
        case SQLITE_DETACH:
        case SQLITE_PRAGMA:
        case SQLITE_CREATE_VTABLE:
        case SQLITE_DROP_VTABLE:
            return SQLITE_DENY;
        case SQLITE_FUNCTION: {
            const std::string_view name = detail ? detail : "";
            const bool is_denied =
                name == "load_extension" || name == "sqlcipher_export" || name == "fts3_tokenizer";
            return is_denied ? SQLITE_DENY : SQLITE_OK;
        }
        default:
            return SQLITE_OK;
    }
}

int primary(int code) {
    return code & 0xFF;
}

}  // namespace

SqlFailure::SqlFailure(sqlite3* database)
    : code_(sqlite3_extended_errcode(database)), system_(sqlite3_system_errno(database)) {}

bool SqlFailure::is_full() const {
    const bool no_room = system_ == ENOSPC || system_ == EDQUOT;
    return primary(code_) == SQLITE_FULL || (primary(code_) == SQLITE_IOERR && no_room);
}

engine::Error SqlFailure::as_error() const {
    const auto failed = [&](const char* reason) {
        return engine::Error{engine::ErrorKind::failed, reason, ""};
    };
    if (is_full()) return failed("disk_full");
    if (primary(code_) == SQLITE_INTERRUPT) return failed("read_too_long");
    if (primary(code_) == SQLITE_NOMEM || code_ == SQLITE_IOERR_NOMEM)
        return failed("out_of_memory");
    return {engine::ErrorKind::failed, "storage_failed", "sqlite " + std::to_string(code_)};
}

bool SqlFailure::is_constraint() const {
    return primary(code_) == SQLITE_CONSTRAINT;
}

bool SqlFailure::leaves_doubt() const {
    if (primary(code_) == SQLITE_CORRUPT) return true;
    if (primary(code_) != SQLITE_IOERR || code_ == SQLITE_IOERR_NOMEM) return false;
    // A sync that failed may have dropped what was to be written, whatever the reason.
    if (code_ == SQLITE_IOERR_FSYNC || code_ == SQLITE_IOERR_DIR_FSYNC) return true;
    return !is_full() && system_ != EROFS && system_ != EMFILE && system_ != ENFILE;
}

bool SqlFailure::is_unreadable() const {
    return primary(code_) == SQLITE_NOTADB;
}

void Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* database, Prepared prepared, Prepared* home)
    : database_(database), statement_(std::move(prepared)), home_(home) {}

Statement::~Statement() {
    if (!statement_ || home_ == nullptr) return;
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
    *home_ = std::move(statement_);
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) throw SqlFailure{database_};
}

bool Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) throw SqlFailure{database_};
    return code == SQLITE_ROW;
}

void Statement::bind_number(int at, std::int64_t value) {
    check(sqlite3_bind_int64(statement_.get(), at, value));
}

void Statement::bind_text(int at, std::string_view value) {
    const char* text = value.data() ? value.data() : "";  // a null pointer would bind NULL
    check(sqlite3_bind_text64(statement_.get(), at, text, value.size(),
                              is_in_place_ ? SQLITE_STATIC : SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_blob(int at, std::string_view value) {
    check(sqlite3_bind_blob64(statement_.get(), at, value.data(), value.size(),
                              is_in_place_ ? SQLITE_STATIC : SQLITE_TRANSIENT));
}

void Statement::bind_null(int at) {
    check(sqlite3_bind_null(statement_.get(), at));
}

bool Statement::is_null(int at) const {
    return sqlite3_column_type(statement_.get(), at) == SQLITE_NULL;
}

std::int64_t Statement::number(int at) const {
    return sqlite3_column_int64(statement_.get(), at);
}

std::string Statement::text(int at) const {
    const void* bytes = sqlite3_column_blob(statement_.get(), at);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), at));
    return bytes ? std::string(static_cast<const char*>(bytes), size) : std::string{};
}

std::vector<Cell> Statement::cells() const {
    std::vector<Cell> cells;
    for (int at = 0; at < sqlite3_column_count(statement_.get()); ++at) {
        if (is_null(at)) continue;
        const int type = sqlite3_column_type(statement_.get(), at);
        const char kind = type == SQLITE_INTEGER ? 'i' : type == SQLITE_BLOB ? 'b' : 't';
        auto& cell = cells.emplace_back(Cell{sqlite3_column_name(statement_.get(), at), kind, 0, ""});
        if (kind == 'i')
            cell.number = number(at);
        else
            cell.bytes = text(at);
    }
    return cells;
}

void Statement::bind_cells(const std::vector<Cell>& cells) {
    int at = 0;
    for (const auto& cell : cells) {
        ++at;
        if (cell.kind == 'i')
            bind_number(at, cell.number);
        else if (cell.kind == 'b')
            bind_blob(at, cell.bytes);
        else
            bind_text(at, cell.bytes);
    }
}

Connection::Connection(const std::filesystem::path& file, const SecretBytes& cipher_key,
                       For purpose) {
    const int flags = purpose == For::reading   ? SQLITE_OPEN_READONLY
                      : purpose == For::writing ? SQLITE_OPEN_READWRITE
                                                : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    open(file.c_str(), flags);
    try {
        set_up(cipher_key, purpose);
    } catch (...) {
        close();
        throw;
    }
}

Connection::Connection() {
    open(":memory:", SQLITE_OPEN_READWRITE);
}

Connection::~Connection() {
    close();
}

void Connection::watch_records(const SecretBytes& log_key) {
    records_ = std::make_unique<RecordWatch>(*this, log_key);
}

void Connection::close() {
    records_.reset();
    idle_.clear();  // SQLite does not close while there are statements
    sqlite3_close(database_);
}

Prepared Connection::compile(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &statement,
                             nullptr));
    return Prepared{statement};
}

Statement Connection::prepare(std::string_view sql) {
    auto kept = idle_.find(sql);
    if (kept == idle_.end()) {
        if (idle_.size() >= most_statements) return {database_, compile(sql), nullptr};
        kept = idle_.emplace(sql, compile(sql)).first;
    } else if (!kept->second) {
        return {database_, compile(sql), &kept->second};  // the same SQL within itself
    }
    return {database_, std::move(kept->second), &kept->second};
}

void Connection::open(const char* file, int flags) {
    const int code = sqlite3_open_v2(file, &database_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code == SQLITE_OK) return;
    sqlite3_close(database_);
    throw SqlFailure{code};
}

void Connection::set_up(const SecretBytes& cipher_key, For purpose) {
    sqlite3_extended_result_codes(database_, 1);
    check(sqlite3_busy_timeout(database_,
                               busy_milliseconds));  // first: journal_mode may have to wait
    const auto words = raw_key_words(cipher_key);
    check(sqlite3_key(database_, words.data(), static_cast<int>(words.size()) - 1));
    run_script("PRAGMA cipher_page_size = 4096");
    if (cipher_version().empty()) throw SqlFailure{SQLITE_NOTADB};
    find<std::int64_t>("SELECT count(*) FROM sqlite_master");

    if (purpose != For::reading && find<std::string>("PRAGMA journal_mode = WAL") != "wal")
        throw SqlFailure{SQLITE_ERROR};
    run_script(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0;"
        "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
    sqlite3_wal_hook(database_, &count_pages, this);  // wal_autocheckpoint would have taken it away
    if (purpose == For::reading) run_script("PRAGMA query_only = ON");
    sqlite3_limit(database_, SQLITE_LIMIT_LENGTH, longest_value);
    sqlite3_limit(database_, SQLITE_LIMIT_SQL_LENGTH, longest_sql);
    sqlite3_limit(database_, SQLITE_LIMIT_ATTACHED, 0);
}

void Connection::check(int code) const {
    if (code != SQLITE_OK) throw SqlFailure{database_};
}

void Connection::run_script(const char* sql) {
    check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr));
}

int Connection::changes() const {
    return sqlite3_changes(database_);
}

std::int64_t Connection::schema_number() {
    return find<std::int64_t>("PRAGMA user_version").value_or(0);
}

void Connection::restrict() {
    check(sqlite3_set_authorizer(database_, &allow, nullptr));
}

void Connection::checkpoint() {
    const int code =
        sqlite3_wal_checkpoint_v2(database_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (primary(code) != SQLITE_BUSY) check(code);
    pages_to_checkpoint_ = 0;
}

/// SQLite tells how long the WAL has become; shorter than before: it was begun anew.
int Connection::count_pages(void* self, sqlite3*, const char*, int pages) {
    auto& connection = *static_cast<Connection*>(self);
    const bool is_new = pages < connection.pages_in_wal_;
    connection.pages_to_checkpoint_ += pages - (is_new ? 0 : connection.pages_in_wal_);
    connection.pages_in_wal_ = pages;
    return SQLITE_OK;
}

bool Connection::is_in_transaction() const {
    return sqlite3_get_autocommit(database_) == 0;
}

int Connection::is_too_late(void* self) {
    return std::chrono::steady_clock::now() > static_cast<Connection*>(self)->deadline_ ? 1 : 0;
}

void Connection::set_deadline(std::chrono::steady_clock::time_point deadline) {
    deadline_ = deadline;
    sqlite3_progress_handler(database_, steps_between_looks, &is_too_late, this);
}

std::string Connection::cipher_version() {
    return find<std::string>("PRAGMA cipher_version").value_or("");
}

Transaction::Transaction(Connection& connection, const char* begin) : connection_(connection) {
    connection_.run(begin);
}

void Transaction::commit() {
    connection_.run("COMMIT");
    open_ = false;
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        connection_.run("ROLLBACK");
    } catch (const std::exception&) {  // SQLite has rolled back by itself
    }
}

}  // namespace lika::storage::detail
