// SPDX-License-Identifier: EUPL-1.2
#include "storage/move.h"

#include <algorithm>

#include "storage/detail/case_rows.h"
#include "storage/detail/cases.h"
#include "storage/detail/fields.h"
#include "storage/detail/refusal.h"
#include "storage/detail/retention.h"
#include "storage/detail/sealed_case.h"
#include "storage/detail/signing.h"
#include "storage/detail/store.h"
#include "storage/detail/text.h"
#include "storage/detail/vault_key.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Blob;
using detail::Connection;
using detail::sized;
using detail::Store;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

constexpr std::size_t longest_account = 200;

/// A case as it lies sealed in the vault it leaves.
struct SentCase {
    std::string transfer;
    CaseId in_case;
    std::string to;
    Blob head, digest, signature;
};

std::unique_ptr<Store> open_store(const std::filesystem::path& folder, const std::string& name, const Keyring& key) {
    return detail::need(Store::open(folder, name, key, "vault"));
}

/// What every part, signature and receipt is bound to.
std::string about(const SentCase& sent, const std::string& from) {
    return sized("lika-case-1") + sized(sent.transfer) + sized(sent.in_case.value) + sized(from) + sized(sent.to);
}

std::string sent_words(const SentCase& sent, const std::string& from) {
    return sized("lika-sent-1") + about(sent, from) + sent.digest.bytes;
}

