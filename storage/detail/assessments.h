// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/result.h"
#include "storage/detail/archive.h"
#include "storage/detail/connection.h"
#include "storage/vault.h"

namespace lika::storage::detail {

engine::Error no_such_assessment();

/// The row of an assessment, without responses; of a signed one with its archive as it is kept.
struct AssessmentRecord {
    Assessment assessment;
    Archive archive;
    std::optional<AssessmentId> second_of;   ///< of a double rating: the first; not read with each_sealed
    bool is_sealed() const;  ///< signed, perhaps amended since
};
engine::Result<AssessmentRecord> find_assessment(Connection& connection, const AssessmentId& id);
/// Every one that is signed; several at a time would not fit in memory.
template <class Visit>
void each_sealed(Connection& connection, Visit visit);

/// Those a draft has set, in the order they were first set.
std::vector<DraftResponse> draft_responses(Connection& connection, const AssessmentId& id);
/// Adds the response, or replaces that of the same item. OR FAIL here and wherever one row is updated in every save: SQLite
/// would else keep, and SQLCipher encrypt, each page as it was before the statement; the command's savepoint undoes it.
void write_response(Connection& connection, const AssessmentId& id, const DraftResponse& response,
                    bool is_new);

/// Everything the assessment holds: of a signed one from the archive.
/// Errors: not_found no_such_assessment; failed archive_mac, archive_malformed.
engine::Result<Assessment> load_assessment(Connection& connection, const SecretBytes& archive_key,
                                           const AssessmentId& id);

/// Writes state, revision, levels, override, result and times back to the row.
void update_assessment(Connection& connection, const Assessment& assessment);
/// Freezes it: archive and MAC in the row, the draft's responses gone. To be counted, unless it is the second of a double
/// rating.
engine::Result<void> freeze(Connection& connection, const SecretBytes& archive_key,
                            Assessment assessment);

Statement sealed_rows(Connection& connection);
AssessmentRecord read_assessment(Statement& row);

template <class Visit>
void each_sealed(Connection& connection, Visit visit) {
    auto row = sealed_rows(connection);
    while (row.step()) visit(read_assessment(row));
}

}  // namespace lika::storage::detail
