// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "storage/detail/connection.h"
#include "storage/vault.h"

namespace lika::storage::detail {

/// Everything a case consists of, and the concerns of its person that led to no case, row by row as bytes
/// (docs/storage-format.md, "A case on its way"), in an order in which it can be put back. Not the answers kept for requests
/// that are sent again. Throws Refusal when an archive does not hold: archive_mac.
void each_case_row(Connection& connection, const SecretBytes& archive_key, const CaseId& id,
                   const std::function<void(std::string_view row)>& visit);

/// The concerns of the case's person that led to no case.
std::vector<std::string> concerns_beside(Connection& connection, const CaseId& id);

/// Puts the rows of the case `id` into a vault, in their order; archives get the MAC of this vault.
class CaseRows {
public:
    CaseRows(Connection& connection, const SecretBytes& archive_key, CaseId id)
        : connection_(connection), archive_key_(archive_key), id_(std::move(id)) {}

    /// Throws Refusal: failed sealed_case_damaged, for what each_case_row cannot have given of this case.
    void add(std::string_view row);
    /// After the last row: what rows say of one another that came after them. Throws Refusal: failed sealed_case_damaged,
    /// when the case itself did not come.
    void finish(const std::string& assigned_to);
    /// Those that are signed.
    const std::vector<std::string>& signed_assessments() const { return signed_; }

private:
    bool is_own(std::string_view table, std::string_view owner, std::vector<Cell>& cells) const;
    void note(std::string_view table, std::vector<Cell>& cells);
    void seal_anew(std::vector<Cell>& cells);
    void insert(std::string_view table, const std::vector<Cell>& cells);

    Connection& connection_;
    const SecretBytes& archive_key_;
    CaseId id_;
    std::set<std::string> own_;   ///< the case, its assessments and double ratings, as far as they have come
    std::string concern_;         ///< the one that led to the case
    std::string person_;          ///< personal number
    std::vector<std::string> signed_;
};

}  // namespace lika::storage::detail
