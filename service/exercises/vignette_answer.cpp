// SPDX-License-Identifier: EUPL-1.2
#include "service/exercises/vignette_answer.h"

#include <algorithm>

#include "service/entered.h"
#include "service/scoring.h"

namespace lika::service {
namespace {

using nlohmann::json;

constexpr std::size_t longest_reason = 2000;

engine::Facts facts_of(const engine::Vignette& vignette) {
    return {{"age", vignette.age}, {"sex", vignette.sex}};
}

std::vector<storage::DraftResponse> as_draft(const std::vector<storage::VignetteResponse>& responses) {
    std::vector<storage::DraftResponse> draft;
    for (const auto& one : responses) {
        auto& response = draft.emplace_back();
        response.item = one.item;
        response.rating = one.rating;
        response.missing = one.missing;
    }
    return draft;
}

/// What the body says of the items it names; `read_more` reads what else stands with one of them.
template <class More>
std::vector<storage::VignetteResponse> read_all(Fields& items, const engine::Instrument& instrument, More read_more) {
    std::vector<storage::VignetteResponse> responses;
    for (const auto& name : items.names()) {
        const auto index = instrument.find_item(engine::ItemId{name});
        if (!index || !instrument.items[*index].entered()) {
            items.value(name);
            items.fault(name, "unknown_item");
            continue;
        }
        auto change = items.object(name);
        const auto entered = read_entered(change, items, instrument.items[*index]);
        if (!entered.is_given) items.fault(name, "required");
        auto& one = responses.emplace_back();
        one.item = name;
        one.rating = entered.rating;
        one.missing = entered.missing == "unanswered" ? "" : entered.missing;
        read_more(change, one);
    }
    return responses;
}

}  // namespace

engine::Result<Rateable> find_vignette(const std::string& id, const std::optional<std::string>& version, const Services& services) {
    const auto fits = [&](const engine::Vignette& one) { return one.id == id && (!version || one.version == *version); };
    const auto found = std::find_if(services.vignettes.rbegin(), services.vignettes.rend(), fits);   // by version: the newest first
    if (found == services.vignettes.rend()) return engine::Error{engine::ErrorKind::not_found, "no_such_vignette", ""};
    const auto instrument = services.library.find(found->instrument, found->instrument_version);
    if (!instrument) return instrument.error();
    return Rateable{&*found, *instrument};
}

json vignette_responses_json(const std::vector<storage::VignetteResponse>& responses) {
    auto body = json::object();
    for (const auto& one : responses) {
        auto& said = body[one.item];
        said = one.rating ? json{{"rating", *one.rating}} : json{{"missing", one.missing}};
        if (!one.reason.empty()) said["reason"] = one.reason;
    }
    return body;
}

std::vector<storage::VignetteResponse> proposed_responses(const engine::Vignette& vignette) {
    std::vector<storage::VignetteResponse> proposed;
    for (const auto& gold : vignette.gold) {
        auto& one = proposed.emplace_back();
        one.item = gold.item.value;
        if (gold.rating) one.rating = static_cast<std::int32_t>(*gold.rating);
        one.missing = gold.missing;
        one.reason = gold.reason;
    }
    return proposed;
}

engine::Text read_words(Fields& words) {
    engine::Text text;
    for (const char* language : {"sv", "en"})
        if (const auto said = words.optional_text(language, longest_reason); said && !is_blank(*said)) text[language] = *said;
    if (text.empty()) words.fault("sv", "required");
    return text;
}

std::vector<storage::VignetteResponse> read_vignette_responses(Fields& items, const engine::Instrument& instrument) {
    return read_all(items, instrument, [](Fields&, storage::VignetteResponse&) {});
}

std::vector<storage::VignetteResponse> read_reasoned_responses(Fields& items, const engine::Instrument& instrument) {
    return read_all(items, instrument, [](Fields& change, storage::VignetteResponse& one) {
        auto words = change.object("reason");
        one.reason = read_words(words);
    });
}

engine::Result<engine::Score> score_of(const Rateable& rated, const std::vector<storage::VignetteResponse>& responses) {
    return score_of(*rated.instrument, as_draft(responses), facts_of(*rated.vignette));
}

std::vector<FieldFault> gaps_of(const Rateable& rated, const std::vector<storage::VignetteResponse>& responses,
                                const engine::Score& score, const std::string& level) {
    const auto& instrument = *rated.instrument;
    std::vector<engine::DraftItem> items(instrument.items.size());
    for (const auto& response : as_draft(responses))
        if (const auto index = instrument.find_item(engine::ItemId{response.item})) items[*index] = {response_of(response), true};
    const auto gaps = engine::gaps(instrument, items, facts_of(*rated.vignette), score, engine::LevelId{level}, {});
    std::vector<FieldFault> faults;
    for (const auto& gap : gaps)
        if (gap.reason != "override_required") faults.push_back({gap.field, gap.reason, ""});
    return faults;
}

int steps_between(const engine::Instrument& instrument, const std::string& level, const std::string& from) {
    const auto place = [&](const std::string& id) {
        const auto found = std::find_if(instrument.levels.begin(), instrument.levels.end(),
                                        [&](const auto& one) { return one.id.value == id; });
        return static_cast<int>(found - instrument.levels.begin());
    };
    return place(level) - place(from);
}

}  // namespace lika::service
