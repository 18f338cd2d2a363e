// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/detail/truth.h"
#include "engine/responses.h"

namespace lika::engine::detail {

/// How far conditions have been judged in one way of completing: a number for each node of each
/// condition. Equal marks mean that whatever comes later, the conditions end alike.
using Marks = std::vector<std::int32_t>;

/// Conditions judged step by step while items and facts get their values in turn.
///
/// Who waits is the same for all ways of completing, so it is kept here; what each way has seen is
/// kept in its Marks.
class Progress {
public:
    /// Adds a condition and gives its number.
    std::size_t add(const Condition& condition);

    Marks begin() const { return Marks(waiting_.size(), 0); }
    bool names_item(std::size_t item) const;
    /// Values that tell apart all comparisons made with this fact, and one that equals none of
    /// them.
    std::vector<Fact> telling_values(const std::string& fact) const;
    /// The facts the conditions name, in order of name.
    std::vector<std::string> facts() const;

    /// From now on the item (or fact) has its value. Call once, before `give`.
    void arrive_item(std::size_t item);
    void arrive_fact(const std::string& fact);
    /// The value in one way of completing; nothing: the item does not apply.
    void give_item(Marks& marks, std::size_t item, std::optional<std::int32_t> rating) const;
    void give_fact(Marks& marks, const std::string& fact, const Fact& value) const;
    /// Judges again and forgets what no longer matters.
    void settle(Marks& marks) const;

    Truth truth(const Marks& marks, std::size_t condition) const;
    /// The condition is no longer needed.
    void forget(Marks& marks, std::size_t condition) const;

private:
    struct Tracked {
        const Condition* condition;
        std::size_t begin;  ///< of its marks
    };

    Truth judge(const Tracked& tracked, const Marks& marks, std::size_t node) const;
    void settle_node(const Tracked& tracked, Marks& marks, std::size_t node) const;
    void forget_below(const Tracked& tracked, Marks& marks, std::size_t node) const;
    template <class Visit>
    void each_node(Visit visit) const;

    std::vector<Tracked> tracked_;
    std::vector<std::int32_t>
        waiting_;  ///< for each mark, how many items or facts its node still waits for
};

}  // namespace lika::engine::detail
