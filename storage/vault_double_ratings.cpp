// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/assessments.h"
#include "storage/detail/cases.h"
#include "storage/detail/double_ratings.h"
#include "storage/detail/tokens.h"
#include "storage/detail/vault_parts.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

constexpr std::size_t longest_reason_back = 4000, longest_discussion = 16'000;

Error conflict(const char* reason) { return {ErrorKind::conflict, reason, ""}; }

Result<DoubleRating> find(Connection& connection, const DoubleRatingId& id) {
    auto found = detail::find_double_ratings(connection, "WHERE one.id = ?", id);
    if (found.empty()) return Error{ErrorKind::not_found, "no_such_double_rating", ""};
    return std::move(found.front());
}

void insert(Act& act, const DoubleDraw& draw, const detail::Drawn& one) {
    const auto id = random_id();
    act.connection.run(
        "INSERT INTO double_rating (id, draw, in_case, of_assessment, rater, drawn_by, drawn_at, due_on) VALUES (?, ?, ?, ?, ?, ?, ?, "
        "?)",
        id, draw.id, one.in_case, one.first, one.rater, act.actor.account, act.actor.at, draw.due_on);
    act.log("double_rating_drawn", one.in_case.value, id);
}

/// What the draw gave when it was made; nothing: it is new.
std::optional<Result<std::uint32_t>> drawn_before(Connection& connection, const DoubleDraw& draw) {
    auto row = connection.query(
        "SELECT drawn, instrument = ? AND wanted = ? AND days = ? AND due_on = ? FROM double_draw WHERE id = ?", draw.instrument,
        draw.wanted, draw.days, draw.due_on, draw.id);
    if (!row.step()) return std::nullopt;
    std::uint32_t drawn = 0;
    bool is_same = false;
    row.into(drawn, is_same);
    return is_same ? Result<std::uint32_t>{drawn} : conflict("key_reused");
}

const DoubleRating::GivenBack* given_back_by(const DoubleRating& one, const std::string& rater) {
    for (const auto& back : one.given_back)
        if (back.rater == rater) return &back;
    return nullptr;
}

/// To somebody else; cancelled when nobody is left.
void pass_on(Act& act, const DoubleRating& one, const std::vector<std::string>& workers, const Below& below) {
    const auto& in_case = one.in_case.value;
    if (const auto next = detail::draw_rater(act.connection, one.in_case, workers, below)) {
        act.connection.run("UPDATE double_rating SET rater = ? WHERE id = ?", *next, one.id);
        act.log("double_rating_drawn", in_case, one.id.value);
        return;
    }
    act.connection.run("UPDATE double_rating SET cancelled_at = ? WHERE id = ?", act.actor.at, one.id);
    act.log("double_rating_cancelled", in_case, one.id.value);
}

}  // namespace

Result<std::uint32_t> Vault::draw_double_ratings(const DoubleDraw& draw, const Below& below, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<std::uint32_t> {
        if (auto before = drawn_before(act.connection, draw)) {
            act.log("double_ratings_drawn", "", draw.id.value, "repeated");
            return *before;
        }
        const auto all = detail::draw_ratings(act.connection, draw, actor.at - std::chrono::days{draw.days}, below);
        for (const auto& one : all) insert(act, draw, one);
        const auto drawn = static_cast<std::uint32_t>(all.size());
        act.connection.run(
            "INSERT INTO double_draw (id, instrument, wanted, days, due_on, drawn, drawn_by, drawn_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            draw.id, draw.instrument, draw.wanted, draw.days, draw.due_on, drawn, actor.account, actor.at);
        act.log("double_ratings_drawn", "", draw.id.value);
        return drawn;
    });
}

Result<std::vector<DoubleRating>> Vault::double_ratings(const std::string& of_account, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) -> Result<std::vector<DoubleRating>> {
        auto found = detail::find_double_ratings(
            act.connection,
            "WHERE ?1 = '' OR rater = ?1 AND cancelled_at IS NULL OR (assessor = ?1 AND done_at IS NOT NULL)", of_account);
        act.log("double_ratings_listed", "", "");
        return found;
    });
}

Result<DoubleRating> Vault::double_rating(const DoubleRatingId& id) {
    return parts_->store->read([&](Connection& connection) { return find(connection, id); });
}

Result<DoubleRating> Vault::read_double_rating(const DoubleRatingId& id, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) {
        auto found = find(act.connection, id);
        if (found) act.log("double_rating_read", found->in_case.value, id.value);
        return found;
    });
}

