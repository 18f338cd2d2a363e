// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/retention.h"

#include <sqlcipher/sqlite3.h>

#include <algorithm>
#include <map>

#include "storage/detail/double_ratings.h"

namespace lika::storage::detail {
namespace {

using engine::FileKind;

/// A file by itself, and whose it is; nobody's: no personal number.
struct Part {
    RetentionFile file;
    std::optional<std::string> person;
};

bool has_drafts(Connection& connection, const std::string& id) {
    return connection
        .find<int>(
            "SELECT 1 FROM assessment WHERE in_case = ? AND state IN ('draft', "
            "'awaiting_approval') AND" +
                std::string{is_own_assessment} + "LIMIT 1",
            id)
        .has_value();
}

Part read_case(Connection& connection, Statement& row) {
    Part part;
    auto& file = part.file;
    std::optional<Instant> closed_at;
    row.into(file.id, file.born_on, part.person, file.placed, file.paternity, file.adoption,
             file.custody_agreement, closed_at);
    file.last_note_at = last_note_of(connection, file.id);
    file.is_open = !closed_at || file.last_note_at > *closed_at;
    file.has_drafts = has_drafts(connection, file.id);
    return part;
}

/// Nobody was placed, adopted or agreed about in a concern that led to no case.
Part read_concern(Statement& row) {
    Part part;
    auto& file = part.file;
    std::string state;
    std::optional<Instant> decided_at;
    file.kind = FileKind::concern;
    row.into(file.id, file.born_on, part.person, state, file.last_note_at, decided_at);
    file.last_note_at = std::max(file.last_note_at, decided_at.value_or(Instant{}));
    file.is_open = state == "received";
    file.placed = file.paternity = file.adoption = file.custody_agreement = false;
    return part;
}

const std::string cases =
    "SELECT id, born_on, personal_number, placed, paternity, adoption, custody_agreement, closed_at"
    " FROM subject_case LEFT JOIN retention_fact ON in_case = id";
const std::string concerns =
    "SELECT id, born_on, personal_number, state, received_at, decided_at FROM concern WHERE "
    "opened_case IS NULL";

std::vector<Part> read_parts(Connection& connection, Statement of_cases, Statement of_concerns) {
    std::vector<Part> parts;
    while (of_cases.step()) parts.push_back(read_case(connection, of_cases));
    while (of_concerns.step()) parts.push_back(read_concern(of_concerns));
    return parts;
}

/// Yes anywhere is yes; no only when it is no everywhere.
std::optional<bool> either(std::optional<bool> a, std::optional<bool> b) {
    if (a == true || b == true) return true;
    return a && b ? std::optional{false} : std::nullopt;
}

void add(RetentionFile& all, const RetentionFile& one) {
    if (!all.born_on) all.born_on = one.born_on;
    all.last_note_at = std::max(all.last_note_at, one.last_note_at);
    all.placed = either(all.placed, one.placed);
    all.paternity = either(all.paternity, one.paternity);
    all.adoption = either(all.adoption, one.adoption);
    all.custody_agreement = either(all.custody_agreement, one.custody_agreement);
    all.is_open = all.is_open || one.is_open;
    all.has_drafts = all.has_drafts || one.has_drafts;
}

/// Each file with what is known of its person in all of them.
std::vector<RetentionFile> by_person(const std::vector<Part>& parts) {
    std::map<std::string, RetentionFile> persons;
    for (const auto& part : parts)
        if (part.person) {
            const auto [known, is_new] = persons.emplace(*part.person, part.file);
            if (!is_new) add(known->second, part.file);
        }
    std::vector<RetentionFile> files;
    for (const auto& part : parts) {
        auto& file = files.emplace_back(part.person ? persons.at(*part.person) : part.file);
        file.kind = part.file.kind;
        file.id = part.file.id;
        if (part.file.born_on) file.born_on = part.file.born_on;
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return files;
}

std::vector<std::string> ids(Connection& connection, const char* sql, const std::string& of) {
    std::vector<std::string> found;
    auto row = connection.query(sql, of);
    while (row.step()) row.into(found.emplace_back());
    return found;
}

/// Answers of before schema 3 do not say what they are about: the ids in them do.
void delete_answers(Connection& connection, const std::string& id) {
    connection.run("DELETE FROM once WHERE about = ?", id);
    connection.run(
        "DELETE FROM once WHERE about IS NULL AND (instr(answer, ?1) > 0 OR instr(headers, ?1) > "
        "0)",
        id);
}

}  // namespace

// By its rows, and by the log of every act that is neither a reading nor retention's own nor a move nor a double rating, which
// is about the raters: kinds of notes that are added later count without a line here.
Instant last_note_of(Connection& connection, const std::string& id) {
    return connection
        .find<Instant>(
            "SELECT max(at) FROM (SELECT opened_at AS at FROM subject_case WHERE id = ?1"
            " UNION ALL SELECT max(received_at, ifnull(decided_at, 0)) FROM concern WHERE "
            "opened_case = ?1"
            " UNION ALL SELECT recorded_at FROM offence WHERE in_case = ?1"
            " UNION ALL SELECT max(started_at, ifnull(signed_at, 0)) FROM assessment WHERE in_case "
            "= ?1 AND" +
                std::string{is_own_assessment} +
            "UNION ALL SELECT decided_at FROM decided_override WHERE assessment IN"
            " (SELECT id FROM assessment WHERE in_case = ?1)"
            " UNION ALL SELECT last_note_at FROM received_case WHERE in_case = ?1"
            " UNION ALL SELECT at FROM log WHERE subject = ?1 AND subject <> '' AND outcome = "
            "'done'"
            " AND action NOT LIKE '%\\_read' ESCAPE '\\' AND action NOT LIKE '%\\_listed' ESCAPE "
            "'\\'"
            " AND action NOT LIKE 'retention\\_%' ESCAPE '\\' AND action NOT LIKE 'double\\_rating\\_%' ESCAPE '\\'"
            " AND action NOT IN ('case_sent', 'case_received', 'assessment_received', 'case_moved', 'concern_sent',"
            " 'concern_received', 'second_case_found'))",
            id)
        .value_or(Instant{});
}

std::vector<RetentionFile> retention_files(Connection& connection) {
    return by_person(read_parts(connection, connection.query(cases), connection.query(concerns)));
}

std::optional<RetentionFile> find_retention_file(Connection& connection, const std::string& id) {
    const auto person = connection.find<std::optional<std::string>>(
        "SELECT personal_number FROM subject_case WHERE id = ?1"
        " UNION ALL SELECT personal_number FROM concern WHERE id = ?1",
        id);
    if (!person) return std::nullopt;
    const std::string this_or_same =
        "(id = ?1 OR (personal_number IS NOT NULL AND personal_number = ?2))";
    const auto files = by_person(
        read_parts(connection, connection.query(cases + " WHERE " + this_or_same, id, *person),
                   connection.query(concerns + " AND " + this_or_same, id, *person)));
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.id == id; });
    return found == files.end() ? std::nullopt : std::optional{*found};
}

