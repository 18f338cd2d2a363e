// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <vector>

#include "engine/consistency/disclosure.h"

namespace lika::engine::consistency::detail {

/// Who has everything of a release but the hidden counts, and wants to know them: the least and the most that each can be, all
/// being at least 0. Linear programs, solved by CLP.
class Attacker {
public:
    Attacker(const Release& release, const std::vector<std::size_t>& hidden);
    ~Attacker();

    /// Of a hidden count. Without a sum that bounds it: up to infinity.
    Interval interval(std::size_t count) const;

private:
    struct Programs;
    std::unique_ptr<Programs> programs_;
};

}  // namespace lika::engine::consistency::detail
