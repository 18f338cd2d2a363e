// SPDX-License-Identifier: EUPL-1.2
#include "tests/fuzz/scored_line.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "service/detail/record_format.h"
#include "tests/fuzz/oracle.h"
#include "tests/support/instrument_files.h"

namespace lika::fuzz {
namespace {

using namespace engine;

/// An instrument, ready to be scored one by one and in blocks.
struct MadeUp {
    MadeUp(const char* file, const char* columns)
        : instrument(read(file)), scorer(instrument), job{instrument, "x", service::read_columns(columns, instrument).columns} {}

    static Instrument read(const std::string& file) {
        const auto reading = instruments::read_instrument(tests::bytes_of(std::string{FUZZ_FOLDER "/"} + file), file);
        if (!reading.instrument) fail(tests::listed(reading.faults));
        return *reading.instrument;
    }

    const Instrument instrument;
    const Scorer scorer;
    const service::ScoreJob job;
};

bool events_wanted = false;

const MadeUp& current() {
    static const MadeUp plain{"made-up-1.0.xml",
                              "id,mean.points,mean.lowest,mean.highest,mean.band,mean.prorated,zero.points,zero.band,"
                              "zero.rated,total.lowest,total.highest,total.band,level,young.flag,settled.flag"};
    static const MadeUp events{"made-up-events-1.0.xml", "id,total.points,total.lowest,total.highest,total.band,total.rated"};
    return events_wanted ? events : plain;
}

const Scorer& scorer() { return current().scorer; }
const service::ScoreJob& job() { return current().job; }

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
    for (const auto& [id, rating] : nearest.change) {
        const auto item = *made_up().find_item(id);
        require(code_of(made_up().items[item], rating).has_value(), "the nearest change is a rating of the item");
        responses[item] = rating;   // a number counted from events cannot be set, but it can be another
    }
    const auto score = scorer().score(responses, line.facts, Detail::brief);
    require(score.has_value(), "what was changed is scored");
    for (const auto& scale : score->scales)
        if (scale.scale == nearest.scale) require(scale.band == nearest.band, "the nearest change gives its band");
}

/// What the line says, without whose line it is.
std::string said(const service::ScoreLine& line) {
    auto nobody = line;
    nobody.id.clear();
    return as_ndjson(nobody);
}

/// What was scored is scored again only after a while: there are few responses, and the reading is what is fuzzed.
bool is_new(const service::ScoreLine& line) {
    static std::set<std::string> scored;
    if (scored.size() > 20'000) scored.clear();
    return scored.insert(said(line)).second;
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

/// As many events as the number counted from them says; none given when it is missing.
std::string events_of(const service::ScoreLine& line) {
    const auto number = made_up().find_item(ItemId{"N1"});
    if (!number || !line.responses[*number].rated()) return {};
    std::string events;
    for (int event = 0; event < line.responses[*number].rating(); ++event)
        events += std::string{event ? "," : ""} + "{\"kind\":\"a\"}";
    return ",\"events\":{\"priors\":[" + events + "]}";
}

std::string written(const Fact& fact) {
    if (const auto* number = std::get_if<std::int64_t>(&fact)) return std::to_string(*number);
    return json_text(std::get<std::string>(fact));
}

/// As the batch writes it; the row of responses and facts seen lately is kept.
std::string row_of(const service::ScoreLine& line) {
    static std::map<std::string, std::string> rows;
    if (rows.size() > 20'000) rows.clear();
    auto& row = rows[said(line)];
    if (row.empty()) service::append_csv(row, job().columns, "", *scorer().score(line.responses, line.facts, Detail::brief));
    std::string text;
    service::append_csv(text, {job().columns.front()}, line.id, {});
    text.pop_back();
    return text + row;
}

void add_messages(std::string& messages, std::size_t number, const std::vector<service::LineFault>& faults) {
    for (const auto& fault : faults)
        messages += "x:" + std::to_string(number) + ": " + fault.reason + (fault.place.empty() ? "" : ": " + fault.place) + "\n";
}

void require_same_record(service::RecordReader& reader, std::string_view record, const service::PlainLine& plain) {
    if (record.ends_with('\r')) record.remove_suffix(1);
    service::ScoreLine line{made_up()};
    service::read_record(reader, {record, 1}, line);
    require(line.faults.empty() && line.facts.empty(), "what is read plainly has no faults and no facts");
    require(line.id == plain.id, "what is read plainly has its id");
    for (std::size_t item = 0; item < line.responses.size(); ++item)
        require(response_of(made_up().items[item], plain.codes[item]) == line.responses[item],
                "what is read plainly has its responses");
}

void require_same_records(const service::RecordFormat& format, std::string_view text) {
    const auto reader = format.reader();
    service::PlainLine plain;
    plain.codes.resize(made_up().items.size());
    for (std::size_t length; !text.empty(); text.remove_prefix(length + 1)) {
        const auto* const behind = reader->read_plain(text, plain);
        length = format.find_end(text);
        require(length < text.size(), "a block holds whole records");
        if (!behind) continue;
        require(behind == text.data() + length + 1, "what is read plainly ends where its record ends");
        require_same_record(*reader, text.substr(0, length), plain);
    }
}

/// A fact of the wrong kind is refused whatever was answered, so facts seen lately need no scoring again.
const std::vector<service::LineFault>& refusal(const Facts& facts) {
    static std::map<Facts, std::vector<service::LineFault>> refusals;
    if (refusals.size() > 20'000) refusals.clear();
    const auto [seen, is_new] = refusals.try_emplace(facts);
    if (!is_new) return seen->second;
    const auto score = scorer().score(service::ScoreLine{made_up()}.responses, facts, Detail::brief);
    if (refuses_fact(score)) seen->second.push_back({score.error().reason, score.error().place});
    return seen->second;
}

/// A fact of the wrong kind is a fault of its line, found when it is scored.
void add_refusal(service::ScoreLine& line) {
    if (line.faults.empty()) line.faults = refusal(line.facts);
}

}  // namespace

const Instrument& made_up() { return current().instrument; }

void with_events(bool wanted) { events_wanted = wanted; }

std::vector<service::ScoreLine> lines_of(service::LineReader& reader) {
    std::vector<service::ScoreLine> lines;
    service::ScoreLine line{made_up()};
    while (reader.next(line)) {
        lines.push_back(line);
        add_refusal(lines.back());
    }
    return lines;
}

std::vector<service::ScoreLine> accepted(const std::vector<service::ScoreLine>& lines) {
    std::vector<service::ScoreLine> sound;
    for (const auto& line : lines)
        if (line.faults.empty()) sound.push_back(line);
    return sound;
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

void require_same_plainly(service::ResponseFile file) {
    if (!file.header_faults().empty()) return;
    service::TextBlock block;
    while (file.source().next_block(std::size_t{1} << 18, file.format(), block))
        if (block.kind == service::TextBlock::Kind::records) require_same_records(file.format(), block.view());
}

bool is_chosen(const std::string& text) { return std::hash<std::string>{}(text) % 128 == 0; }

void require_same_in_blocks(service::ResponseFile file, const std::vector<service::ScoreLine>& lines) {
    std::string results, messages;
    add_messages(messages, 1, file.header_faults());
    if (messages.empty()) service::append_header(results, job().columns);
    for (const auto& line : lines) {
        if (line.faults.empty()) results += row_of(line);
        add_messages(messages, line.number, line.faults);
    }
    std::ostringstream results_in_blocks, messages_in_blocks;
    service::score_lines(job(), file, results_in_blocks, messages_in_blocks);
    require(results_in_blocks.str() == results, "blocks give the results of their lines");
    require(messages_in_blocks.str() == messages, "blocks give the messages of their lines");
}

std::string as_ndjson(const service::ScoreLine& line) {
    std::string text = "{\"id\":" + json_text(line.id) + ",\"responses\":{";
    for (std::size_t item = 0; item < line.responses.size(); ++item)
        if (made_up().items[item].entered())
            text += (item ? "," : "") + json_text(made_up().items[item].id.value) + ":" + written(line.responses[item]);
    text += "}" + events_of(line) + ",\"facts\":{";
    for (auto fact = line.facts.begin(); fact != line.facts.end(); ++fact)
        text += (fact == line.facts.begin() ? "" : ",") + json_text(fact->first) + ":" + written(fact->second);
    return text + "}}\n";
}

}  // namespace lika::fuzz
