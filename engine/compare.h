// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/meaning.h"

namespace lika::engine {

/// One way in which two instruments do not mean the same.
struct Difference {
    enum class Kind {
        added,     ///< only the second has the part
        removed,   ///< only the first has it
        changed,   ///< both have it, with another value
        reordered  ///< the parts both have stand in another order
    };

    Kind kind = Kind::changed;
    std::vector<Part> within;  ///< the parts it stands in, outermost first, themselves without parts
    Part part;                 ///< added or removed: with all it holds; else its name only
    std::string from, to;      ///< changed: the values; reordered: the ids with spaces between
};

/// Every difference of meaning, in the order of the definition; empty when the digests agree, and only then.
/// A part added or removed is one difference, with what it holds.
std::vector<Difference> compare(const Instrument& first, const Instrument& second);

}  // namespace lika::engine
