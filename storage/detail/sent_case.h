// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/detail/store.h"
#include "storage/vault.h"

namespace lika::storage::detail {

/// A case as it lies sealed in the vault it leaves (docs/storage-format.md, "A case on its way").
struct SentCase {
    std::string transfer;
    CaseId in_case;
    std::string to;   ///< vault
    Blob head, digest, signature;
};

/// What only the vault it goes to may know: who has the case there, and what its retention counts from.
struct SentFacts {
    std::string assigned_to;
    Instant last_note_at;
};

/// Seals the case of `connection`, which is `from`'s, to the vault `to`, and keeps it in `from`.
void seal_case(Connection& connection, const Store& from, const Store& to, const std::string& assigned_to, Instant at,
               SentCase& sent);

std::vector<SentCase> sent_cases(Store& from);
/// Nothing: no case of that id is on its way from there to `to`.
std::optional<SentCase> on_its_way(Store& from, const CaseId& id, const std::string& to);

/// Every part is as `from` sealed it, before any is opened. Throws Refusal: failed sealed_case_damaged.
void need_genuine(Store& from, const SentCase& sent);
/// Opens the case; `row` gets each row of each_case_row in order. Throws Refusal: failed sealed_case_damaged.
SentFacts open_case(Store& from, const Store& to, const SentCase& sent, const std::function<void(std::string_view)>& row);
/// Without its rows.
SentFacts facts_of(Store& from, const Store& to, const SentCase& sent);

/// What `to` signs when it has the case.
std::string sign_receipt(const Store& from, const Store& to, const SentCase& sent);
bool is_receipt(const Store& from, const Store& to, const SentCase& sent, const std::string& receipt);

}  // namespace lika::storage::detail
