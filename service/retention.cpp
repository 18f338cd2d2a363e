// SPDX-License-Identifier: EUPL-1.2
#include "service/retention.h"

#include <Poco/AutoPtr.h>
#include <Poco/Exception.h>
#include <Poco/Util/XMLConfiguration.h>

#include <sstream>

#include "service/services.h"

namespace lika::service {
namespace {

std::string day_or_empty(const char* name, const std::optional<engine::Day>& day) {
    return day ? std::string{" "} + name + "=" + engine::to_string(*day) : "";
}

std::optional<engine::Day> day_of(const std::string& text) {
    const auto day = engine::read_day(text);
    return day ? std::optional{*day} : std::nullopt;
}

engine::RetentionFacts facts_of(const storage::RetentionFile& file) {
    engine::RetentionFacts facts;
    facts.kind = file.kind;
    facts.last_note_on = day_of(stockholm_day(file.last_note_at));
    if (file.born_on) facts.born_on = day_of(*file.born_on);
    facts.placed = file.placed;
    facts.paternity = file.paternity;
    facts.adoption = file.adoption;
    facts.custody_agreement = file.custody_agreement;
    facts.is_open = file.is_open;
    facts.has_drafts = file.has_drafts;
    return facts;
}

std::string rules_of(const engine::RetentionDecision& decision) {
    std::string rules;
    for (const auto* rule : decision.because) rules += (rules.empty() ? "" : ",") + rule->id;
    return rules;
}

}  // namespace

engine::Result<engine::RetentionPlace> configured_place(const std::filesystem::path& config,
                                                        const engine::RetentionCatalogue& catalogue) try {
    const Poco::AutoPtr<Poco::Util::XMLConfiguration> settings{new Poco::Util::XMLConfiguration(config.string())};
    engine::RetentionPlace place;
    place.municipality = settings->getString("retention.municipality", place.municipality);
    std::istringstream chosen{settings->getString("retention.chosen", "")};
    for (std::string id; chosen >> id;) place.chosen.insert(id);
    if (const auto fine = engine::check_place(catalogue, place); !fine) return fine.error();
    return place;
} catch (const Poco::Exception&) {
    return engine::Error{engine::ErrorKind::invalid, "config_malformed", config.string()};
}

std::vector<PlannedFile> plan_retention(const engine::RetentionCatalogue& catalogue, const engine::RetentionPlace& place,
                                        const std::vector<storage::RetentionFile>& files, engine::Day today) {
    std::vector<PlannedFile> plan;
    for (const auto& file : files)
        plan.push_back({file, engine::decide_retention(catalogue, place, facts_of(file), today)});
    return plan;
}

std::vector<storage::PurgeItem> due_items(const std::vector<PlannedFile>& plan) {
    std::vector<storage::PurgeItem> items;
    for (const auto& [file, decision] : plan)
        if (decision.outcome == engine::RetentionOutcome::due)
            items.push_back({file.kind, file.id, rules_of(decision),
                             decision.due_on ? engine::to_string(*decision.due_on) : "", file.last_note_at});
    return items;
}

std::string to_line(const std::string& vault, const PlannedFile& planned, engine::Day today) {
    const auto& [file, decision] = planned;
    std::string missing;
    for (const auto fact : decision.missing) missing += (missing.empty() ? "" : ",") + std::string{engine::to_string(fact)};
    auto line = "vault=" + vault + " " + engine::to_string(file.kind) + "=" + file.id +
                " outcome=" + engine::to_string(decision.outcome);
    if (!decision.because.empty()) line += " rule=" + rules_of(decision);
    line += day_or_empty("due", decision.due_on) + day_or_empty("finish-by", decision.finish_by);
    line += " last-note=" + stockholm_day(file.last_note_at);
    if (decision.is_open) line += " open";
    if (decision.has_drafts) line += " draft";
    if (decision.is_late(today)) line += " late";
    return missing.empty() ? line : line + " missing=" + missing;
}

}  // namespace lika::service
