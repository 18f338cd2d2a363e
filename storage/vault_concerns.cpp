// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/cases.h"
#include "storage/detail/cursor.h"
#include "storage/detail/text.h"
#include "storage/detail/vault_parts.h"

namespace lika::storage {
namespace {

using detail::Act;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

const std::string concern_columns =
    "SELECT id, receipt, name, born_on, sex, personal_number, school, is_protected, signs, text, "
    "urgency, reporter,"
    " reporter_role, district, received_at, received_on, due_on, protection_due_on, state, "
    "opened_case FROM concern";

Concern read_concern(detail::Statement& row) {
    Concern found;
    auto& who = found.subject;
    std::string signs;
    row.into(found.id, found.receipt, who.name, who.born_on, who.sex, who.personal_number,
             who.school, who.is_protected, signs, found.text, found.urgency, found.reporter,
             found.reporter_role, found.district, found.received_at, found.received_on,
             found.due_on, found.protection_due_on, found.state, found.opened_case);
    found.signs = detail::read_list(signs).value_or(std::vector<std::string>{});
    return found;
}

Error no_such_concern() {
    return {ErrorKind::not_found, "no_such_concern", ""};
}

Result<Concern> find_concern(detail::Connection& connection, const ConcernId& id) {
    auto row = connection.query(concern_columns + " WHERE id = ?", id);
    if (!row.step()) return no_such_concern();
    return read_concern(row);
}

/// Newest first.
detail::Statement rows_before(detail::Connection& connection, const std::string& reporter,
                              const detail::Cursor& before, std::size_t limit) {
    const std::string from = concern_columns + " WHERE (received_at, id) < (?1, ?2)";
    const std::string order = " ORDER BY received_at DESC, id DESC LIMIT ?3";
    if (reporter.empty())
        return connection.query(from + order, before.order, before.id, detail::page_rows(limit));
    return connection.query(from + " AND reporter = ?4" + order, before.order, before.id,
                            detail::page_rows(limit), reporter);
}

bool has_case_of(detail::Connection& connection, const Subject& subject) {
    return subject.personal_number &&
           connection.find<int>("SELECT 1 FROM subject_case WHERE personal_number = ? LIMIT 1",
                                *subject.personal_number);
}

Result<bool> has_none(detail::Store& store, const std::string& reporter) {
    return store.read([&](detail::Connection& connection) -> Result<bool> {
        return !connection.find<int>("SELECT 1 FROM concern WHERE reporter = ? LIMIT 1", reporter);
    });
}

}  // namespace

Result<void> Vault::add_concern(const Concern& concern, const Actor& actor, const Once& once) {
    return parts_->store->act(actor, [&](Act& act) {
        const auto& who = concern.subject;
        act.connection.run(
            "INSERT INTO concern (id, receipt, name, born_on, sex, personal_number, school, "
            "is_protected, signs, text, urgency,"
            " reporter, reporter_role, district, received_at, received_on, due_on, "
            "protection_due_on, state, opened_case)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            concern.id, concern.receipt, who.name, who.born_on, who.sex, who.personal_number,
            who.school, who.is_protected, detail::write_list(concern.signs), concern.text,
            concern.urgency, concern.reporter, concern.reporter_role, concern.district,
            concern.received_at, concern.received_on, concern.due_on, concern.protection_due_on,
            concern.state, concern.opened_case);
        act.log("concern_received", "", concern.id.value);
        return act.keep(once);
    });
}

Result<Page<Concern>> Vault::concerns(const std::string& reporter, std::size_t limit,
                                      const std::string& cursor, const Actor& actor) {
    // A reporter's receipts are looked for in every district: where there are none, nothing is
    // read.
    const auto none = !reporter.empty() ? has_none(*parts_->store, reporter) : Result<bool>{false};
    if (!none) return none.error();
    if (*none) return Page<Concern>{};
    return parts_->store->reading(actor, [&](Act& act) -> Result<Page<Concern>> {
        const auto before = detail::read_cursor(cursor, INT64_MAX);
        if (!before) return detail::bad_cursor();
        auto row = rows_before(act.connection, reporter, *before, limit);
        Page<Concern> page;
        while (row.step()) page.items.push_back(read_concern(row));
        detail::cut_page(page, limit, [](const Concern& last) {
            return detail::Cursor{last.received_at.time_since_epoch().count(), last.id.value};
        });
        act.log("concerns_listed", "", "");
        return page;
    });
}

Result<std::string> Vault::reporter_of(const ConcernId& id) {
    return parts_->store->read([&](detail::Connection& connection) -> Result<std::string> {
        auto reporter =
            connection.find<std::string>("SELECT reporter FROM concern WHERE id = ?", id);
        if (!reporter) return no_such_concern();
        return *reporter;
    });
}

Result<Concern> Vault::concern(const ConcernId& id, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) {
        auto found = find_concern(act.connection, id);
        if (found) act.log("concern_read", found->opened_case.value_or(CaseId{}).value, id.value);
        return found;
    });
}

Result<void> Vault::decide_concern(const ConcernId& id, const std::optional<Case>& opened,
                                   const std::string& reason, const Actor& actor,
                                   const Once& once, bool joins) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto found = find_concern(act.connection, id);
        if (!found) return found.error();
        if (found->state != "received") return Error{ErrorKind::conflict, "already_decided", ""};

        const auto in_case = opened ? opened->id.value : std::string{};
        if (opened && !detail::has_case(act.connection, opened->id)) {
            if (joins) return Error{ErrorKind::conflict, "case_gone", ""};
            if (has_case_of(act.connection, opened->subject))
                return Error{ErrorKind::conflict, "case_there", ""};
            detail::insert_case(act.connection, *opened);
            act.log("case_opened", in_case, in_case);
        }
        const auto case_id = opened ? std::optional{opened->id} : std::nullopt;
        act.connection.run(
            "UPDATE concern SET state = ?, opened_case = ?, decided_by = ?, decided_at = ?, "
            "decision_reason = ?"
            " WHERE id = ?",
            opened ? "opened" : "closed", case_id, actor.account, actor.at, reason, id);
        act.log(opened ? "concern_opened" : "concern_closed", in_case, id.value);
        return act.keep(once);
    });
}

}  // namespace lika::storage
