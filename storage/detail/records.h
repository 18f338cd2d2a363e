// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/detail/connection.h"

namespace lika::storage::detail {

/// The MACs of a vault's rows added up modulo 2^256 (docs/storage-format.md, "Records"): a row put
/// back, changed or taken away makes another sum.
class RecordSum {
public:
    RecordSum() = default;  ///< of no rows
    explicit RecordSum(std::string_view thirty_two_bytes);
    std::string bytes() const;

    RecordSum& operator+=(const RecordSum& other);
    RecordSum& operator-=(const RecordSum& other);
    bool operator==(const RecordSum&) const = default;

private:
    std::array<std::uint64_t, 4> words_{};  ///< the lowest first
};

/// Over every row as it stands, but for the log's own tables.
RecordSum sum_records(Connection& connection, const SecretBytes& log_key);

/// Follows what a connection does to rows, whatever statement does it. Made before
/// Connection::restrict(); ends before the connection.
class RecordWatch {
public:
    RecordWatch(Connection& connection, const SecretBytes& log_key);
    ~RecordWatch();
    RecordWatch(const RecordWatch&) = delete;
    RecordWatch& operator=(const RecordWatch&) = delete;

    /// Forgets what was changed so far: at the start of a request, also after one that was undone.
    void begin();
    /// What the changes since begin() add to the sum; begins anew.
    RecordSum change();

    struct Table;

private:
    Connection& connection_;
    KeyedMac mac_;
    std::vector<std::unique_ptr<Table>> tables_;
};

}  // namespace lika::storage::detail
