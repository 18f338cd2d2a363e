// SPDX-License-Identifier: EUPL-1.2
#include "service/json.h"

#include <algorithm>

namespace lika::service {
namespace {

using nlohmann::json;

template <class List, class Turn>
json array_of(const List& list, Turn turn) {
    json array = json::array();
    for (const auto& one : list) array.push_back(turn(one));
    return array;
}

template <class Kind>
json ids(const std::vector<engine::Id<Kind>>& list) {
    return array_of(list, [](const auto& id) { return id.value; });
}

json response_json(const engine::Response& response) {
    if (response.rated()) return response.rating();
    return engine::to_string(response.missing());
}

const char* word_of(engine::ScaleStatus status) {
    switch (status) {
        case engine::ScaleStatus::scored:
            return "scored";
        case engine::ScaleStatus::not_scoreable:
            return "not_scoreable";
        case engine::ScaleStatus::not_computed:
            return "not_computed";
    }
    return "";
}

const char* word_of(engine::MissingRule rule) {
    switch (rule) {
        case engine::MissingRule::refuse:
            return "refuse";
        case engine::MissingRule::zero:
            return "zero";
        case engine::MissingRule::prorate:
            return "prorate";
        case engine::MissingRule::mean:
            return "mean";
    }
    return "";
}

json scale_score(const engine::ScaleScore& scale) {
    return {{"scale", scale.scale.value},
            {"points", or_null(scale.points)},
            {"lowest", or_null(scale.lowest)},
            {"highest", or_null(scale.highest)},
            {"band", or_null(scale.band)},
            {"possible_bands", ids(scale.possible_bands)},
            {"rated", scale.rated},
            {"items", scale.items},
            {"prorated", scale.prorated},
            {"status", word_of(scale.status)}};
}

json flag_state(const engine::FlagState& flag) {
    return {{"flag", flag.flag.value},
            {"raised", flag.raised ? json(*flag.raised) : json()},
            {"because", ids(flag.because)}};
}

json counts_json(const engine::ProfileCounts& counts) {
    return {{"risk_2_or_more", counts.risk_2_or_more},
            {"risk_3", counts.risk_3},
            {"protection_2_or_more", counts.protection_2_or_more},
            {"unknown", counts.unknown}};
}

json profile_row(const engine::ProfileRow& row) {
    json line = counts_json(row.counts);
    line["level"] = engine::to_string(row.level);
    line["domains"] = array_of(row.domains, [](const auto& domain) {
        json counts = counts_json(domain.second);
        counts["domain"] = domain.first.value;
        return counts;
    });
    return line;
}

json trace_line(const engine::TraceLine& line) {
    json step{{"scale", line.scale.value},
              {"item", line.item.value},
              {"response", response_json(line.response)},
              {"contribution", or_null(line.contribution)},
              {"applicable", line.applicable}};
    if (line.weight) step["weight"] = line.weight->to_string();
    if (line.recoded) step["recoded"] = line.recoded->to_string();
    return step;
}

json trace_summary(const engine::TraceSummary& summary) {
    return {{"scale", summary.scale.value},
            {"raw", or_null(summary.raw)},
            {"exact", or_null(summary.exact)},
            {"looked_up", or_null(summary.looked_up)},
            {"norm_missing", summary.norm_missing},
            {"cut_off", or_null(summary.cut_off)},
            {"missing_effect", summary.missing_effect}};
}

json nearest_change(const engine::NearestChange& nearest) {
    json change = json::object();
    for (const auto& [item, rating] : nearest.change) change[item.value] = rating;
    return {{"scale", nearest.scale.value}, {"band", nearest.band.value}, {"change", change}};
}

json decision_state(const engine::DecisionState& state) {
    return {{"decision", state.decision.value},
            {"outcomes", state.outcomes ? ids(*state.outcomes) : json()},
            {"possible", ids(state.possible)}};
}

json item_json(const engine::Item& item) {
    return {{"id", item.id.value},
            {"domain", item.domain.value},
            {"level", item.level ? json(engine::to_string(*item.level)) : json()},
            {"factor", engine::to_string(item.factor)},
            {"higher_means", item.higher_means},
            {"pole_of", or_null(item.pole_of)},
            {"text", item.text},
            {"definition", item.definition},
            {"ask_about", item.ask_about},
            {"not_applicable_when", item.not_applicable_when},
            {"may_be_not_applicable", item.may_be_not_applicable},
            {"applies_when", item.applies_when ? json(item.applies_when->text) : json()},
            {"number", item.number},
            {"entered", item.entered()},
            {"judgement", item.judgement},
            {"horizon", item.horizon},
            {"mark_of", or_null(item.mark_of)},
            {"options", array_of(item.options, [](const auto& option) {
                 return json{{"rating", option.rating}, {"anchor", option.anchor}};
             })}};
}

/// The fewest and the most points a complete form can give; nothing for a judgement.
struct Range {
    std::optional<engine::Points> lowest, highest;
};

Range range_of(const engine::Instrument& instrument, const engine::Scale& scale) {
    if (scale.combine == engine::Scale::Combine::judgement) return {};
    engine::Points lowest, highest;
    for (const auto& term : scale.terms) {
        std::vector<engine::Points> given;
        for (const auto& option : instrument.items[term.item].options)
            if (const auto points = term.contribution(option.rating)) given.push_back(*points);
        if (given.empty()) return {};
        const auto [least, most] = std::minmax_element(given.begin(), given.end());
        const auto low = lowest.plus(*least), high = highest.plus(*most);
        if (!low || !high) return {};
        lowest = *low;
        highest = *high;
    }
    return {lowest, highest};
}

json cut_offs_json(const engine::CutOffs& cut_offs) {
    return {{"when", cut_offs.when ? json(cut_offs.when->text) : json()},
            {"from", array_of(cut_offs.from, [](const auto& from) { return from.to_string(); })},
            {"source", cut_offs.source}};
}

json norm_json(const engine::Norm& norm) {
    return {{"when", norm.when ? json(norm.when->text) : json()}, {"source", norm.source}};
}

json scale_json(const engine::Instrument& instrument, const engine::Scale& scale) {
    const auto range = range_of(instrument, scale);
    const bool sum = scale.combine == engine::Scale::Combine::sum;
    return {
        {"id", scale.id.value},
        {"name", scale.name},
        {"combine", sum ? "sum" : "judgement"},
        {"items", array_of(scale.terms,
                           [&](const auto& term) { return instrument.items[term.item].id.value; })},
        {"missing", word_of(scale.missing)},
        {"lowest", or_null(range.lowest)},
        {"highest", or_null(range.highest)},
        {"norms", array_of(scale.norms, norm_json)},
        {"cut_offs", array_of(scale.cut_offs, cut_offs_json)},
        {"bands", array_of(scale.bands, [](const auto& band) {
             return json{
                 {"id", band.id.value}, {"from", band.from.to_string()}, {"label", band.label}};
         })}};
}

json policy_json(const engine::PolicyOverride& policy) {
    return {{"id", policy.id.value},
            {"text", policy.text},
            {"raises_to", policy.raises_by ? json() : json(policy.raises_to.value)},
            {"raises_by", policy.raises_by},
            {"source", policy.source}};
}

json decision_json(const engine::Instrument& instrument, const engine::Decision& decision) {
    const auto& item = instrument.items[decision.item];
    const auto& scale = instrument.scales[decision.scale];
    return {{"id", decision.id.value},
            {"name", decision.name},
            {"item", item.id.value},
            {"scale", scale.id.value},
            {"outcomes", array_of(decision.outcomes,
                                  [](const auto& outcome) {
                                      return json{{"id", outcome.first.value},
                                                  {"label", outcome.second}};
                                  })},
            {"source", decision.source}};
}

json words_of(const engine::Instrument& instrument) {
    return {{"title", instrument.title},
            {"purpose", instrument.purpose},
            {"instructions", instrument.instructions},
            {"window", instrument.window},
            {"status", instrument.status},
            {"notice", instrument.notice},
            {"licence", instrument.licence},
            {"licence_text", instrument.licence_text},
            {"source", instrument.source},
            {"languages", instrument.languages}};
}

}  // namespace

json or_null(const std::optional<std::string>& text) {
    return text ? json(*text) : json();
}

json or_null(const std::optional<engine::Points>& points) {
    return points ? json(points->to_string()) : json();
}

json instrument_ref(const std::string& id, const std::string& version, const std::string& digest) {
    return {{"id", id}, {"version", version}, {"digest", digest}};
}

json result_json(const engine::Instrument& instrument, const engine::Score& score) {
    return {
        {"instrument", instrument_ref(instrument.id.value, instrument.version, instrument.digest)},
        {"scales", array_of(score.scales, scale_score)},
        {"flags", array_of(score.flags, flag_state)},
        {"policy_overrides", ids(score.policy_overrides)},
        {"scored_level", or_null(score.scored_level)},
        {"possible_levels", ids(score.possible_levels)},
        {"decisions", array_of(score.decisions, decision_state)},
        {"profile", array_of(score.profile, profile_row)},
        {"trace", array_of(score.trace, trace_line)},
        {"summary", array_of(score.summary, trace_summary)},
        {"nearest_change", array_of(score.nearest_change, nearest_change)}};
}

json instrument_row(const engine::Instrument& instrument) {
    return {{"id", instrument.id.value},
            {"version", instrument.version},
            {"title", instrument.title},
            {"licence", instrument.licence},
            {"source", instrument.source},
            {"digest", instrument.digest},
            {"items", instrument.items.size()},
            {"languages", instrument.languages},
            // A definition states a status only where something is left to prove.
            {"validated", instrument.status.empty()}};
}

json instrument_json(const engine::Instrument& instrument) {
    json body = words_of(instrument);
    body.update(instrument_ref(instrument.id.value, instrument.version, instrument.digest));
    body["domains"] = array_of(instrument.domains, [](const auto& domain) {
        return json{{"id", domain.id.value}, {"name", domain.name}};
    });
    body["items"] = array_of(instrument.items, item_json);
    body["scales"] = array_of(instrument.scales,
                              [&](const auto& scale) { return scale_json(instrument, scale); });
    body["flags"] = array_of(instrument.flags, [](const auto& flag) {
        return json{{"id", flag.id.value}, {"text", flag.text}, {"source", flag.source}};
    });
    body["levels"] = array_of(instrument.levels, [](const auto& level) {
        return json{{"id", level.id.value}, {"label", level.label}};
    });
    const auto& proposing = instrument.level_scales;
    body["level_scale"] = proposing.empty() ? json() : json(proposing.front().value);
    body["level_scales"] = ids(proposing);
    body["decisions"] = array_of(instrument.decisions, [&](const auto& decision) {
        return decision_json(instrument, decision);
    });
    body["policy_overrides"] = array_of(instrument.policy_overrides, policy_json);
    body["profile"] = instrument.profile;
    body["evidence_from"] = instrument.evidence_from ? json(*instrument.evidence_from) : json();
    return body;
}

std::optional<engine::Response> read_response(const json& entered) {
    if (entered.is_null()) return engine::Response{};
    if (entered.is_string()) {
        const auto why = engine::read_missing(entered.get<std::string>());
        return why ? std::optional{engine::Response{*why}} : std::nullopt;
    }
    if (!entered.is_number_integer()) return std::nullopt;
    const auto number = entered.get<std::int64_t>();
    if (entered.is_number_unsigned() && number < 0) return std::nullopt;
    if (number < INT32_MIN || number > INT32_MAX) return std::nullopt;
    return engine::Response{static_cast<std::int32_t>(number)};
}

std::optional<engine::Fact> read_fact(const json& entered) {
    if (entered.is_number_integer()) {
        const bool past = entered.is_number_unsigned() && entered.get<std::int64_t>() < 0;
        return past ? std::nullopt : std::optional<engine::Fact>{entered.get<std::int64_t>()};
    }
    if (!entered.is_string() || entered.get_ref<const std::string&>().size() > 100)
        return std::nullopt;
    return engine::Fact{entered.get<std::string>()};
}

}  // namespace lika::service