Result<bool> Vault::rates_blind(const CaseId& in_case, const std::string& account) {
    return parts_->store->read([&](Connection& connection) -> Result<bool> {
        return connection
            .find<int>(
                "SELECT 1 FROM double_rating WHERE in_case = ? AND rater = ? AND done_at IS NULL AND cancelled_at IS NULL LIMIT 1",
                in_case, account)
            .has_value();
    });
}

Result<AssessmentId> Vault::begin_double_rating(const DoubleRatingId& id, const AssessmentId& second, const std::string& assessed_on,
                                                const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<AssessmentId> {
        const auto one = find(act.connection, id);
        if (!one) return one.error();
        if (one->rater != actor.account) return Error{ErrorKind::forbidden, "not_rater", ""};
        if (one->cancelled_at) return conflict("already_cancelled");
        act.log("double_rating_begun", one->in_case.value, id.value, one->second ? "repeated" : "done");
        if (one->second) return *one->second;
        act.connection.run(
            "INSERT INTO assessment (id, in_case, instrument, version, digest, assessor, state, revision, started_at, assessed_on)"
            " VALUES (?, ?, ?, ?, ?, ?, 'draft', 1, ?, ?)",
            second, one->in_case, one->instrument, one->version, one->digest, actor.account, actor.at, assessed_on);
        act.connection.run("UPDATE double_rating SET second = ? WHERE id = ?", second, id);
        return second;
    });
}

Result<void> Vault::give_back_double_rating(const DoubleRatingId& id, const std::string& rater, const std::string& reason,
                                            const std::vector<std::string>& workers, const Below& below, const Actor& actor) {
    if (reason.size() > longest_reason_back) return Error{ErrorKind::invalid, "too_long", "reason"};
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto one = find(act.connection, id);
        if (!one) return one.error();
        const auto* before = given_back_by(*one, rater);
        if (before != nullptr && before->reason != reason) return conflict("already_given_back");
        act.log("double_rating_given_back", one->in_case.value, id.value, before != nullptr ? "repeated" : "done");
        if (before != nullptr) return {};
        if (one->rater != rater) return Error{ErrorKind::forbidden, "not_rater", ""};
        if (!one->is_open()) return conflict("already_done");
        if (one->second) detail::delete_second(act.connection, *one->second);
        act.connection.run("INSERT INTO given_back (double_rating, in_case, rater, at, reason) VALUES (?, ?, ?, ?, ?)", id, one->in_case,
                           rater, actor.at, reason);
        pass_on(act, *one, workers, below);
        return {};
    });
}

Result<void> Vault::discuss_double_rating(const DoubleRatingId& id, const std::string& text, const Actor& actor) {
    if (text.size() > longest_discussion) return Error{ErrorKind::invalid, "too_long", "text"};
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto one = find(act.connection, id);
        if (!one) return one.error();
        if (!one->done_at) return conflict("not_done");
        if (one->discussion && one->discussion->text != text) return conflict("already_discussed");
        act.log("double_rating_discussed", one->in_case.value, id.value, one->discussion ? "repeated" : "done");
        if (one->discussion) return {};
        act.connection.run("UPDATE double_rating SET discussion = ?, discussed_by = ?, discussed_at = ? WHERE id = ?", text,
                           actor.account, actor.at, id);
        return {};
    });
}

Result<std::vector<RatedPair>> Vault::pairs(const std::string& instrument, const std::string& digest, Instant from, Instant until,
                                            const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) -> Result<std::vector<RatedPair>> {
        std::vector<RatedPair> found;
        auto row = act.connection.query(
            "SELECT one.in_case, one.final_level, two.final_level, rating.done_at FROM double_rating AS rating JOIN assessment AS one"
            " ON one.id = rating.of_assessment JOIN assessment AS two ON two.id = rating.second WHERE one.instrument = ? AND"
            " one.digest = ? AND rating.done_at >= ? AND rating.done_at < ? AND one.final_level IS NOT NULL AND two.final_level IS NOT"
            " NULL ORDER BY rating.done_at, rating.id",
            instrument, digest, from, until);
        const detail::Tokens token;
        std::string in_case;
        while (row.step()) {
            auto& one = found.emplace_back();
            row.into(in_case, one.first, one.second, one.done_at);
            one.in_case = token(in_case);
        }
        act.log("pairs_extracted", "", instrument);
        return found;
    });
}

}  // namespace lika::storage
