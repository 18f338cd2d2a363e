// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "engine/vignette.h"
#include "instruments/catalogue.h"

namespace lika::instruments {

/// Every vignette *.xml of the folder, by id and version, held against its instrument in the library: each item rated
/// once, with a rating it has, and a level it has. All faults of all files; a file with any is left out. docs/vignette-format.md.
std::pair<std::vector<engine::Vignette>, std::vector<Fault>> read_vignettes(const std::filesystem::path& folder,
                                                                            const Library& library);

}  // namespace lika::instruments
