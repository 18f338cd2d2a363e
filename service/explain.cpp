// SPDX-License-Identifier: EUPL-1.2
#include "service/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace lika::service {
namespace {

using engine::Points;
using engine::Text;

Text both(std::string swedish, std::string english) {
    return {{"sv", std::move(swedish)}, {"en", std::move(english)}};
}

const char* swedish_word(engine::Missing why) {
    switch (why) {
        case engine::Missing::not_known: return "okänt";
        case engine::Missing::not_applicable: return "ej tillämpligt";
        case engine::Missing::unanswered: break;
    }
    return "obesvarad";
}

const char* english_word(engine::Missing why) {
    switch (why) {
        case engine::Missing::not_known: return "not known";
        case engine::Missing::not_applicable: return "not applicable";
        case engine::Missing::unanswered: break;
    }
    return "unanswered";
}

/// "r05 (2 x 1 = 2)", "p01 (rating 0 gives 2)", "F1 (2)".
std::string step(const engine::TraceLine& line, const char* gives) {
    const auto rating = line.response.rating();
    const auto contribution = line.contribution ? line.contribution->to_string() : "-";
    if (line.recoded) return fmt::format("{} ({} {} {})", line.item.value, rating, gives, contribution);
    if (line.weight && *line.weight != Points{1})
        return fmt::format("{} ({} x {} = {})", line.item.value, line.weight->to_string(), rating, contribution);
    return fmt::format("{} ({})", line.item.value, contribution);
}

std::string listed(const std::vector<std::string>& parts, const char* separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

/// What the items of one scale gave and which gave nothing.
void explain_items(const engine::ScaleId& scale, const engine::Score& score, std::vector<Text>& sentences) {
    std::vector<std::string> swedish, english, missing_swedish, missing_english;
    for (const auto& line : score.trace) {
        if (line.scale != scale) continue;
        const auto& item = line.item.value;
        if (!line.applicable && line.contribution) {
            swedish.push_back(fmt::format("{} (ej tillämpligt ger {})", item, line.contribution->to_string()));
            english.push_back(fmt::format("{} (not applicable gives {})", item, line.contribution->to_string()));
        } else if (!line.applicable) {
            missing_swedish.push_back(item + " (ingår inte)");
            missing_english.push_back(item + " (left out)");
        } else if (!line.response.rated()) {
            missing_swedish.push_back(fmt::format("{} ({})", item, swedish_word(line.response.missing())));
            missing_english.push_back(fmt::format("{} ({})", item, english_word(line.response.missing())));
        } else {
            swedish.push_back(step(line, "ger"));
            english.push_back(step(line, "gives"));
        }
    }
    if (!swedish.empty())
        sentences.push_back(both(fmt::format("{}: {}.", scale.value, listed(swedish, " + ")),
                                 fmt::format("{}: {}.", scale.value, listed(english, " + "))));
    if (!missing_swedish.empty())
        sentences.push_back(both(fmt::format("{} utan skattning: {}.", scale.value, listed(missing_swedish, ", ")),
                                 fmt::format("{} without rating: {}.", scale.value, listed(missing_english, ", "))));
}

/// Missing ratings that got the mean of the rated.
void explain_mean(const engine::ScaleScore& scale, const engine::TraceSummary& summary, std::vector<Text>& sentences) {
    const auto raw = summary.raw->to_string(), exact = summary.exact->to_string();
    const auto filled = scale.items - scale.rated;
    sentences.push_back(both(
        fmt::format("{}: summan {}; {} utan skattning får medelvärdet {} / {} var, tillsammans {}.", scale.scale.value, raw,
                    filled, raw, scale.rated, exact),
        fmt::format("{}: the sum {}; {} without rating get the mean {} / {} each, together {}.", scale.scale.value, raw,
                    filled, raw, scale.rated, exact)));
}

/// The table that turned raw points into standardised ones, or why there are no points.
void explain_norm(const engine::ScaleScore& scale, const engine::TraceSummary& summary, std::vector<Text>& sentences) {
    const auto& name = scale.scale.value;
    if (summary.norm_missing)
        sentences.push_back(both(fmt::format("{}: ingen normtabell gäller för personen så vitt vi vet.", name),
                                 fmt::format("{}: no norm table is known to hold for the person.", name)));
    else if (summary.looked_up && scale.points)
        sentences.push_back(both(
            fmt::format("{}: råpoäng {} ger {} i normtabell {}.", name, summary.looked_up->to_string(), scale.points->to_string(), *summary.norm + 1),
            fmt::format("{}: raw points {} give {} in norm table {}.", name, summary.looked_up->to_string(), scale.points->to_string(), *summary.norm + 1)));
}

/// The rule that forbids points.
Text why_no_points(const std::string& effect) {
    if (effect == "needed_missing") return both("; ett svar som aldrig får saknas saknas", "; a response that may never be missing is missing");
    if (effect == "too_many_missing") return both("; mer saknas än instrumentet tillåter", "; more is missing than the instrument allows");
    if (effect == "too_few") return both("; för få är skattade", "; too few are rated");
    if (effect == "refused") return both("; poäng ges bara när allt är skattat", "; points are given only when all is rated");
    return both("", "");
}

void explain_no_points(const engine::ScaleScore& scale, const engine::TraceSummary& summary, std::vector<Text>& sentences) {
    auto why = why_no_points(summary.missing_effect);
    sentences.push_back(both(
        fmt::format("{}: inga poäng, {} av {} skattade{}.", scale.scale.value, scale.rated, scale.items, why["sv"]),
        fmt::format("{}: no points, {} of {} rated{}.", scale.scale.value, scale.rated, scale.items, why["en"])));
}

/// Sum, proration and rounding.
void explain_points(const engine::ScaleScore& scale, const engine::TraceSummary& summary,
                    std::vector<Text>& sentences) {
    const auto& name = scale.scale.value;
    const auto rounded = summary.looked_up  ? summary.looked_up->to_string()
                         : scale.points ? scale.points->to_string()
                                        : "-";
    if (scale.points && scale.prorated && summary.missing_effect == "mean")
        explain_mean(scale, summary, sentences);
    else if (summary.raw && scale.points && scale.prorated)
        sentences.push_back(both(
            fmt::format("{}: summan {} x {} faktorer / {} skattade = {}, avrundat {}.", name, summary.raw->to_string(),
                        scale.items, scale.rated, summary.exact ? summary.exact->to_string() : "-",
                        rounded),
            fmt::format("{}: the sum {} x {} items / {} rated = {}, rounded {}.", name, summary.raw->to_string(),
                        scale.items, scale.rated, summary.exact ? summary.exact->to_string() : "-",
                        rounded)));
    else if (scale.points)
        sentences.push_back(both(
            fmt::format("{}: {} poäng från {} av {} skattade.", name, scale.points->to_string(), scale.rated, scale.items),
            fmt::format("{}: {} points from {} of {} rated.", name, scale.points->to_string(), scale.rated, scale.items)));
    else if (scale.status == engine::ScaleStatus::not_computed)
        sentences.push_back(both(fmt::format("{}: räknas inte, bedöms.", name),
                                 fmt::format("{}: not computed, a matter of judgement.", name)));
    else
        explain_no_points(scale, summary, sentences);
    if (scale.lowest && scale.highest && *scale.lowest != *scale.highest)
        sentences.push_back(both(
            fmt::format("{}: lägst {} och högst {} när det som saknas fylls i.", name, scale.lowest->to_string(), scale.highest->to_string()),
            fmt::format("{}: lowest {} and highest {} once what is missing is filled in.", name, scale.lowest->to_string(), scale.highest->to_string())));
}

template <class Kind>
std::string names(const std::vector<engine::Id<Kind>>& ids) {
    std::vector<std::string> values;
    for (const auto& id : ids) values.push_back(id.value);
    return listed(values, ", ");
}

void explain_band(const engine::ScaleScore& scale, const engine::TraceSummary& summary, std::vector<Text>& sentences) {
    const auto& name = scale.scale.value;
    if (scale.band && summary.cut_off)
        sentences.push_back(both(
            fmt::format("{}: bandet är {}, som börjar vid {}.", name, scale.band->value, summary.cut_off->to_string()),
            fmt::format("{}: the band is {}, which begins at {}.", name, scale.band->value, summary.cut_off->to_string())));
    else if (scale.band)
        sentences.push_back(both(fmt::format("{}: bandet är {}.", name, scale.band->value),
                                 fmt::format("{}: the band is {}.", name, scale.band->value)));
    if (!scale.band && scale.points && !scale.possible_bands.empty())
        sentences.push_back(both(
            fmt::format("{}: bandet är inte avgjort: vilka gränser som gäller beror på något som saknas, eller inga gäller för personen.", name),
            fmt::format("{}: the band is undecided: which cut-offs hold depends on something missing, or none hold for the person.", name)));
    if (scale.possible_bands.size() > 1)
        sentences.push_back(both(fmt::format("{}: möjliga band {}.", name, names(scale.possible_bands)),
                                 fmt::format("{}: possible bands {}.", name, names(scale.possible_bands))));
}

void explain_change(const engine::NearestChange& nearest, std::vector<Text>& sentences) {
    std::vector<std::string> changes;
    for (const auto& [item, rating] : nearest.change) changes.push_back(fmt::format("{} = {}", item.value, rating));
    const auto change = listed(changes, ", ");
    sentences.push_back(both(
        fmt::format("{}: närmaste ändring till {}: {}.", nearest.scale.value, nearest.band.value, change),
        fmt::format("{}: nearest change to {}: {}.", nearest.scale.value, nearest.band.value, change)));
}

void explain_flags(const engine::Score& score, std::vector<Text>& sentences) {
    for (const auto& flag : score.flags) {
        if (!flag.raised)
            sentences.push_back(both(fmt::format("Flaggan {} är öppen: det som saknas avgör.", flag.flag.value),
                                     fmt::format("The flag {} is open: what is missing decides.", flag.flag.value)));
        else if (*flag.raised)
            sentences.push_back(both(
                fmt::format("Flaggan {} är rest av {}.", flag.flag.value, names(flag.because)),
                fmt::format("The flag {} is raised by {}.", flag.flag.value, names(flag.because))));
    }
}

void explain_decisions(const engine::Score& score, std::vector<Text>& sentences) {
    for (const auto& decision : score.decisions) {
        const auto& name = decision.decision.value;
        if (decision.outcomes)
            sentences.push_back(both(fmt::format("{}: tillåtet är {}.", name, names(*decision.outcomes)),
                                     fmt::format("{}: allowed is {}.", name, names(*decision.outcomes))));
        else
            sentences.push_back(both(fmt::format("{}: inte avgjort; möjligt: {}.", name, names(decision.possible)),
                                     fmt::format("{}: undecided; possible: {}.", name, names(decision.possible))));
    }
}

void explain_level(const engine::Score& score, std::vector<Text>& sentences) {
    if (!score.policy_overrides.empty())
        sentences.push_back(both(fmt::format("Regler som höjer nivån: {}.", names(score.policy_overrides)),
                                 fmt::format("Rules that raise the level: {}.", names(score.policy_overrides))));
    if (score.scored_level)
        sentences.push_back(both(fmt::format("Föreslagen nivå: {}.", score.scored_level->value),
                                 fmt::format("Scored level: {}.", score.scored_level->value)));
    else if (!score.possible_levels.empty())
        sentences.push_back(both(fmt::format("Nivån är inte avgjord; möjliga: {}.", names(score.possible_levels)),
                                 fmt::format("The level is undecided; possible: {}.", names(score.possible_levels))));
}

}  // namespace

std::vector<Text> explain(const engine::Score& score) {
    std::vector<Text> sentences;
    for (const auto& scale : score.scales) {
        const auto summary = std::find_if(score.summary.begin(), score.summary.end(),
                                          [&](const auto& one) { return one.scale == scale.scale; });
        explain_items(scale.scale, score, sentences);
        const auto found = summary == score.summary.end() ? engine::TraceSummary{} : *summary;
        explain_points(scale, found, sentences);
        explain_norm(scale, found, sentences);
        explain_band(scale, found, sentences);
    }
    for (const auto& nearest : score.nearest_change) explain_change(nearest, sentences);
    explain_flags(score, sentences);
    explain_level(score, sentences);
    explain_decisions(score, sentences);
    return sentences;
}

}  // namespace lika::service
