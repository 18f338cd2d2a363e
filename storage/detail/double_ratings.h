// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/detail/connection.h"
#include "storage/double_rating.h"

namespace lika::storage::detail {

/// A second assessment of a double rating is none of its case's own: SQL that is true of those that are.
constexpr const char* is_own_assessment = " NOT EXISTS (SELECT 1 FROM double_rating WHERE second = assessment.id) ";

/// The first assessment, when this one is the second of a double rating.
std::optional<AssessmentId> first_of(Connection& connection, const AssessmentId& second);

/// Those that `where` is true of, which begins with WHERE and names the table's columns by `one`.
template <class... Values>
std::vector<DoubleRating> find_double_ratings(Connection& connection, const std::string& where, const Values&... values);

/// One of those who may rate a case and have not met it, with the fewest open double ratings; of several by chance. Whoever the
/// log of the case, its assessments or the case itself name has met it. Nobody: none is left.
std::optional<std::string> draw_rater(Connection& connection, const CaseId& in_case, const std::vector<std::string>& workers,
                                      const Below& below);

/// A signed assessment that is to be made anew, and by whom.
struct Drawn {
    AssessmentId first;
    CaseId in_case;
    std::string rater;
};
/// As many as are wanted, or as there are; nothing is written. Drawn is of the last signed assessment with the instrument of each
/// case, if it was signed at `signed_from` or later and never drawn, nothing is drawn of its case that is not done, and somebody
/// can rate it: each as likely as any other. Not of persons with protected identity: no more people than must shall see those.
std::vector<Drawn> draw_ratings(Connection& connection, const DoubleDraw& draw, Instant signed_from, const Below& below);

/// Removes a second assessment that is not signed.
void delete_second(Connection& connection, const AssessmentId& second);

Statement double_rating_rows(Connection& connection, const std::string& where);
DoubleRating read_double_rating(Connection& connection, Statement& row);

template <class... Values>
std::vector<DoubleRating> find_double_ratings(Connection& connection, const std::string& where, const Values&... values) {
    std::vector<DoubleRating> found;
    auto row = double_rating_rows(connection, where);
    row.bind_all(values...);
    while (row.step()) found.push_back(read_double_rating(connection, row));
    return found;
}

}  // namespace lika::storage::detail
