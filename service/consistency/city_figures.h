// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/consistency/city_items.h"
#include "engine/consistency/city_picture.h"
#include "service/services.h"

namespace lika::service {

/// What the pages about consistency show of one instrument over the last 12 whole months. Holds no person: of what was
/// extracted nothing but counts was kept, and of those what disclosure control lets out.
struct CityFigures {
    std::shared_ptr<const engine::Instrument> instrument;
    engine::consistency::Period period;
    std::vector<std::string> districts;   ///< ids, in the order of everything below
    engine::consistency::CityPicture picture;
    engine::consistency::ItemsPicture items;
    std::vector<std::size_t> counted;     ///< places of the items in the instrument
};

/// The figures, made anew when the last ones are older than an hour: each vault counts what it has not counted yet and gives one
/// extract, which its log tells of; what is hidden once is kept in the city's database, and stays hidden. Errors: not_found (no
/// such instrument), those of the vaults.
engine::Result<std::shared_ptr<const CityFigures>> city_figures(const std::string& instrument, const storage::Actor& actor,
                                                                Services& services);

/// Keeps the figures that were made last.
class FiguresDesk {
public:
    struct Kept {
        storage::Instant made_at;
        std::shared_ptr<const CityFigures> figures;
    };
    std::mutex guard;   ///< of the map, and of making: who comes second waits for the first
    std::map<std::string, Kept> kept;
};

}  // namespace lika::service
