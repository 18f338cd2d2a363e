// SPDX-License-Identifier: EUPL-1.2
// A definition. What is accepted is written and read again: the same digest and worked examples, and the same bytes when
// written once more; its empty response is scored.
#include <cstdint>

#include "engine/score.h"
#include "instruments/write_instrument.h"
#include "tests/fuzz/oracle.h"
#include "tests/support/instrument_files.h"
#include "tests/support/same_example.h"

using namespace lika;

namespace {

void require_told(const std::vector<instruments::Fault>& faults) {
    fuzz::require(!faults.empty(), "what is refused has its faults");
    for (const auto& fault : faults) {
        fuzz::require(!fault.reason.empty() && !fault.detail.empty(), "a fault has a reason and words");
        fuzz::require(!fault.to_string().empty(), "a fault is said");
    }
}

void require_scored(const engine::Instrument& instrument) {
    const auto score = engine::score(instrument, engine::Responses{instrument}, {});
    const bool limit = !score && (score.error().reason == "overflow" || score.error().reason == "too_many_completions");
    fuzz::require(score.has_value() || limit, "the empty response is scored, or too large to be");
    if (!score) return;
    for (const auto& scale : score->scales) fuzz::require(!scale.points, "an empty response has no points");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto reading = instruments::read_instrument({reinterpret_cast<const char*>(bytes), size}, "input.xml");
    if (!reading.instrument) {
        require_told(reading.faults);
        return 0;
    }
    fuzz::require(reading.faults.empty(), "what is accepted has no faults");
    const auto text = instruments::write_instrument(*reading.instrument);
    const auto again = instruments::read_instrument(text, "written.xml");
    if (!again.instrument) fuzz::fail("what is written is accepted\n" + tests::listed(again.faults) + text);
    fuzz::require(again.instrument->digest == reading.instrument->digest, "the digest comes back");
    fuzz::require(tests::same_examples(*again.instrument, *reading.instrument), "the worked examples come back");
    fuzz::require(instruments::write_instrument(*again.instrument) == text, "written again it is the same bytes");
    require_scored(*reading.instrument);
    return 0;
}
