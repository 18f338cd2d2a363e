// SPDX-License-Identifier: EUPL-1.2
#include "service/replay_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace lika::service {
namespace {

using engine::OutcomeChange;
using Made = OutcomeChange::Made;
using What = OutcomeChange::What;

const char* either(Language language, const char* swedish, const char* english) {
    return language == Language::swedish ? swedish : english;
}

constexpr std::size_t most_told = 3;   // of a rule's differences: a norm has hundreds

std::string outcome_words(What what, const std::string& outcome, Language language) {
    if (outcome.empty() && what == What::decision) return either(language, "oavgjort", "undecided");
    if (outcome.empty()) return what == What::level ? either(language, "ingen", "none") : either(language, "inget", "none");
    if (what != What::flag) return outcome;
    if (outcome == "raised") return either(language, "rest", "raised");
    return outcome == "open" ? either(language, "öppen", "open") : either(language, "inte rest", "not raised");
}

std::string what_words(const OutcomeChange& change, Language language) {
    if (change.what == What::level) return either(language, "nivå", "level");
    const auto* const words = change.what == What::band   ? either(language, "band i {}", "band in {}")
                              : change.what == What::flag ? either(language, "flagga {}", "flag {}")
                                                          : either(language, "beslutstabell {}", "decision table {}");
    return fmt::format(fmt::runtime(words), change.name);
}

std::string counted(Language language, std::size_t count, const char* swedish, const char* english) {
    return fmt::format("{}: {}", either(language, swedish, english), count);
}

std::string rule_count(const engine::Replay& replay, std::size_t rule, std::pair<std::size_t, std::size_t> counts,
                       Language language) {
    return fmt::format(fmt::runtime(either(language, "{}: {} ändringar ensam, {} med andra", "{}: {} changes alone, {} with others")),
                       rule_words(replay, rule, language), counts.first, counts.second);
}

}  // namespace

std::string words_of(const OutcomeChange& change, Language language) {
    return fmt::format("{}: {} -> {}", what_words(change, language), outcome_words(change.what, change.from, language),
                       outcome_words(change.what, change.to, language));
}

std::string rule_words(const engine::Replay& replay, std::size_t rule, Language language) {
    const auto& differences = replay.rules()[rule];
    std::string words;
    for (std::size_t at = 0; at < std::min(differences.size(), most_told); ++at)
        words += (at == 0 ? "" : ", ") + brief_words_of(differences[at], language);
    if (differences.size() > most_told)
        words += fmt::format(fmt::runtime(either(language, " och {} till", " and {} more")), differences.size() - most_told);
    return words;
}

std::string made_words(const engine::Replay& replay, const OutcomeChange& change, Language language) {
    if (change.made == Made::untold)
        return either(language, "genom skillnader som inte kan skiljas åt", "by differences that cannot be told apart");
    std::string words;
    for (const auto rule : change.rules)
        words += (words.empty() ? "" : change.made == Made::alone ? either(language, "; eller ", "; or ") : either(language, "; och ", "; and ")) +
                 rule_words(replay, rule, language);
    if (change.rules.size() < 2) return words;
    return (change.made == Made::alone ? either(language, "var för sig: ", "each alone: ")
                                       : either(language, "tillsammans: ", "together: ")) + words;
}

std::vector<std::string> summary(const engine::Replay& replay, const ReplayTally& tally, Language language) {
    std::vector<std::string> lines{counted(language, tally.responses, "svar omräknade", "responses rescored"),
                                   counted(language, tally.changed, "med annat band, annan nivå, flagga eller annat beslut", "with another band, level, flag or decision")};
    for (const auto& [change, count] : tally.changes) lines.push_back(fmt::format("  {}: {}", change, count));
    for (const auto& [scale, count] : tally.points)
        lines.push_back(fmt::format(fmt::runtime(either(language, "andra poäng i {}: {}", "other points in {}: {}")), scale, count));
    for (const auto& [rule, counts] : tally.rules) lines.push_back(rule_count(replay, rule, counts, language));
    if (tally.not_offered > 0)
        lines.push_back(counted(language, tally.not_offered, "inte omräknade, B tar inte emot en skattning", "not rescored, B does not take a rating"));
    if (tally.left_out > 0)
        lines.push_back(counted(language, tally.left_out, "omräknade utan faktorer som B inte har", "rescored without items that B does not have"));
    for (const auto& scale : replay.not_compared())
        lines.push_back(fmt::format(fmt::runtime(either(language, "skala {} finns bara i den ena och jämförs inte", "scale {} is only in one and is not compared")), scale.value));
    if (tally.refused > 0)
        lines.push_back(counted(language, tally.refused, "felaktiga rader", "bad lines"));
    return lines;
}

}  // namespace lika::service
