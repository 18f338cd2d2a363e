// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/clock.h"
#include "engine/district.h"
#include "engine/flags.h"
#include "engine/retention.h"
#include "engine/result.h"
#include "instruments/read_instrument.h"

namespace lika::instruments {

/// Every released instrument, by id and version.
class Library {
public:
    /// Reads every *.xml of the folder. Faults of any file are all returned and the file is left
    /// out.
    static std::pair<Library, std::vector<Fault>> load(const std::filesystem::path& folder);

    /// The same for the instruments of an installation: its folder `library` and, when it is there,
    /// `non-commercial`, which whoever may not use those texts leaves out.
    static std::pair<Library, std::vector<Fault>> load_installed(
        const std::filesystem::path& instruments);

    /// The version asked for, or the newest (versions compared number by number) when it is empty.
    /// Errors (not_found): unknown_instrument, unknown_version.
    engine::Result<std::shared_ptr<const engine::Instrument>> find(
        const engine::InstrumentId& id, const std::string& version = {}) const;

    /// All, by id, then version from oldest.
    std::vector<std::shared_ptr<const engine::Instrument>> all() const;

private:
    static std::pair<Library, std::vector<Fault>> load(
        const std::vector<std::filesystem::path>& folders);
    void add(engine::Instrument instrument, const std::filesystem::path& file,
             std::vector<Fault>& faults);

    std::map<std::string, std::vector<std::shared_ptr<const engine::Instrument>>> by_id_;
};

/// The dated rule data the service needs.
struct Catalogues {
    engine::OffenceCatalogue offences;
    std::vector<engine::ClockRule> clocks;
    std::vector<engine::District> districts;
    engine::RetentionCatalogue retention;
};

/// Reads offences-*.xml, clocks-*.xml, districts-*.xml, retention-*.xml (the newest of each by name).
/// All faults at once.
std::pair<Catalogues, std::vector<Fault>> read_catalogues(const std::filesystem::path& folder);

}  // namespace lika::instruments
