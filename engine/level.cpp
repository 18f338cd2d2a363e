// SPDX-License-Identifier: EUPL-1.2
#include "engine/level.h"

#include <algorithm>

#include "engine/detail/known.h"
#include "engine/words.h"

namespace lika::engine {

namespace {

constexpr std::size_t shortest_reason = 30;

using detail::Truth;

/// What keeps one item from being signed. Whether it applies may be open: then a rating still rests
/// on its evidence.
void add_item_gaps(const Instrument& instrument, const Item& item, const DraftItem& draft,
                   Truth applies, std::vector<Gap>& gaps) {
    if (!item.entered()) return;
    const auto field = "responses." + item.id.value;
    const auto& response = draft.response;
    const bool says_not_applicable =
        !response.rated() && response.missing() == Missing::not_applicable;
    if (says_not_applicable && !item.may_be_not_applicable)
        gaps.push_back({field, "not_applicable_not_allowed"});
    if (applies == Truth::no) return;

    const bool unanswered = !response.rated() && response.missing() == Missing::unanswered;
    if (unanswered && applies == Truth::yes) gaps.push_back({field, "unanswered"});
    const bool needs_evidence = response.rated() && instrument.evidence_from &&
                                response.rating() >= *instrument.evidence_from;
    if (needs_evidence && !draft.has_evidence) gaps.push_back({field, "evidence_missing"});
}

/// Whether each item applies; where that cannot be found out, all count as open, so that nothing is
/// waved through.
detail::Applicability applicability(const Instrument& instrument, const Responses& responses,
                                    const Facts& facts) {
    const auto plan = detail::make_plan(instrument);
    if (!plan) return detail::Applicability(instrument.items.size(), Truth::open);
    auto known = detail::know(*plan, responses, facts);
    if (!known) return detail::Applicability(instrument.items.size(), Truth::open);
    return std::move(known->applies);
}

void add_level_gaps(const Instrument& instrument, const std::optional<LevelId>& final_level,
                    std::vector<Gap>& gaps) {
    if (instrument.levels.empty()) {
        if (final_level) gaps.push_back({"final_level", "final_level_refused"});
    } else if (!final_level) {
        gaps.push_back({"final_level", "final_level_required"});
    } else if (!instrument.find_level(*final_level)) {
        gaps.push_back({"final_level", "unknown_level"});
    }
}

void add_override_gaps(const Instrument& instrument, const Score& score,
                       const std::optional<LevelId>& final_level,
                       const std::optional<OverrideReason>& reason, std::vector<Gap>& gaps) {
    const bool known_level = final_level && instrument.find_level(*final_level);
    const bool differs = known_level && score.scored_level && *final_level != *score.scored_level;
    if (differs && !reason) gaps.push_back({"override", "override_required"});
    if (!reason) return;
    if (!differs && (known_level || !score.scored_level))
        gaps.push_back({"override", "override_refused"});

    const auto& codes = override_reason_codes();
    if (std::find(codes.begin(), codes.end(), reason->reason_code) == codes.end())
        gaps.push_back({"override.reason_code", "unknown_reason_code"});
    if (length_of(trimmed(reason->reason)) < shortest_reason)
        gaps.push_back({"override.reason", "reason_too_short"});
}

}  // namespace

std::vector<Gap> gaps(const Instrument& instrument, const std::vector<DraftItem>& items,
                      const Facts& facts, const Score& score,
                      const std::optional<LevelId>& final_level,
                      const std::optional<OverrideReason>& reason) {
    Responses responses(instrument);
    for (std::size_t index = 0; index < items.size(); ++index)
        responses[index] = items[index].response;
    const auto applies = applicability(instrument, responses, facts);

    std::vector<Gap> found;
    for (std::size_t index = 0; index < items.size(); ++index)
        add_item_gaps(instrument, instrument.items[index], items[index], applies[index], found);
    add_level_gaps(instrument, final_level, found);
    add_override_gaps(instrument, score, final_level, reason, found);
    return found;
}

LevelDecision decide(const Instrument& instrument, const Score& score,
                     const std::optional<LevelId>& final_level) {
    LevelDecision decision{score.scored_level, final_level, std::nullopt};
    if (!score.scored_level || !final_level || *final_level == *score.scored_level) return decision;
    const auto scored = instrument.find_level(*score.scored_level);
    const auto set = instrument.find_level(*final_level);
    if (scored && set)
        decision.override_direction = *set > *scored ? Direction::up : Direction::down;
    return decision;
}

const std::vector<std::string>& override_reason_codes() {
    static const std::vector<std::string> codes{"other_information", "recent_change",
                                                "protective_circumstances", "severity", "other"};
    return codes;
}

const char* to_string(Direction direction) {
    switch (direction) {
        case Direction::up:
            return "up";
        case Direction::down:
            return "down";
    }
    return "up";
}

}  // namespace lika::engine
