// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <functional>
#include <ostream>
#include <string>
#include <utility>

namespace lika::engine {

/// A name that cannot be mistaken for another kind of name. Made explicitly, compared, never computed with.
template <class Kind>
struct Id {
    std::string value;

    Id() = default;
    explicit Id(std::string text) : value(std::move(text)) {}

    auto operator<=>(const Id&) const = default;
    friend std::ostream& operator<<(std::ostream& out, const Id& id) { return out << id.value; }
};

using InstrumentId = Id<struct InstrumentKind>;
using ItemId = Id<struct ItemKind>;
using DomainId = Id<struct DomainKind>;
using ScaleId = Id<struct ScaleKind>;
using BandId = Id<struct BandKind>;
using LevelId = Id<struct LevelKind>;
using FlagId = Id<struct FlagKind>;
using OverrideId = Id<struct OverrideKind>;
using EventsId = Id<struct EventsKind>;
using EventKindId = Id<struct EventKindKind>;
using DecisionId = Id<struct DecisionKind>;
using OutcomeId = Id<struct OutcomeKind>;
using DistrictId = Id<struct DistrictKind>;

}  // namespace lika::engine

template <class Kind>
struct std::hash<lika::engine::Id<Kind>> {
    std::size_t operator()(const lika::engine::Id<Kind>& id) const noexcept {
        return std::hash<std::string>{}(id.value);
    }
};
