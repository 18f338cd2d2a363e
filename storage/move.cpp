// SPDX-License-Identifier: EUPL-1.2
#include "storage/move.h"

#include <algorithm>

#include "storage/detail/case_rows.h"
#include "storage/detail/cases.h"
#include "storage/detail/double_ratings.h"
#include "storage/detail/refusal.h"
#include "storage/detail/retention.h"
#include "storage/detail/sent_case.h"
#include "storage/detail/signing.h"
#include "storage/detail/text.h"
#include "storage/detail/vault_key.h"
#include "storage/vault.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Blob;
using detail::Connection;
using detail::SentCase;
using detail::Store;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

[[noreturn]] void conflict(const char* reason, const std::string& vault) {
    throw detail::Refusal{{ErrorKind::conflict, reason, vault}};
}

std::unique_ptr<Store> open_store(const std::filesystem::path& folder, const std::string& name, const Keyring& key) {
    return detail::need(Store::open(folder, name, key, "vault"));
}

/// Everything or nothing, also when `work(Act&)` throws a Refusal; which is thrown on. Waits for writers that never rest.
template <class Work>
void in_one_act(Store& store, const Actor& actor, Work work) {
    for (int more = detail::longest_wait;; --more) {
        const auto done = store.act(actor, [&](Act& act) -> Result<void> {
            try {
                work(act);
                return {};
            } catch (const detail::Refusal& refusal) {
                return refusal.error();
            }
        });
        if (done || more == 0 || done.error().place != detail::busy) return detail::need(done);
    }
}

/// A concern that waits for a decision is the district's to decide, on its own clock.
void need_concerns_decided(Connection& connection, const Store& from, const CaseId& id) {
    for (const auto& concern : detail::concerns_beside(connection, id))
        if (connection.find<std::string>("SELECT state FROM concern WHERE id = ?", concern) == "received")
            conflict("concern_undecided", from.name());
}

/// From here on the case can be read in neither vault.
void send(Store& from, const Store& to, const CaseMove& move, const Actor& actor) {
    const auto reason = "to=" + move.to + (actor.reason.empty() ? "" : " " + actor.reason);
    in_one_act(from, {actor.account, actor.at, reason}, [&](Act& act) {
        auto& connection = act.connection;
        const auto& id = move.in_case;
        if (!detail::has_case(connection, id)) throw detail::Refusal{detail::no_such_case()};
        need_concerns_decided(connection, from, id);
        SentCase sent{random_id(), id, move.to, {}, {}, {}};
        detail::seal_case(connection, from, to, move.assigned_to, actor.at, sent);
        act.log("case_sent", id.value, sent.transfer);
        for (const auto& concern : detail::concerns_beside(connection, id)) {
            detail::delete_concern(connection, concern);
            act.log("concern_sent", id.value, concern);
        }
        for (const auto& open : detail::find_double_ratings(connection, "WHERE one.in_case = ? AND done_at IS NULL", id))
            act.log("double_rating_cancelled", id.value, open.id.value);
        detail::delete_case(connection, id.value);
    });
}

/// Nothing: the person has no other case there.
std::optional<std::string> second_case(Connection& connection, const CaseId& id) {
    return connection.find<std::string>(
        "SELECT other.id FROM subject_case AS one JOIN subject_case AS other ON other.personal_number = one.personal_number"
        " WHERE one.id = ? AND other.id <> one.id LIMIT 1",
        id);
}

void put_case(Act& act, Store& from, const Store& to, const SentCase& sent, const Blob& receipt) {
    detail::CaseRows rows{act.connection, to.keys().archive, sent.in_case};
    const auto facts = detail::open_case(from, to, sent, [&](std::string_view row) { rows.add(row); });
    rows.finish(facts.assigned_to);
    act.connection.run(
        "INSERT INTO received_case (transfer, in_case, from_vault, received_at, last_note_at, receipt) VALUES (?, ?, ?, ?, ?, "
        "?)",
        sent.transfer, sent.in_case, from.name(), act.actor.at, facts.last_note_at, receipt);
    act.log("case_received", sent.in_case.value, sent.transfer);
    for (const auto& id : rows.signed_assessments()) act.log("assessment_received", sent.in_case.value, id);
    for (const auto& id : detail::concerns_beside(act.connection, sent.in_case))
        act.log("concern_received", sent.in_case.value, id);
    if (const auto second = second_case(act.connection, sent.in_case)) act.log("second_case_found", sent.in_case.value, *second);
}

