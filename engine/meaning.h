// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/instrument.h"

namespace lika::engine {

/// One part of what an instrument means: a cut-off, a text in one language, an item with all it holds.
struct Part {
    std::string name;          ///< as in a definition; "text.sv" in one language, "recode.2" of one rating
    std::string value;         ///< "15", "prorate", an item's id: never an index
    std::string digested;      ///< what the digest takes in its place
    bool one_of_many = false;  ///< parts of this name are told apart by their value, and have an order
    std::vector<Part> parts;   ///< what it holds, in a fixed order
};

/// Everything an instrument means, worked examples apart. What is not in it is layout: the digest is taken of this
/// and two versions are compared by it. Conditions are written one way, whatever their spaces.
std::vector<Part> meaning(const Instrument& instrument);

}  // namespace lika::engine
