// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/result.h"

namespace lika::service::demo {

/// Makes a whole city in `folder`: configuration, key, a vault a district, accounts, people, concerns and assessments, users.json.
/// Content follows from the seed; ids, keys and passwords are random. It is made beside the folder and renamed when whole.
/// Gives one line that says what was made. Errors: conflict folder_exists; failed library_faulty, folder_unwritable and
/// what the storage room says.
engine::Result<std::string> make_city(const std::filesystem::path& folder, std::uint64_t seed, int assessments);

}  // namespace lika::service::demo
