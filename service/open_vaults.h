// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "storage/vault.h"

namespace lika::service {

/// The districts' vaults, each opened when somebody needs it. Of those nobody uses only the `most` last used stay open.
/// Safe to use from many threads.
class OpenVaults {
public:
    /// Errors: as Vault::open.
    using Open = std::function<engine::Result<std::unique_ptr<storage::Vault>>(const std::string& district)>;

    OpenVaults() = default;
    /// `districts`: every one that has a vault.
    OpenVaults(const std::vector<std::string>& districts, std::size_t most, Open open);

    std::vector<std::string> districts() const;
    bool has(const std::string& district) const { return kept_.contains(district); }
    /// The vault, open as long as what is given lives; nullptr: the district has none. Errors: as Vault::open.
    engine::Result<std::shared_ptr<storage::Vault>> open(const std::string& district);
    /// How many are open now.
    std::size_t count() const;

private:
    struct Kept {
        std::shared_ptr<storage::Vault> vault;   ///< none: closed
        std::uint64_t used = 0;                  ///< the greater, the later
    };
    void close_oldest();

    std::size_t most_ = 0;
    Open open_;
    mutable std::unique_ptr<std::mutex> guard_ = std::make_unique<std::mutex>();
    std::uint64_t uses_ = 0;
    std::map<std::string, Kept> kept_;
};

}  // namespace lika::service
