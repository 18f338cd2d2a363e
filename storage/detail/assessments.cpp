// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/assessments.h"

#include <stdexcept>

#include "storage/detail/double_ratings.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

/// A save of responses raises theirs alone.
const std::string revision =
    "CASE state WHEN 'draft' THEN max(revision, ifnull((SELECT max(response.revision) FROM response "
    "WHERE response.assessment = assessment.id), 0)) ELSE revision END";

const std::string columns =
    "SELECT id, in_case, instrument, version, digest, assessor, state, " + revision + ", started_at, "
    "signed_at, assessed_on,"
    " final_level, scored_level, result, archive, archive_mac, direction, reason_code, reason, "
    "author, approver,"
    " approval_reason FROM assessment";

AssessmentState state_of(const std::string& word) {
    for (const auto state :
         {AssessmentState::awaiting_approval, AssessmentState::signed_, AssessmentState::amended})
        if (word == to_string(state)) return state;
    return AssessmentState::draft;
}

}  // namespace

engine::Error no_such_assessment() {
    return {engine::ErrorKind::not_found, "no_such_assessment", ""};
}

bool AssessmentRecord::is_sealed() const {
    return assessment.state == AssessmentState::signed_ ||
           assessment.state == AssessmentState::amended;
}

AssessmentRecord read_assessment(Statement& row) {
    AssessmentRecord record;
    auto& found = record.assessment;
    std::string state;
    Blob bytes, mac;
    std::optional<std::string> direction;
    Override override_;
    row.into(found.id, found.in_case, found.instrument, found.version, found.digest, found.assessor,
             state, found.revision, found.started_at, found.signed_at, found.assessed_on,
             found.final_level, found.scored_level, found.result, bytes, mac, direction,
             override_.reason_code, override_.reason, override_.author, override_.approver,
             override_.approval_reason);
    found.state = state_of(state);
    record.archive = {std::move(bytes.bytes), std::move(mac.bytes)};
    if (direction) {
        override_.direction = *direction;
        found.discretionary = override_;
    }
    return record;
}

engine::Result<AssessmentRecord> find_assessment(Connection& connection, const AssessmentId& id) {
    auto row = connection.query(columns + " WHERE id = ?", id);
    if (!row.step()) return no_such_assessment();
    auto record = read_assessment(row);
    record.second_of = first_of(connection, id);
    return record;
}

Statement sealed_rows(Connection& connection) {
    return connection.query(columns + " WHERE state IN ('signed', 'amended')");
}

std::vector<DraftResponse> draft_responses(Connection& connection, const AssessmentId& id) {
    std::vector<DraftResponse> responses;
    auto row = connection.query(
        "SELECT item, rating, missing, evidence, sources, at, editor, revision FROM response"
        " WHERE assessment = ? ORDER BY item",
        id);
    while (row.step()) {
        auto& one = responses.emplace_back();
        std::string sources;
        row.into(one.item, one.rating, one.missing, one.evidence, sources, one.at, one.editor,
                 one.revision);
        one.sources = read_list(sources).value_or(std::vector<std::string>{});
    }
    return responses;
}

void write_response(Connection& connection, const AssessmentId& id, const DraftResponse& response,
                    bool is_new) {
    const auto sources = write_list(response.sources);
    if (is_new)
        return connection.run(
            "INSERT OR FAIL INTO response (assessment, item, rating, missing, evidence, sources, at, "
            "editor, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id, response.item, response.rating, response.missing, response.evidence, sources,
            response.at, response.editor, response.revision);
    connection.run(
        "UPDATE OR FAIL response SET rating = ?, missing = ?, evidence = ?, sources = ?, at = ?, "
        "editor = ?, revision = ? WHERE assessment = ? AND item = ?",
        response.rating, response.missing, response.evidence, sources, response.at, response.editor,
        response.revision, id, response.item);
    if (connection.changes() == 0) throw std::logic_error{"a response that cannot be kept"};
}

engine::Result<Assessment> load_assessment(Connection& connection, const SecretBytes& archive_key,
                                           const AssessmentId& id) {
    auto record = find_assessment(connection, id);
    if (!record) return record.error();
    if (!record->is_sealed()) {
        record->assessment.responses = draft_responses(connection, id);
        return record->assessment;
    }
    auto opened = open_archive(archive_key, id, record->archive);
    if (opened) opened->state = record->assessment.state;
    return opened;
}

void update_assessment(Connection& connection, const Assessment& changed) {
    const auto& given = changed.discretionary;
    const auto part = [&](std::string Override::*member) {
        return given ? std::optional{(*given).*member} : std::nullopt;
    };
    connection.run(
        "UPDATE OR FAIL assessment SET assessor = ?, state = ?, revision = ?, signed_at = ?, final_level = ?, "
        "scored_level = ?, result = ?,"
        " direction = ?, reason_code = ?, reason = ?, author = ?, approver = ?, approval_reason = "
        "? WHERE id = ?",
        changed.assessor, std::string{to_string(changed.state)}, changed.revision, changed.signed_at,
        changed.final_level, changed.scored_level, changed.result, part(&Override::direction),
        part(&Override::reason_code), part(&Override::reason), part(&Override::author),
        part(&Override::approver), part(&Override::approval_reason), changed.id);
}

engine::Result<void> freeze(Connection& connection, const SecretBytes& archive_key,
                            Assessment assessment) {
    assessment.state = AssessmentState::signed_;
    assessment.responses = draft_responses(connection, assessment.id);
    const auto archive = seal_archive(archive_key, assessment);
    if (!archive) return archive.error();
    assessment.result.clear();  // from now on the archive alone has it
    update_assessment(connection, assessment);
    connection.run("UPDATE OR FAIL assessment SET archive = ?, archive_mac = ? WHERE id = ?",
                   Blob{archive->bytes}, Blob{archive->mac}, assessment.id);
    connection.run("DELETE FROM response WHERE assessment = ?", assessment.id);
    if (!first_of(connection, assessment.id))
        connection.run("INSERT INTO uncounted (assessment) VALUES (?)", assessment.id);
    return {};
}

}  // namespace lika::storage::detail
