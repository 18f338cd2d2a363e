// SPDX-License-Identifier: EUPL-1.2
#include <cstdint>
#include <sstream>

#include "tests/fuzz/oracle.h"
#include "tests/fuzz/scored_line.h"

using namespace lika;

namespace {

std::vector<service::ScoreLine> read(const std::string& text) {
    std::istringstream stream{text};
    return fuzz::lines_of(*service::read_csv(stream, fuzz::made_up()));
}

std::vector<service::ScoreLine> read_as_ndjson(const std::string& text) {
    std::istringstream stream{text};
    return fuzz::lines_of(*service::read_ndjson(stream, fuzz::made_up(), {}));
}

std::string cell(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string{c};
    return quoted + '"';
}

std::string header() {
    std::string text = "id";
    for (const auto& item : fuzz::made_up().items) text += "," + item.id.value;
    for (const auto& fact : fuzz::made_up().facts) text += "," + fact;
    return text + "\r\n";
}

std::string cell(const engine::Response& response) {
    return response.rated() ? std::to_string(response.rating()) : engine::to_string(response.missing());
}

std::string cell(const engine::Facts& facts, const std::string& name) {
    const auto fact = facts.find(name);
    if (fact == facts.end()) return {};
    if (const auto* number = std::get_if<std::int64_t>(&fact->second)) return std::to_string(*number);
    return cell(std::get<std::string>(fact->second));
}

std::string as_csv(const service::ScoreLine& line) {
    std::string text = cell(line.id);
    for (std::size_t item = 0; item < line.responses.size(); ++item) text += "," + cell(line.responses[item]);
    for (const auto& fact : fuzz::made_up().facts) text += "," + cell(line.facts, fact);
    return text + "\r\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text{reinterpret_cast<const char*>(bytes), size};
    const auto all = read(text);
    std::istringstream stream{text}, stream_again{text};
    fuzz::require_same_plainly(service::ResponseFile::csv(stream, fuzz::made_up()));
    if (fuzz::is_chosen(text)) fuzz::require_same_in_blocks(service::ResponseFile::csv(stream_again, fuzz::made_up()), all);

    const auto lines = fuzz::accepted(all);
    if (lines.empty()) return 0;
    auto again = header();
    std::string json;
    for (const auto& line : lines) {
        again += as_csv(line);
        json += fuzz::as_ndjson(line);
    }
    const auto reread = fuzz::accepted(read(again));
    const auto from_json = fuzz::accepted(read_as_ndjson(json));
    fuzz::require(reread.size() == lines.size(), "what was accepted is accepted again");
    fuzz::require(from_json.size() == lines.size(), "what CSV may say NDJSON may say");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        fuzz::require_same(lines[i], reread[i]);
        fuzz::require_same(lines[i], from_json[i]);
        fuzz::require_sound_score(lines[i]);
    }
    return 0;
}
