// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace lika::service::demo {

/// Reproducible chance: the same seed and purpose give the same row of numbers on every machine (splitmix64).
class Chance {
public:
    Chance(std::uint64_t seed, std::string_view purpose);

    std::uint64_t next();
    /// 0 to `limit` - 1; `limit` at least 1.
    int below(int limit);
    /// True in `share` of 1000 cases.
    bool permille(int share) { return below(1000) < share; }
    template <class T>
    const T& one_of(const std::vector<T>& things) {
        return things[static_cast<std::size_t>(below(static_cast<int>(things.size())))];
    }

private:
    std::uint64_t state_;
};

}  // namespace lika::service::demo