std::optional<std::string> receipt_of(Store& to, const std::string& transfer) {
    const auto receipt = detail::need(to.read([&](Connection& connection) -> Result<std::optional<Blob>> {
        return connection.find<Blob>("SELECT receipt FROM received_case WHERE transfer = ?", transfer);
    }));
    return receipt ? std::optional{receipt->bytes} : std::nullopt;
}

/// From here on the case can be read where it went; the receipt. Once, however often it is called.
std::string receive(Store& from, Store& to, const SentCase& sent, const Actor& actor) {
    if (const auto before = receipt_of(to, sent.transfer)) return *before;
    detail::need_genuine(from, sent);
    const Blob receipt{detail::sign_receipt(from, to, sent)};
    try {
        in_one_act(to, {actor.account, actor.at, "from=" + from.name()},
                   [&](Act& act) { put_case(act, from, to, sent, receipt); });
    } catch (const detail::Refusal&) {
        if (const auto meanwhile = receipt_of(to, sent.transfer)) return *meanwhile;   // by another process
        throw;
    }
    return receipt.bytes;
}

/// What was sealed goes: the other vault has said that it has it.
void confirm(Store& from, const Store& to, const SentCase& sent, const std::string& receipt, const Actor& actor) {
    if (!detail::is_receipt(from, to, sent, receipt)) detail::fail("receipt_wrong");
    const auto reason = "to=" + sent.to + " receipt=" + detail::hex(receipt) + " digest=" + detail::hex(sent.digest.bytes);
    in_one_act(from, {actor.account, actor.at, reason}, [&](Act& act) {
        act.connection.run("DELETE FROM sent_part WHERE transfer = ?", sent.transfer);
        act.connection.run("DELETE FROM sent_case WHERE transfer = ?", sent.transfer);
        if (act.connection.changes() == 0) detail::fail("sealed_case_damaged");   // another process was first
        act.log("case_moved", sent.in_case.value, sent.transfer);
    });
}

bool is_sent(Store& from, const std::string& transfer) {
    const auto all = detail::sent_cases(from);
    return std::any_of(all.begin(), all.end(), [&](const SentCase& sent) { return sent.transfer == transfer; });
}

/// False: another process has finished the move meanwhile, whatever `work()` then came upon.
template <class Work>
bool unless_finished(Store& from, const SentCase& sent, Work work) try {
    work();
    return true;
} catch (const detail::Refusal&) {
    if (is_sent(from, sent.transfer)) throw;
    return false;
}

void finish(Store& from, Store& to, const SentCase& sent, const Actor& actor, const MoveProgress& progress) {
    unless_finished(from, sent, [&] {
        const auto receipt = receive(from, to, sent, actor);
        progress("received");
        const auto second = detail::need(to.read([&](Connection& connection) -> Result<std::optional<std::string>> {
            return second_case(connection, sent.in_case);
        }));
        if (second) progress("second_case_found");
        confirm(from, to, sent, receipt, actor);
        progress("moved");
    });
}

/// What was changed in the first vault behind its log's back must not begin anew in the other with a sound log.
void need_whole(const std::filesystem::path& folder, const std::string& name, const Keyring& key) {
    const auto faults = verify_vault(folder, name, key);
    if (!faults.empty()) detail::fail("vault_damaged", name + ": " + faults.front().reason);
}

/// A package of it that was received, and waits there to be taken away, would be taken for this move.
void need_no_package(Store& to, const CaseId& id) {
    for (const auto& sent : detail::sent_cases(to))
        if (sent.in_case == id) conflict("case_on_its_way", to.name());
}

/// The case's rows and its person.
struct Content {
    std::vector<std::string> rows;
    std::optional<std::string> person;
};

Content content_of(Store& from, const CaseId& id) {
    return detail::need(from.read([&](Connection& connection) -> Result<Content> {
        try {
            const auto person =
                connection.find<std::optional<std::string>>("SELECT personal_number FROM subject_case WHERE id = ?", id);
            if (!person) return detail::no_such_case();
            need_concerns_decided(connection, from, id);
            Content content{{}, *person};
            detail::each_case_row(connection, from.keys().archive, id, [&](auto row) { content.rows.emplace_back(row); });
            return content;
        } catch (const detail::Refusal& refusal) {
            return refusal.error();
        }
    }));
}

