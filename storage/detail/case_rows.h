// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "storage/detail/connection.h"
#include "storage/vault.h"

namespace lika::storage::detail {

/// Everything a case consists of, row by row as bytes (docs/storage-format.md, "A case on its way"), in an order in which
/// it can be put back. Not the answers kept for requests that are sent again. Throws Refusal when an archive does not
/// hold: archive_mac.
void each_case_row(Connection& connection, const SecretBytes& archive_key, const CaseId& id,
                   const std::function<void(std::string_view row)>& visit);

/// Puts the rows of a case into a vault, in their order; archives get the MAC of this vault.
class CaseRows {
public:
    CaseRows(Connection& connection, const SecretBytes& archive_key) : connection_(connection), archive_key_(archive_key) {}

    /// Throws Refusal: failed sealed_case_damaged, for what each_case_row cannot have given.
    void add(std::string_view row);
    /// After the last row: what rows say of one another that came after them.
    void finish(const CaseId& id, const std::string& assigned_to);
    /// Those that are signed.
    const std::vector<std::string>& signed_assessments() const { return signed_; }

private:
    void seal_anew(std::vector<Cell>& cells);
    void insert(const std::string& table, const std::vector<Cell>& cells);

    Connection& connection_;
    const SecretBytes& archive_key_;
    std::string concern_;   ///< the one that led to the case
    std::vector<std::string> signed_;
};

}  // namespace lika::storage::detail
