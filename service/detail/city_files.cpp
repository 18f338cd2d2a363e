// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/city_files.h"

#include "instruments/catalogue.h"
#include "service/detail/advice.h"
#include "service/detail/share.h"
#include "service/detail/unseal.h"

namespace lika::service {

std::filesystem::path keys_of(const std::filesystem::path& data) { return data / "keys"; }
std::filesystem::path vaults_of(const std::filesystem::path& data) { return data / "vaults"; }

std::optional<CityFiles> open_city_files(const std::filesystem::path& config, std::ostream& messages) {
    auto settings = read_settings(config);
    if (!settings) {
        messages << with_advice(settings.error()) << '\n';
        return std::nullopt;
    }
    auto key = unseal(keys_of(settings->data));
    if (!key) {
        messages << with_advice(key.error()) << '\n';
        return std::nullopt;
    }
    auto vaults = vaults_of(settings->data);
    return CityFiles{std::move(*settings), std::move(vaults), std::move(*key)};
}

std::vector<engine::District> standing_districts(std::ostream& messages) {
    const auto [catalogues, faults] = instruments::read_catalogues(share_folder() / "instruments" / "catalogues");
    for (const auto& fault : faults) messages << fault.to_string() << '\n';
    const auto today = engine::read_day(stockholm_day(now()));
    return today ? engine::districts_on(catalogues.districts, *today) : std::vector<engine::District>{};
}

std::string to_string(const engine::Error& error) {
    return error.place.empty() ? error.reason : error.reason + ": " + error.place;
}

storage::Instant now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace lika::service