std::string receipt_words(const SentCase& sent, const std::string& from) {
    return sized("lika-received-1") + about(sent, from) + sent.digest.bytes;
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

/// What a vault other than the one it goes to must not know: who has the case there, and what its retention counts from.
std::string facts_of(const CaseMove& move, Instant last_note_at) {
    return detail::number_bytes(static_cast<std::uint64_t>(last_note_at.time_since_epoch().count())) +
           sized(move.assigned_to);
}

/// Writes the case, sealed, part by part.
void seal_case(Connection& connection, const Store& from, const CaseMove& move, const std::string& to_public_key,
               SentCase& sent) {
    detail::CaseSealer sealer{to_public_key, about(sent, move.from)};
    std::int64_t number = 0;
    const auto keep = [&](const std::string& sealed) {
        connection.run("INSERT INTO sent_part (transfer, number, sealed) VALUES (?, ?, ?)", sent.transfer, number++,
                       Blob{sealed});
    };
    keep(sealer.seal(facts_of(move, detail::last_note_of(connection, move.in_case.value))));
    detail::each_case_row(connection, from.keys().archive, move.in_case,
                          [&](std::string_view row) { keep(sealer.seal(row)); });
    keep(sealer.end());
    sent.head.bytes = sealer.head();
    sent.digest.bytes = sealer.digest();
    sent.signature.bytes = detail::SigningKey{from.keys().log}.sign(sent_words(sent, move.from));
}

/// From here on the case can be read in neither vault.
void send(Store& from, const Store& to, const CaseMove& move, const Actor& actor) {
    const auto reason = "to=" + move.to + (actor.reason.empty() ? "" : " " + actor.reason);
    in_one_act(from, {actor.account, actor.at, reason}, [&](Act& act) {
        auto& connection = act.connection;
        if (!detail::has_case(connection, move.in_case)) throw detail::Refusal{detail::no_such_case()};
        SentCase sent{random_id(), move.in_case, move.to, {}, {}, {}};
        seal_case(connection, from, move, detail::ReceivingKey{to.keys().log}.public_key(), sent);
        connection.run(
            "INSERT INTO sent_case (transfer, in_case, to_vault, sent_at, head, digest, signature) VALUES (?, ?, ?, ?, ?, "
            "?, ?)",
            sent.transfer, sent.in_case, sent.to, actor.at, sent.head, sent.digest, sent.signature);
        detail::delete_case(connection, move.in_case.value);
        act.log("case_sent", move.in_case.value, sent.transfer);
    });
}

std::vector<SentCase> read_sent(Connection& connection) {
    std::vector<SentCase> all;
    auto row = connection.query(
        "SELECT transfer, in_case, to_vault, head, digest, signature FROM sent_case ORDER BY sent_at, transfer");
    while (row.step()) {
        auto& sent = all.emplace_back();
        row.into(sent.transfer, sent.in_case, sent.to, sent.head, sent.digest, sent.signature);
    }
    return all;
}

std::vector<SentCase> sent_cases(Store& from) {
    return detail::need(from.read([](Connection& connection) -> Result<std::vector<SentCase>> { return read_sent(connection); }));
}

/// Nothing: there is no part of that number.
std::optional<std::string> sent_part(Store& from, const SentCase& sent, std::int64_t number) {
    const auto part = detail::need(from.read([&](Connection& connection) -> Result<std::optional<Blob>> {
        return connection.find<Blob>("SELECT sealed FROM sent_part WHERE transfer = ? AND number = ?", sent.transfer, number);
    }));
    return part ? std::optional{part->bytes} : std::nullopt;
}

/// Every part is as it was sealed by the vault it comes from; before any is opened.
void need_genuine(Store& from, const SentCase& sent) {
    detail::CaseDigest digest{about(sent, from.name()), sent.head.bytes};
    for (std::int64_t number = 0; const auto part = sent_part(from, sent, number); ++number) digest.add(*part);
    if (digest.finish() != sent.digest.bytes ||
        !detail::is_signed(sent_words(sent, from.name()), sent.signature.bytes,
                           detail::SigningKey{from.keys().log}.public_key()))
        detail::fail("sealed_case_damaged");
}

/// Opens the case part by part into the vault it goes to; when it was noted in last.
Instant put_case(Act& act, Store& from, const Store& to, const SentCase& sent) {
    detail::CaseOpener opener{detail::ReceivingKey{to.keys().log}, sent.head.bytes, about(sent, from.name())};
    detail::CaseRows rows{act.connection, to.keys().archive};
    std::string facts;
    for (std::int64_t number = 0; !opener.is_at_end(); ++number) {
        const auto sealed = sent_part(from, sent, number);
        if (!sealed) detail::fail("sealed_case_damaged");
        const auto part = opener.open(*sealed);
        if (number == 0)
            facts = part;
        else if (!opener.is_at_end())
            rows.add(part);
    }
    detail::Fields fields{facts};
    const Instant last_note_at{Instant::duration{static_cast<std::int64_t>(fields.number())}};
    rows.finish(sent.in_case, fields.text(longest_account));
    if (!fields.end() || !detail::has_case(act.connection, sent.in_case)) detail::fail("sealed_case_damaged");
    act.log("case_received", sent.in_case.value, sent.transfer);
    for (const auto& id : rows.signed_assessments()) act.log("assessment_received", sent.in_case.value, id);
    return last_note_at;
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
    need_genuine(from, sent);
    const Blob receipt{detail::SigningKey{to.keys().log}.sign(receipt_words(sent, from.name()))};
    try {
        in_one_act(to, {actor.account, actor.at, "from=" + from.name()}, [&](Act& act) {
            const auto last_note_at = put_case(act, from, to, sent);
            act.connection.run(
                "INSERT INTO received_case (transfer, in_case, from_vault, received_at, last_note_at, receipt) VALUES (?, "
                "?, ?, ?, ?, ?)",
                sent.transfer, sent.in_case, from.name(), actor.at, last_note_at, receipt);
        });
    } catch (const detail::Refusal&) {
        if (const auto meanwhile = receipt_of(to, sent.transfer)) return *meanwhile;   // by another process
        throw;
    }
    return receipt.bytes;
}

/// What was sealed goes: the other vault has said that it has it.
void confirm(Store& from, const Store& to, const SentCase& sent, const std::string& receipt, const Actor& actor) {
    if (!detail::is_signed(receipt_words(sent, from.name()), receipt, detail::SigningKey{to.keys().log}.public_key()))
        detail::fail("receipt_wrong");
    const auto reason = "to=" + sent.to + " receipt=" + detail::hex(receipt) + " digest=" + detail::hex(sent.digest.bytes);
    in_one_act(from, {actor.account, actor.at, reason}, [&](Act& act) {
        act.connection.run("DELETE FROM sent_part WHERE transfer = ?", sent.transfer);
        act.connection.run("DELETE FROM sent_case WHERE transfer = ?", sent.transfer);
        if (act.connection.changes() == 0) detail::fail("sealed_case_damaged");   // another process was first
        act.log("case_moved", sent.in_case.value, sent.transfer);
    });
}

bool is_sent(Store& from, const std::string& transfer) {
    const auto all = sent_cases(from);
    return std::any_of(all.begin(), all.end(), [&](const SentCase& sent) { return sent.transfer == transfer; });
}

void finish(Store& from, Store& to, const SentCase& sent, const Actor& actor, const MoveProgress& progress) try {
    const auto receipt = receive(from, to, sent, actor);
    progress("received");
    confirm(from, to, sent, receipt, actor);
    progress("moved");
} catch (const detail::Refusal&) {
    if (is_sent(from, sent.transfer)) throw;   // else another process has finished it meanwhile
}

bool has_same_person(Connection& connection, const CaseId& id, const std::optional<std::string>& person) {
    return detail::has_case(connection, id) ||
           (person && connection.find<int>("SELECT 1 FROM subject_case WHERE personal_number = ?", *person).has_value());
}

/// A package of it that was received, and waits there to be taken away, would be taken for this move.
void need_no_package(Store& to, const CaseId& id) {
    for (const auto& sent : sent_cases(to))
        if (sent.in_case == id) throw detail::Refusal{{ErrorKind::conflict, "case_on_its_way", to.name()}};
}

void need_movable(Store& from, Store& to, const CaseId& id) {
    need_no_package(to, id);
    const auto person = detail::need(from.read([&](Connection& connection) -> Result<std::optional<std::string>> {
        const auto found =
            connection.find<std::optional<std::string>>("SELECT personal_number FROM subject_case WHERE id = ?", id);
        if (!found) return detail::no_such_case();
        return *found;
    }));
    const bool is_there = detail::need(to.read([&](Connection& connection) -> Result<bool> {
        return has_same_person(connection, id, person);
    }));
    if (is_there) throw detail::Refusal{{ErrorKind::conflict, "case_there", to.name()}};
}

struct BothStores {
    BothStores(const std::filesystem::path& folder, const Keyring& key, const CaseMove& move) {
        if (move.from == move.to) detail::refuse("same_vault", move.to);
        from = open_store(folder, move.from, key);
        to = open_store(folder, move.to, key);
    }
    std::unique_ptr<Store> from, to;
};

/// Nothing: it is not on its way there.
std::optional<SentCase> on_its_way(Store& from, const CaseMove& move) {
    for (auto& sent : sent_cases(from))
        if (sent.in_case == move.in_case && sent.to == move.to) return std::move(sent);
    return std::nullopt;
}

}  // namespace

