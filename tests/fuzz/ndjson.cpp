// SPDX-License-Identifier: EUPL-1.2
#include <cstdint>
#include <sstream>

#include "tests/fuzz/oracle.h"
#include "tests/fuzz/scored_line.h"

using namespace lika;

namespace {

std::vector<service::ScoreLine> read(const std::string& text) {
    std::istringstream stream{text};
    return fuzz::lines_of(*service::read_ndjson(stream, fuzz::made_up(), {}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text{reinterpret_cast<const char*>(bytes), size};
    fuzz::with_events(text.find("\"events\"") != std::string::npos);
    const auto all = read(text);
    std::istringstream stream{text}, stream_again{text};
    fuzz::require_same_plainly(service::ResponseFile::ndjson(stream, fuzz::made_up(), {}));
    if (fuzz::is_chosen(text)) fuzz::require_same_in_blocks(service::ResponseFile::ndjson(stream_again, fuzz::made_up(), {}), all);

    const auto lines = fuzz::accepted(all);
    if (lines.empty()) return 0;
    std::string again;
    for (const auto& line : lines) again += fuzz::as_ndjson(line);
    const auto reread = fuzz::accepted(read(again));
    fuzz::require(reread.size() == lines.size(), "what was accepted is accepted again");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        fuzz::require_same(lines[i], reread[i]);
        fuzz::require_sound_score(lines[i]);
    }
    return 0;
}
