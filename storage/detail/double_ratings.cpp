// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/double_ratings.h"

#include <sodium.h>

#include <map>
#include <set>
#include <utility>

#include "storage/detail/retention.h"
#include "storage/detail/text.h"

namespace lika::storage {

std::uint32_t random_below(std::uint32_t limit) {
    detail::start_sodium();
    return randombytes_uniform(limit);
}

namespace detail {
namespace {

std::set<std::string> names(Connection& connection, const char* sql, const CaseId& of) {
    std::set<std::string> found;
    auto row = connection.query(sql, of);
    for (std::string name; row.step(); found.insert(name)) row.into(name);
    return found;
}

std::set<std::string> who_met(Connection& connection, const CaseId& in_case) {
    return names(connection,
                 "SELECT actor FROM log WHERE subject = ?1 AND subject <> '' UNION SELECT assigned_to FROM subject_case WHERE id = ?1"
                 " UNION SELECT assessor FROM assessment WHERE in_case = ?1 UNION SELECT rater FROM double_rating WHERE in_case = ?1"
                 " UNION SELECT given_back.rater FROM given_back WHERE in_case = ?1",
                 in_case);
}

using Counts = std::map<std::string, std::uint32_t>;

/// How many each has that are not done.
Counts open_ratings(Connection& connection) {
    Counts counts;
    auto row = connection.query(
        "SELECT rater, count(*) FROM double_rating WHERE done_at IS NULL AND cancelled_at IS NULL GROUP BY rater");
    std::string rater;
    for (std::uint32_t count = 0; row.step(); counts[rater] = count) row.into(rater, count);
    return counts;
}

std::optional<std::string> one_of(Connection& connection, const CaseId& in_case, const std::vector<std::string>& workers, Counts open,
                                  const Below& below) {
    const auto met = who_met(connection, in_case);
    std::vector<std::string> fewest;
    for (const auto& worker : workers) {
        if (met.contains(worker)) continue;
        if (!fewest.empty() && open[worker] < open[fewest.front()]) fewest.clear();
        if (fewest.empty() || open[worker] == open[fewest.front()]) fewest.push_back(worker);
    }
    if (fewest.empty()) return std::nullopt;
    return fewest[below(static_cast<std::uint32_t>(fewest.size()))];
}

struct Candidate {
    AssessmentId id;
    CaseId in_case;
};

std::vector<Candidate> candidates(Connection& connection, const DoubleDraw& draw, Instant signed_from) {
    std::vector<Candidate> found;
    auto row = connection.query(
        "SELECT id, in_case FROM assessment WHERE instrument = ?1 AND digest = ?2 AND signed_at >= ?3 AND archive IS NOT NULL AND" +
            std::string{is_own_assessment} +
            "AND NOT EXISTS (SELECT 1 FROM double_rating WHERE of_assessment = assessment.id)"
            " AND NOT EXISTS (SELECT 1 FROM double_rating WHERE in_case = assessment.in_case AND done_at IS NULL AND cancelled_at IS"
            " NULL)"
            " AND NOT EXISTS (SELECT 1 FROM assessment AS later WHERE later.in_case = assessment.in_case AND later.instrument = ?1"
            " AND later.archive IS NOT NULL AND (later.signed_at, later.id) > (assessment.signed_at, assessment.id)"
            " AND NOT EXISTS (SELECT 1 FROM double_rating WHERE second = later.id))"
            " AND EXISTS (SELECT 1 FROM subject_case WHERE id = assessment.in_case AND is_protected = 0)",
        draw.instrument, draw.digest, signed_from);
    while (row.step()) {
        auto& one = found.emplace_back();
        row.into(one.id, one.in_case);
    }
    return found;
}

}  // namespace

std::optional<AssessmentId> first_of(Connection& connection, const AssessmentId& second) {
    return connection.find<AssessmentId>("SELECT of_assessment FROM double_rating WHERE second = ?", second);
}

Statement double_rating_rows(Connection& connection, const std::string& where) {
    return connection.query(
        "SELECT one.id, one.in_case, subject_case.name, one.of_assessment, assessor, instrument, version, digest, rater, drawn_by,"
        " drawn_at, one.due_on, second, done_at, cancelled_at, discussion, discussed_by, discussed_at FROM double_rating AS one JOIN assessment ON"
        " assessment.id = one.of_assessment JOIN subject_case ON subject_case.id = one.in_case " +
        where + " ORDER BY drawn_at, one.id");
}

DoubleRating read_double_rating(Connection& connection, Statement& row) {
    DoubleRating found;
    std::optional<std::string> text, by;
    std::optional<Instant> at;
    row.into(found.id, found.in_case, found.name, found.first, found.first_assessor, found.instrument, found.version, found.digest, found.rater,
             found.drawn_by, found.drawn_at, found.due_on, found.second, found.done_at, found.cancelled_at, text, by, at);
    if (text) found.discussion = DoubleRating::Discussion{*text, by.value_or(""), at.value_or(Instant{})};
    auto back = connection.query("SELECT rater, at, reason FROM given_back WHERE double_rating = ? ORDER BY at, rater", found.id);
    while (back.step()) {
        auto& one = found.given_back.emplace_back();
        back.into(one.rater, one.at, one.reason);
    }
    return found;
}

std::optional<std::string> draw_rater(Connection& connection, const CaseId& in_case, const std::vector<std::string>& workers,
                                      const Below& below) {
    return one_of(connection, in_case, workers, open_ratings(connection), below);
}

std::vector<Drawn> draw_ratings(Connection& connection, const DoubleDraw& draw, Instant signed_from, const Below& below) {
    auto left = candidates(connection, draw, signed_from);
    auto open = open_ratings(connection);
    std::vector<Drawn> drawn;
    while (drawn.size() < draw.wanted && !left.empty()) {
        std::swap(left[below(static_cast<std::uint32_t>(left.size()))], left.back());
        const auto first = std::move(left.back());
        left.pop_back();
        const auto rater = one_of(connection, first.in_case, draw.workers, open, below);
        if (!rater) continue;
        ++open[*rater];
        drawn.push_back({first.id, first.in_case, *rater});
    }
    return drawn;
}

void delete_second(Connection& connection, const AssessmentId& second) {
    connection.run("UPDATE double_rating SET second = NULL WHERE second = ?", second);
    delete_assessment(connection, second.value);
}

}  // namespace detail
}  // namespace lika::storage
