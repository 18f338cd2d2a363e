// SPDX-License-Identifier: EUPL-1.2
#include "storage/retention.h"

#include "storage/detail/file.h"
#include "storage/detail/retention.h"
#include "storage/detail/store.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::FileKind;
using engine::Result;

Error conflict(const char* reason, const std::string& id = "") {
    return {ErrorKind::conflict, reason, id};
}

bool is_clock_behind(Connection& connection, const Actor& actor) {
    const auto newest = connection.find<Instant>("SELECT at FROM log ORDER BY at DESC LIMIT 1");
    return newest && actor.at < *newest;
}

bool has_facts(const RetentionAnswers& answers) {
    return answers.placed || answers.paternity || answers.adoption || answers.custody_agreement ||
           answers.closed;
}

Result<void> record_birth_day(Connection& connection, FileKind kind, const std::string& id,
                              const std::string& born_on) {
    const std::string table = kind == FileKind::case_file ? "subject_case" : "concern";
    const auto known = connection.find<std::optional<std::string>>(
        "SELECT born_on FROM " + table + " WHERE id = ?", id);
    if (known && *known && **known != born_on) return conflict("born_on_known", id);
    connection.run("UPDATE " + table + " SET born_on = ? WHERE id = ?", born_on, id);
    return {};
}

void record_facts(Connection& connection, const std::string& id, const RetentionAnswers& answers,
                  const Actor& actor) {
    connection.run(
        "INSERT OR IGNORE INTO retention_fact (in_case, recorded_by, recorded_at) VALUES (?, ?, ?)",
        id, actor.account, actor.at);
    connection.run(
        "UPDATE retention_fact SET placed = ifnull(?, placed), paternity = ifnull(?, paternity),"
        " adoption = ifnull(?, adoption), custody_agreement = ifnull(?, custody_agreement),"
        " recorded_by = ?, recorded_at = ? WHERE in_case = ?",
        answers.placed, answers.paternity, answers.adoption, answers.custody_agreement,
        actor.account, actor.at, id);
    if (answers.closed == true)
        connection.run("UPDATE retention_fact SET closed_at = ? WHERE in_case = ?", actor.at, id);
    if (answers.closed == false)
        connection.run("UPDATE retention_fact SET closed_at = NULL WHERE in_case = ?", id);
}

PurgeItem read_item(detail::Statement& row) {
    PurgeItem item;
    std::string kind;
    row.into(kind, item.id, item.rule, item.due_on, item.last_note_at);
    item.kind = kind == "case" ? FileKind::case_file : FileKind::concern;
    return item;
}

std::optional<PurgeProposal> read_proposal(Connection& connection) {
    PurgeProposal proposal;
    auto head = connection.query("SELECT proposed_by, proposed_at FROM purge_proposal");
    if (!head.step()) return std::nullopt;
    head.into(proposal.proposed_by, proposal.proposed_at);
    auto row = connection.query(
        "SELECT kind, id, rule, due_on, last_note_at FROM purge_item ORDER BY kind, id");
    while (row.step()) proposal.items.push_back(read_item(row));
    return proposal;
}

void forget_proposal(Connection& connection) {
    connection.run("DELETE FROM purge_item");
    connection.run("DELETE FROM purge_proposal");
}

bool is_proposed(Connection& connection, const PurgeItem& item) {
    return connection
        .find<int>(
            "SELECT 1 FROM purge_item WHERE kind = ? AND id = ? AND rule = ? AND due_on = ? AND "
            "last_note_at = ?",
            std::string{engine::to_string(item.kind)}, item.id, item.rule, item.due_on,
            item.last_note_at)
        .has_value();
}

bool has_changed(const RetentionFile& file, const PurgeItem& item) {
    return file.kind != item.kind || file.last_note_at > item.last_note_at || file.is_open ||
           file.has_drafts;
}

void delete_file(Connection& connection, const PurgeItem& item) {
    if (item.kind == FileKind::case_file)
        detail::delete_case(connection, item.id);
    else
        detail::delete_concern(connection, item.id);
}

std::string reason_of(const PurgeItem& item, const std::string& proposed_by) {
    return "rule=" + item.rule + " due=" + item.due_on + " proposed-by=" + proposed_by;
}

}  // namespace

struct Retention::Parts {
    std::unique_ptr<detail::Store> store;
};