void delete_assessment(Connection& connection, const std::string& id) {
    connection.run("DELETE FROM response WHERE assessment = ?", id);
    connection.run("DELETE FROM uncounted WHERE assessment = ?", id);
    connection.run(
        "DELETE FROM outcome WHERE (instrument, signed_at, assessment) = (SELECT instrument, signed_at, id FROM assessment WHERE "
        "id = ?)",
        id);
    connection.run("DELETE FROM decided_override WHERE assessment = ?", id);
    connection.run("DELETE FROM assessment WHERE id = ?", id);
    delete_answers(connection, id);
}

void delete_concern(Connection& connection, const std::string& id) {
    connection.run("UPDATE subject_case SET concern = NULL WHERE concern = ?", id);
    connection.run("DELETE FROM concern WHERE id = ?", id);
    delete_answers(connection, id);
}

void delete_case(Connection& connection, const std::string& id) {
    connection.run("DELETE FROM given_back WHERE in_case = ?", id);
    connection.run("DELETE FROM double_rating WHERE in_case = ?", id);
    for (const auto& assessment :
         ids(connection, "SELECT id FROM assessment WHERE in_case = ?", id))
        delete_assessment(connection, assessment);
    for (const auto& offence : ids(connection, "SELECT id FROM offence WHERE in_case = ?", id))
        delete_answers(connection, offence);
    connection.run("DELETE FROM offence WHERE in_case = ?", id);
    for (const auto& concern : ids(connection, "SELECT id FROM concern WHERE opened_case = ?", id))
        delete_concern(connection, concern);
    connection.run("DELETE FROM retention_fact WHERE in_case = ?", id);
    connection.run("DELETE FROM subject_case WHERE id = ?", id);
    delete_answers(connection, id);
}

bool rewrite(Connection& connection) {
    const auto truncate = [&] {
        const int code = sqlite3_wal_checkpoint_v2(connection.handle(), "main",
                                                   SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) throw SqlFailure{code};
        return code == SQLITE_OK;
    };
    sqlite3_limit(connection.handle(), SQLITE_LIMIT_ATTACHED, 1);  // VACUUM attaches the new file
    if (!truncate()) return false;
    connection.run_script("VACUUM");
    return truncate();
}

// What an entry says of a thing, `log.subject` the case it is about, holds only when no later one takes it back.
std::size_t lost_assessments(Connection& connection) {
    return connection
        .find<std::size_t>(
            "SELECT count(DISTINCT object) FROM log WHERE outcome = 'done'"
            " AND action IN ('assessment_signed', 'double_rating_signed', 'override_approved', 'assessment_received')"
            " AND object NOT IN (SELECT id FROM assessment WHERE state IN ('signed', 'amended'))"
            " AND NOT EXISTS (SELECT 1 FROM log AS later WHERE later.subject = log.subject AND later.outcome = 'done'"
            " AND later.action IN ('case_purged', 'case_sent') AND later.sequence > log.sequence)")
        .value_or(0);
}

bool has_gone(Connection& connection) {
    return connection
        .find<int>(
            "SELECT 1 FROM log WHERE outcome = 'done'"
            " AND (action = 'concern_purged' AND object IN (SELECT id FROM concern)"
            " OR action IN ('case_purged', 'case_sent') AND subject IN (SELECT id FROM subject_case)"
            " AND NOT EXISTS (SELECT 1 FROM log AS later WHERE later.subject = log.subject AND later.outcome = 'done'"
            " AND later.action = 'case_received' AND later.sequence > log.sequence)) LIMIT 1")
        .has_value();
}

}  // namespace lika::storage::detail
