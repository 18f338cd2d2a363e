// SPDX-License-Identifier: EUPL-1.2
#include "service/open_vaults.h"

#include <algorithm>

namespace lika::service {

OpenVaults::OpenVaults(const std::vector<std::string>& districts, std::size_t most, Open open)
    : most_(most), open_(std::move(open)) {
    for (const auto& district : districts) kept_[district];
}

std::vector<std::string> OpenVaults::districts() const {
    std::vector<std::string> names;
    for (const auto& [district, kept] : kept_) names.push_back(district);
    return names;
}

engine::Result<std::shared_ptr<storage::Vault>> OpenVaults::open(const std::string& district) {
    const std::lock_guard lock{*guard_};
    const auto found = kept_.find(district);
    if (found == kept_.end()) return std::shared_ptr<storage::Vault>{};
    auto& kept = found->second;
    if (!kept.vault) {
        close_oldest();
        auto opened = open_(district);
        if (!opened) return opened.error();
        kept.vault = std::move(*opened);
    }
    kept.used = ++uses_;
    return kept.vault;
}

/// Closes those not used for longest until there is room for one more. One in use is never closed: opened again beside
/// itself it would be two writers.
void OpenVaults::close_oldest() {
    std::vector<Kept*> idle;
    std::size_t open = 0;
    for (auto& [district, kept] : kept_) {
        open += kept.vault ? 1 : 0;
        if (kept.vault.use_count() == 1) idle.push_back(&kept);
    }
    std::sort(idle.begin(), idle.end(), [](const Kept* left, const Kept* right) { return left->used < right->used; });
    for (auto* kept : idle) {
        if (open < most_) return;
        kept->vault.reset();
        --open;
    }
}

std::size_t OpenVaults::count() const {
    const std::lock_guard lock{*guard_};
    return static_cast<std::size_t>(
        std::count_if(kept_.begin(), kept_.end(), [](const auto& one) { return one.second.vault != nullptr; }));
}

}  // namespace lika::service
