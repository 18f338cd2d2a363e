// SPDX-License-Identifier: EUPL-1.2
#include "tests/fuzz/scored_line.h"

#include <algorithm>
#include <set>

#include "tests/fuzz/oracle.h"
#include "tests/support/instrument_files.h"

namespace lika::fuzz {
namespace {

using namespace engine;

const Scorer& scorer() {
    static const Scorer made{made_up()};
    return made;
}

void require_within(const ScaleScore& scale) {
    if (scale.lowest) require(*scale.lowest <= *scale.highest, "lowest is at most highest");
    if (!scale.points) return;
    require(scale.lowest.has_value(), "points come with lowest and highest");
    require(*scale.lowest <= *scale.points && *scale.points <= *scale.highest, "points lie within lowest and highest");
    const auto& possible = scale.possible_bands;
    require(std::find(possible.begin(), possible.end(), *scale.band) != possible.end(), "the band is a possible one");
}

Points sum_of_trace(const Score& score, const ScaleId& scale) {
    Points sum;
    for (const auto& line : score.trace)
        if (line.scale == scale && line.contribution) sum = *sum.plus(*line.contribution);
    return sum;
}

void require_change(const service::ScoreLine& line, const NearestChange& nearest) {
    auto responses = line.responses;
    for (const auto& [item, rating] : nearest.change)
        require(responses.set(made_up(), item, rating).has_value(), "the nearest change is a rating of the item");
    const auto score = scorer().score(responses, line.facts, Detail::brief);
    require(score.has_value(), "what was changed is scored");
    for (const auto& scale : score->scales)
        if (scale.scale == nearest.scale) require(scale.band == nearest.band, "the nearest change gives its band");
}

/// What was scored is scored again only after a while: there are few responses, and the reading is what is fuzzed.
bool is_new(const service::ScoreLine& line) {
    static std::set<std::string> scored;
    if (scored.size() > 20'000) scored.clear();
    const auto text = as_ndjson(line);
    return scored.insert(text.substr(text.find("\"responses\""))).second;
}

std::string json_text(std::string_view text) {
    std::string said = "\"";
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20) {
            constexpr auto digits = "0123456789abcdef";
            said += {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};
            continue;
        }
        if (c == '"' || c == '\\') said += '\\';
        said += c;
    }
    return said + '"';
}

std::string written(const Response& response) {
    return response.rated() ? std::to_string(response.rating()) : json_text(to_string(response.missing()));
}

std::string written(const Fact& fact) {
    if (const auto* number = std::get_if<std::int64_t>(&fact)) return std::to_string(*number);
    return json_text(std::get<std::string>(fact));
}

}  // namespace

const Instrument& made_up() {
    static const auto reading = instruments::read_instrument(tests::bytes_of(FUZZ_FOLDER "/made-up-1.0.xml"), "made-up");
    if (!reading.instrument) fail(tests::listed(reading.faults));
    return *reading.instrument;
}

std::vector<service::ScoreLine> accepted(service::LineReader& reader) {
    std::vector<service::ScoreLine> lines;
    service::ScoreLine line{made_up()};
    while (reader.next(line))
        if (line.faults.empty()) lines.push_back(line);
    return lines;
}

void require_same(const service::ScoreLine& line, const service::ScoreLine& again) {
    require(line.id == again.id, "the id comes back");
    require(line.responses == again.responses, "the responses come back");
    require(line.facts == again.facts, "the facts come back");
}

void require_sound_score(const service::ScoreLine& line) {
    if (!is_new(line)) return;
    const auto score = scorer().score(line.responses, line.facts);
    require(score.has_value(), "what was accepted is scored");
    for (const auto& scale : score->scales) require_within(scale);
    for (const auto& summary : score->summary)
        if (summary.raw) require(sum_of_trace(*score, summary.scale) == *summary.raw, "contributions add up to the raw sum");
    for (const auto& nearest : score->nearest_change) require_change(line, nearest);
}

std::string as_ndjson(const service::ScoreLine& line) {
    std::string text = "{\"id\":" + json_text(line.id) + ",\"responses\":{";
    for (std::size_t item = 0; item < line.responses.size(); ++item)
        text += (item ? "," : "") + json_text(made_up().items[item].id.value) + ":" + written(line.responses[item]);
    text += "},\"facts\":{";
    for (auto fact = line.facts.begin(); fact != line.facts.end(); ++fact)
        text += (fact == line.facts.begin() ? "" : ",") + json_text(fact->first) + ":" + written(fact->second);
    return text + "}}\n";
}

}  // namespace lika::fuzz