/// Throws Refusal, whatever comes: by putting the case there and undoing it, so that nothing that cannot arrive leaves.
[[noreturn]] void rehearse(Act& act, const Store& to, const CaseMove& move, const Content& content) try {
    const auto is_there =
        detail::has_case(act.connection, move.in_case) ||
        (content.person && act.connection.find<int>("SELECT 1 FROM subject_case WHERE personal_number = ?", *content.person));
    if (is_there) conflict("case_there", to.name());
    detail::CaseRows rows{act.connection, to.keys().archive, move.in_case};
    for (const auto& row : content.rows) rows.add(row);
    rows.finish(move.assigned_to);
    conflict("rehearsed", to.name());
} catch (const detail::SqlFailure& failure) {
    if (!failure.is_constraint()) throw;
    conflict("case_collides", to.name());
}

void need_movable(Store& from, Store& to, const CaseMove& move, const Actor& actor) try {
    need_no_package(to, move.in_case);
    const auto content = content_of(from, move.in_case);
    in_one_act(to, actor, [&](Act& act) { rehearse(act, to, move, content); });
} catch (const detail::Refusal& refusal) {
    if (refusal.error().reason != "rehearsed") throw;
}

struct BothStores {
    BothStores(const std::filesystem::path& folder, const Keyring& key, const CaseMove& move) {
        if (move.from == move.to) detail::refuse("same_vault", move.to);
        from = open_store(folder, move.from, key);
        to = open_store(folder, move.to, key);
    }
    std::unique_ptr<Store> from, to;
};

/// A move that somebody began to another worker goes on to that one alone.
std::optional<SentCase> begun(BothStores& stores, const CaseMove& move) {
    auto sent = detail::on_its_way(*stores.from, move.in_case, move.to);
    if (!sent) return sent;
    const auto fits = [&] {
        if (detail::facts_of(*stores.from, *stores.to, *sent).assigned_to != move.assigned_to)
            conflict("assigned_otherwise", move.to);
    };
    return unless_finished(*stores.from, *sent, fits) ? sent : std::nullopt;
}

bool has_case(Store& store, const CaseId& id) {
    return detail::need(store.read([&](Connection& connection) -> Result<bool> { return detail::has_case(connection, id); }));
}

}  // namespace

Result<void> check_move(const std::filesystem::path& folder, const Keyring& key, const CaseMove& move,
                        const Actor& actor) try {
    BothStores stores{folder, key, move};
    if (begun(stores, move)) return {};
    need_movable(*stores.from, *stores.to, move, actor);
    need_whole(folder, move.from, key);
    return {};
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

Result<void> move_case(const std::filesystem::path& folder, const Keyring& key, const CaseMove& move,
                       const Actor& actor, const MoveProgress& progress) try {
    BothStores stores{folder, key, move};
    auto sent = begun(stores, move);
    if (sent) {
        finish(*stores.from, *stores.to, *sent, actor, progress);
        if (!has_case(*stores.from, move.in_case)) return {};   // else it has come back since that move was begun
    }
    need_movable(*stores.from, *stores.to, move, actor);
    need_whole(folder, move.from, key);
    send(*stores.from, *stores.to, move, actor);
    progress("sent");
    sent = detail::on_its_way(*stores.from, move.in_case, move.to);
    if (sent) finish(*stores.from, *stores.to, *sent, actor, progress);   // not there: somebody else was first
    return {};
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

Result<std::vector<FinishedMove>> finish_moves(const std::filesystem::path& folder, const std::string& name,
                                               const Keyring& key, const Actor& actor) try {
    const auto from = open_store(folder, name, key);
    std::vector<FinishedMove> moves;
    for (const auto& sent : detail::sent_cases(*from)) {
        auto& move = moves.emplace_back(FinishedMove{sent.in_case, sent.to, {}});
        try {
            finish(*from, *open_store(folder, sent.to, key), sent, actor,
                   [&](const char* stage) { move.has_second_case |= std::string_view{stage} == "second_case_found"; });
        } catch (const std::exception&) {
            move.done = detail::failure_at_the_door();
        }
    }
    return moves;
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

}  // namespace lika::storage
