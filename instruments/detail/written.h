// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/instrument.h"
#include "instruments/detail/markup.h"

namespace lika::instruments::detail {

/// Each adds its part of the instrument to the root, in the order the reader's parts have; what one
/// of read_*.cpp reads, the write_*.cpp of the same name writes.
void write_head(const engine::Instrument& instrument, Markup& root);
void write_items(const engine::Instrument& instrument, Markup& root);
void write_scales(const engine::Instrument& instrument, Markup& root);
void write_rules(const engine::Instrument& instrument, Markup& root);
void write_examples(const engine::Instrument& instrument, Markup& root);

/// A number as Points::read() takes it: a decimal, or a fraction where that has too many digits.
std::string written(const engine::Points& points);
/// Ids between spaces; "all" for every item.
std::string written(const std::vector<std::size_t>& items, const engine::Instrument& instrument);

}  // namespace lika::instruments::detail
