// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <ostream>
#include <vector>

#include "engine/district.h"
#include "service/settings.h"
#include "storage/keyring.h"
#include "storage/record.h"

namespace lika::service {

/// Where a city's files are, and the key that opens its vaults.
struct CityFiles {
    Settings settings;
    std::filesystem::path vaults;
    storage::Keyring key;
};

/// DIR/keys and DIR/vaults of a configuration's DIR.
std::filesystem::path keys_of(const std::filesystem::path& data);
std::filesystem::path vaults_of(const std::filesystem::path& data);

/// Nothing: why not is in `messages`.
std::optional<CityFiles> open_city_files(const std::filesystem::path& config, std::ostream& messages);

/// The districts that stand today by the catalogue; faults of the catalogues go to `messages`.
std::vector<engine::District> standing_districts(std::ostream& messages);

/// "reason: place", as messages print an error.
std::string to_string(const engine::Error& error);

/// The present instant, in whole milliseconds.
storage::Instant now();

}  // namespace lika::service
