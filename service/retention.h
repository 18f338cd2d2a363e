// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/retention.h"
#include "storage/retention.h"

namespace lika::service {

/// retention.municipality (0180) and retention.chosen (ids of rules, with blanks between) of lika.xml. Errors (invalid):
/// config_malformed, unknown_municipality, unknown_rule.
engine::Result<engine::RetentionPlace> configured_place(const std::filesystem::path& config,
                                                        const engine::RetentionCatalogue& catalogue);

/// A file and what the rules say of it today.
struct PlannedFile {
    storage::RetentionFile file;
    engine::RetentionDecision decision;
};

std::vector<PlannedFile> plan_retention(const engine::RetentionCatalogue& catalogue, const engine::RetentionPlace& place,
                                        const std::vector<storage::RetentionFile>& files, engine::Day today);

/// Those that are due, as they are proposed.
std::vector<storage::PurgeItem> due_items(const std::vector<PlannedFile>& plan);

/// "vault=farsta case=ID outcome=due rule=five-years due=2026-03-03 finish-by=... last-note=... missing=..."
std::string to_line(const std::string& vault, const PlannedFile& planned, engine::Day today);

}  // namespace lika::service
