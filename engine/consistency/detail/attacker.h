// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <vector>

#include "engine/consistency/disclosure.h"

namespace lika::engine::consistency::detail {

/// Who has a published table with its margins and wants to know the hidden cells: the least and the most that each can be, all
/// being counts of at least 0. Linear programs, solved by CLP.
class Attacker {
public:
    Attacker(const CountTable& table, const std::vector<Cell>& hidden);
    ~Attacker();

    /// Of a hidden cell.
    Interval interval(const Cell& cell) const;

private:
    struct Programs;
    std::unique_ptr<Programs> programs_;
};

}  // namespace lika::engine::consistency::detail