Result<void> check_move(const std::filesystem::path& folder, const Keyring& key, const CaseMove& move) try {
    const BothStores stores{folder, key, move};
    if (!on_its_way(*stores.from, move)) need_movable(*stores.from, *stores.to, move.in_case);
    return {};
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

Result<void> move_case(const std::filesystem::path& folder, const Keyring& key, const CaseMove& move,
                       const Actor& actor, const MoveProgress& progress) try {
    const BothStores stores{folder, key, move};
    auto sent = on_its_way(*stores.from, move);
    if (!sent) {
        need_movable(*stores.from, *stores.to, move.in_case);
        send(*stores.from, *stores.to, move, actor);
        progress("sent");
        sent = on_its_way(*stores.from, move);
    }
    if (sent) finish(*stores.from, *stores.to, *sent, actor, progress);   // not there: somebody else was first
    return {};
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

Result<std::vector<FinishedMove>> finish_moves(const std::filesystem::path& folder, const std::string& name,
                                               const Keyring& key, const Actor& actor) try {
    const auto from = open_store(folder, name, key);
    std::vector<FinishedMove> moves;
    for (const auto& sent : sent_cases(*from)) {
        auto& move = moves.emplace_back(FinishedMove{sent.in_case, sent.to, {}});
        try {
            finish(*from, *open_store(folder, sent.to, key), sent, actor, [](const char*) {});
        } catch (const std::exception&) {
            move.done = detail::failure_at_the_door();
        }
    }
    return moves;
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

}  // namespace lika::storage