Retention::Retention(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Retention::~Retention() = default;

Result<std::unique_ptr<Retention>> Retention::open(const std::filesystem::path& folder,
                                                   const std::string& name, const Keyring& key) {
    auto store = detail::Store::open(folder, name, key, "vault");
    if (!store) return store.error();
    return std::unique_ptr<Retention>{
        new Retention{std::make_unique<Parts>(Parts{std::move(*store)})}};
}

const std::string& Retention::name() const {
    return parts_->store->name();
}

Result<std::vector<RetentionFile>> Retention::files(const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<std::vector<RetentionFile>> {
        if (is_clock_behind(act.connection, actor)) return conflict("clock_behind_log");
        auto files = detail::retention_files(act.connection);
        act.log("retention_listed", "", "");
        return files;
    });
}

Result<void> Retention::record(const std::string& id, const RetentionAnswers& answers,
                               const Actor& actor) {
    if (!has_facts(answers) && !answers.born_on)
        return Error{ErrorKind::invalid, "nothing_recorded", id};
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto file = detail::find_retention_file(act.connection, id);
        if (!file) return Error{ErrorKind::not_found, "no_such_file", id};
        const bool is_case = file->kind == FileKind::case_file;
        if (!is_case && has_facts(answers)) return conflict("concern_has_no_case", id);
        if (answers.born_on)
            if (auto done = record_birth_day(act.connection, file->kind, id, *answers.born_on);
                !done)
                return done;
        if (has_facts(answers)) record_facts(act.connection, id, answers, actor);
        act.log("retention_recorded", is_case ? id : "", id);
        return {};
    });
}

Result<void> Retention::propose(const std::vector<PurgeItem>& items, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        if (is_clock_behind(act.connection, actor)) return conflict("clock_behind_log");
        forget_proposal(act.connection);
        act.connection.run(
            "INSERT INTO purge_proposal (one, proposed_by, proposed_at) VALUES (1, ?, ?)",
            actor.account, actor.at);
        for (const auto& item : items) {
            act.connection.run(
                "INSERT INTO purge_item (kind, id, rule, due_on, last_note_at) VALUES (?, ?, ?, ?, "
                "?)",
                std::string{engine::to_string(item.kind)}, item.id, item.rule, item.due_on,
                item.last_note_at);
            act.log("retention_proposed", item.kind == FileKind::case_file ? item.id : "", item.id);
        }
        if (items.empty()) act.log("retention_proposed", "", "");
        return {};
    });
}

Result<std::optional<PurgeProposal>> Retention::proposal() {
    return parts_->store->read([](Connection& connection) -> Result<std::optional<PurgeProposal>> {
        return read_proposal(connection);
    });
}

Result<bool> Retention::purge(const PurgeItem& item, const Actor& approver) {
    const auto is_there = parts_->store->read([&](Connection& connection) -> Result<bool> {
        return detail::find_retention_file(connection, item.id).has_value();
    });
    if (!is_there || !*is_there) return is_there;
    Actor named = approver;
    return parts_->store->act(named, [&](Act& act) -> Result<bool> {
        auto& connection = act.connection;
        const auto proposed_by =
            connection.find<std::string>("SELECT proposed_by FROM purge_proposal");
        if (!proposed_by || !is_proposed(connection, item))
            return conflict("not_proposed", item.id);
        if (*proposed_by == approver.account)
            return Error{ErrorKind::forbidden, "own_proposal", ""};
        if (is_clock_behind(connection, approver)) return conflict("clock_behind_log");
        const auto file = detail::find_retention_file(connection, item.id);
        const auto in_case = item.kind == FileKind::case_file ? item.id : std::string{};
        if (!file || has_changed(*file, item)) return conflict("file_changed", item.id);
        named.reason = reason_of(item, *proposed_by);
        delete_file(connection, item);
        act.log(item.kind == FileKind::case_file ? "case_purged" : "concern_purged", in_case,
                item.id);
        return true;
    });
}

Result<void> Retention::end(const Actor& approver) {
    return parts_->store->act(approver, [&](Act& act) -> Result<void> {
        forget_proposal(act.connection);
        act.log("retention_finished", "", "");
        return {};
    });
}

Result<void> scrub_vault(const std::filesystem::path& folder, const std::string& name,
                         const Keyring& key) try {
    const detail::VaultFiles files{folder, name};
    const auto keys = detail::unlock(files, name, key);
    if (!keys) return keys.error();
    Connection connection{files.database, keys->cipher, Connection::For::writing};
    if (!detail::rewrite(connection)) return conflict("vault_in_use", name);
    return {};
} catch (const detail::SqlFailure& failure) {
    return failure.as_error();
} catch (const std::exception&) {
    return Error{ErrorKind::failed, "storage_failed", name};
}

}  // namespace lika::storage
