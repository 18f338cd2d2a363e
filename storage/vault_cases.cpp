// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <charconv>

#include "storage/detail/cases.h"
#include "storage/detail/cursor.h"
#include "storage/detail/double_ratings.h"
#include "storage/detail/text.h"
#include "storage/detail/vault_parts.h"

namespace lika::storage {
namespace detail {

engine::Error no_such_case() {
    return {engine::ErrorKind::not_found, "no_such_case", ""};
}

bool has_case(Connection& connection, const CaseId& id) {
    return connection.find<int>("SELECT 1 FROM subject_case WHERE id = ?", id).has_value();
}

void insert_case(Connection& connection, const Case& opened) {
    const auto& who = opened.subject;
    connection.run(
        "INSERT INTO subject_case (id, name, born_on, sex, personal_number, school, is_protected, "
        "assigned_to,"
        " opened_at, opened_on, due_on, concern) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        opened.id, who.name, who.born_on, who.sex, who.personal_number, who.school,
        who.is_protected, opened.assigned_to, opened.opened_at, opened.opened_on, opened.due_on,
        opened.concern);
}

}  // namespace detail

namespace {

using detail::Act;
using detail::Connection;
using engine::Result;

/// A day as a number in a cursor: 20260302.
std::int64_t day_number(const std::string& day) {
    std::string digits;
    std::copy_if(day.begin(), day.end(), std::back_inserter(digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::string day_of(std::int64_t number) {
    const auto digits = std::to_string(number);
    if (digits.size() != 8) return "";
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6);
}

bool holds_every(const std::string& name, const std::vector<std::string>& words) {
    const auto text = detail::folded(name);
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return text.find(word) != std::string::npos;
    });
}

/// A draft comes before what waits for others, and that before what is done.
std::string next_step(Connection& connection, const CaseId& id) {
    const auto step = connection.find<std::string>(
        "SELECT CASE state WHEN 'draft' THEN 'continue_draft' WHEN 'awaiting_approval' THEN "
        "'await_approval'"
        " ELSE 'follow_up' END FROM assessment WHERE in_case = ? AND" +
            std::string{detail::is_own_assessment} +
            "ORDER BY CASE state WHEN 'draft' THEN 1 WHEN 'awaiting_approval' THEN 2 ELSE 3 END LIMIT "
        "1",
        id);
    return step.value_or("start_assessment");
}

Case read_case(detail::Statement& row) {
    Case found;
    auto& who = found.subject;
    row.into(found.id, who.name, who.born_on, who.sex, who.personal_number, who.school,
             who.is_protected, found.assigned_to, found.opened_at, found.opened_on, found.due_on,
             found.concern);
    return found;
}

Page<CaseRow> matching_rows(Connection& connection, const std::vector<std::string>& words,
                            std::size_t limit, const detail::Cursor& after) {
    Page<CaseRow> page;
    auto row = connection.query(
        "SELECT id, name, assigned_to, due_on FROM subject_case WHERE (due_on, id) > (?, ?)"
        " ORDER BY due_on, id",
        day_of(after.order), after.id);
    while (page.items.size() <= detail::page_limit(limit) && row.step()) {
        CaseRow line;
        row.into(line.id, line.name, line.assigned_to, line.due_on);
        if (holds_every(line.name, words)) page.items.push_back(std::move(line));
    }
    detail::cut_page(page, limit, [](const CaseRow& last) {
        return detail::Cursor{day_number(last.due_on), last.id.value};
    });
    return page;
}

}  // namespace

Result<void> Vault::add_case(const Case& opened, const Actor& actor, const Once& once) {
    return parts_->store->act(actor, [&](Act& act) {
        detail::insert_case(act.connection, opened);
        act.log("case_opened", opened.id.value, opened.id.value);
        return act.keep(once);
    });
}

Result<Page<CaseRow>> Vault::cases(const std::string& q, std::size_t limit,
                                   const std::string& cursor, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) -> Result<Page<CaseRow>> {
        const auto after = detail::read_cursor(cursor, 0);
        if (!after) return detail::bad_cursor();
        auto page = matching_rows(act.connection, detail::folded_words(q), limit, *after);
        for (auto& line : page.items) line.next_step = next_step(act.connection, line.id);
        act.log("cases_listed", "", "");
        return page;
    });
}

Result<std::string> Vault::assigned_to(const CaseId& id) {
    return parts_->store->read([&](Connection& connection) -> Result<std::string> {
        auto worker =
            connection.find<std::string>("SELECT assigned_to FROM subject_case WHERE id = ?", id);
        if (!worker) return detail::no_such_case();
        return *worker;
    });
}

Result<std::optional<CaseId>> Vault::case_of(const std::string& personal_number) {
    return parts_->store->read([&](Connection& connection) -> Result<std::optional<CaseId>> {
        const auto id = connection.find<std::string>(
            "SELECT id FROM subject_case WHERE personal_number = ? ORDER BY opened_at DESC, id "
            "LIMIT 1",
            personal_number);
        return id ? std::optional{CaseId{*id}} : std::nullopt;
    });
}

Result<Case> Vault::case_by_id(const CaseId& id, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) -> Result<Case> {
        auto row = act.connection.query(
            "SELECT id, name, born_on, sex, personal_number, school, is_protected, assigned_to, "
            "opened_at, opened_on, due_on,"
            " concern FROM subject_case WHERE id = ?",
            id);
        if (!row.step()) return detail::no_such_case();
        auto found = read_case(row);
        act.log("case_read", id.value, id.value);
        return found;
    });
}

Result<std::vector<OffenceRecord>> Vault::offences_of(const CaseId& id) {
    return parts_->store->read([&](Connection& connection) -> Result<std::vector<OffenceRecord>> {
        std::vector<OffenceRecord> offences;
        auto row = connection.query(
            "SELECT id, in_case, code, committed_on, basis, first, recorded_at, recorded_by"
            " FROM offence WHERE in_case = ? ORDER BY committed_on, recorded_at, id",
            id);
        while (row.step()) {
            auto& one = offences.emplace_back();
            row.into(one.id, one.in_case, one.code, one.committed_on, one.basis, one.first,
                     one.recorded_at, one.recorded_by);
        }
        return offences;
    });
}

Result<void> Vault::add_offence(const OffenceRecord& offence, const Actor& actor,
                                const Once& once) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        if (!detail::has_case(act.connection, offence.in_case)) return detail::no_such_case();
        act.connection.run(
            "INSERT INTO offence (id, in_case, code, committed_on, basis, first, recorded_at, "
            "recorded_by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            offence.id, offence.in_case, offence.code, offence.committed_on, offence.basis,
            offence.first, offence.recorded_at, offence.recorded_by);
        act.log("offence_recorded", offence.in_case.value, offence.id.value);
        return act.keep(once);
    });
}

}  // namespace lika::storage
