// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/clock.h"
#include "engine/instrument.h"

namespace lika::engine {

/// The panel's rating of one item of a vignette, with its reason.
struct GoldRating {
    ItemId item;
    std::optional<std::int64_t> rating;
    std::string missing;   ///< without a rating: not_known or not_applicable
    Text reason;
};

/// A written case, made up, that many rate by themselves: what they agree on, and with the panel, is how the instrument is used.
/// docs/vignette-format.md.
struct Vignette {
    std::string id, version;
    InstrumentId instrument;
    std::string instrument_version;
    std::string status;          ///< "proposal" until a panel has agreed on it, then "agreed"
    std::int64_t age = 0;
    std::string sex;             ///< female, male or other
    Day assessed_on{}, window_from{};
    Text title, text;
    LevelId level;
    Text level_reason;
    std::vector<GoldRating> gold;   ///< of every item that is entered
};

}  // namespace lika::engine
