// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/instrument.h"

namespace lika::instruments {

/// One fault of a definition or catalogue. `reason` is a stable token; `detail` says it in English
/// words.
struct Fault {
    std::string file;
    std::size_t line = 0;  ///< from 1; 0: the whole file
    std::size_t column = 0;
    std::string path;  ///< "/instrument/scale[@id='total']/band[@id='high']"; may be empty
    std::string reason;
    std::string detail;

    /// "file:line:column: reason: detail (path)".
    std::string to_string() const;
};

/// What reading gave: an instrument, or its faults (never both): all at once, without those that may
/// only be consequences of others.
struct InstrumentReading {
    std::optional<engine::Instrument> instrument;
    std::vector<Fault> faults;
};

/// Reads and checks a definition and runs its worked examples; sets the digest.
/// Refuses hostile XML (doctype, entities, depth, size, duplicate attributes, bad UTF-8, two
/// roots). Format: docs/instrument-format.md.
InstrumentReading read_instrument(std::string_view xml, const std::string& file);

}  // namespace lika::instruments
