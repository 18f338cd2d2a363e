// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/sent_case.h"

#include <algorithm>

#include "storage/detail/case_rows.h"
#include "storage/detail/fields.h"
#include "storage/detail/refusal.h"
#include "storage/detail/retention.h"
#include "storage/detail/sealed_case.h"
#include "storage/detail/signing.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

using engine::Result;

constexpr std::size_t longest_account = 200;

/// What every part, signature and receipt is bound to.
std::string about(const SentCase& sent, const Store& from) {
    return sized("lika-case-1") + sized(sent.transfer) + sized(sent.in_case.value) + sized(from.name()) + sized(sent.to);
}

std::string sent_words(const SentCase& sent, const Store& from) {
    return sized("lika-sent-1") + about(sent, from) + sent.digest.bytes;
}

std::string receipt_words(const SentCase& sent, const Store& from) {
    return sized("lika-received-1") + about(sent, from) + sent.digest.bytes;
}

std::string facts_bytes(const SentFacts& facts) {
    return number_bytes(static_cast<std::uint64_t>(facts.last_note_at.time_since_epoch().count())) + sized(facts.assigned_to);
}

SentFacts read_facts(std::string_view bytes) {
    Fields fields{bytes};
    const Instant last_note_at{Instant::duration{static_cast<std::int64_t>(fields.number())}};
    SentFacts facts{fields.text(longest_account), last_note_at};
    if (!fields.end()) fail("sealed_case_damaged");
    return facts;
}

/// Nothing: there is no part of that number.
std::optional<std::string> sent_part(Store& from, const SentCase& sent, std::int64_t number) {
    const auto part = need(from.read([&](Connection& connection) -> Result<std::optional<Blob>> {
        return connection.find<Blob>("SELECT sealed FROM sent_part WHERE transfer = ? AND number = ?", sent.transfer, number);
    }));
    return part ? std::optional{part->bytes} : std::nullopt;
}

/// The parts of a case, opened one after another.
class OpenedParts {
public:
    OpenedParts(Store& from, const Store& to, const SentCase& sent)
        : from_(from), sent_(sent), opener_(ReceivingKey{to.keys().log}, sent.head.bytes, about(sent, from)) {}

    /// Nothing after the last.
    std::optional<std::string> next() {
        const auto sealed = sent_part(from_, sent_, number_++);
        if (!sealed) fail("sealed_case_damaged");
        auto part = opener_.open(*sealed);
        return opener_.is_at_end() ? std::nullopt : std::optional{std::move(part)};
    }

private:
    Store& from_;
    const SentCase& sent_;
    CaseOpener opener_;
    std::int64_t number_ = 0;
};

}  // namespace

void seal_case(Connection& connection, const Store& from, const Store& to, const std::string& assigned_to, Instant at,
               SentCase& sent) {
    CaseSealer sealer{ReceivingKey{to.keys().log}.public_key(), about(sent, from)};
    std::int64_t number = 0;
    const auto keep = [&](const std::string& sealed) {
        connection.run("INSERT INTO sent_part (transfer, number, sealed) VALUES (?, ?, ?)", sent.transfer, number++,
                       Blob{sealed});
    };
    keep(sealer.seal(facts_bytes({assigned_to, last_note_of(connection, sent.in_case.value)})));
    each_case_row(connection, from.keys().archive, sent.in_case, [&](std::string_view row) { keep(sealer.seal(row)); });
    keep(sealer.end());
    sent.head.bytes = sealer.head();
    sent.digest.bytes = sealer.digest();
    sent.signature.bytes = SigningKey{from.keys().log}.sign(sent_words(sent, from));
    connection.run(
        "INSERT INTO sent_case (transfer, in_case, to_vault, sent_at, head, digest, signature) VALUES (?, ?, ?, ?, ?, ?, ?)",
        sent.transfer, sent.in_case, sent.to, at, sent.head, sent.digest, sent.signature);
}

std::vector<SentCase> sent_cases(Store& from) {
    return need(from.read([](Connection& connection) -> Result<std::vector<SentCase>> {
        std::vector<SentCase> all;
        auto row = connection.query(
            "SELECT transfer, in_case, to_vault, head, digest, signature FROM sent_case ORDER BY sent_at, transfer");
        while (row.step()) {
            auto& sent = all.emplace_back();
            row.into(sent.transfer, sent.in_case, sent.to, sent.head, sent.digest, sent.signature);
        }
        return all;
    }));
}

std::optional<SentCase> on_its_way(Store& from, const CaseId& id, const std::string& to) {
    for (auto& sent : sent_cases(from))
        if (sent.in_case == id && sent.to == to) return std::move(sent);
    return std::nullopt;
}

void need_genuine(Store& from, const SentCase& sent) {
    CaseDigest digest{about(sent, from), sent.head.bytes};
    for (std::int64_t number = 0; const auto part = sent_part(from, sent, number); ++number) digest.add(*part);
    if (digest.finish() != sent.digest.bytes ||
        !is_signed(sent_words(sent, from), sent.signature.bytes, SigningKey{from.keys().log}.public_key()))
        fail("sealed_case_damaged");
}

SentFacts open_case(Store& from, const Store& to, const SentCase& sent, const std::function<void(std::string_view)>& row) {
    OpenedParts parts{from, to, sent};
    const auto facts = read_facts(parts.next().value_or(""));
    while (const auto part = parts.next()) row(*part);
    return facts;
}

SentFacts facts_of(Store& from, const Store& to, const SentCase& sent) {
    return read_facts(OpenedParts{from, to, sent}.next().value_or(""));
}

std::string sign_receipt(const Store& from, const Store& to, const SentCase& sent) {
    return SigningKey{to.keys().log}.sign(receipt_words(sent, from));
}

bool is_receipt(const Store& from, const Store& to, const SentCase& sent, const std::string& receipt) {
    return is_signed(receipt_words(sent, from), receipt, SigningKey{to.keys().log}.public_key());
}

}  // namespace lika::storage::detail
