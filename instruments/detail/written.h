// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/instrument.h"
#include "instruments/detail/markup.h"

namespace lika::instruments::detail {

/// Each adds its part of the instrument to the root, in the order the reader's parts have; what one
/// of read_*.cpp reads, the write_*.cpp of the same name writes.
void write_head(const engine::Instrument& instrument, Markup& root);
void write_events(const engine::Instrument& instrument, Markup& root);
void write_items(const engine::Instrument& instrument, Markup& root);
void write_scales(const engine::Instrument& instrument, Markup& root);
void write_decisions(const engine::Instrument& instrument, Markup& root);
void write_rules(const engine::Instrument& instrument, Markup& root);
void write_examples(const engine::Instrument& instrument, Markup& root);

/// What a number item has in place of options: its range, and the events it is counted from.
void set_number(const engine::Item& item, Markup& element);

/// Ratings or raw scores and what each gives, those in a row that give the same as "0..3=2". `step`
/// is what two in a row differ by; none: whatever stands next in the table.
std::string written(const std::map<engine::Points, engine::Points>& table,
                    const std::optional<engine::Points>& step = {});
/// A number as Points::read() takes it: a decimal, or a fraction where that has too many digits.
std::string written(const engine::Points& points);
/// Ids between spaces; "all" for every item.
std::string written(const std::vector<std::size_t>& items, const engine::Instrument& instrument);

}  // namespace lika::instruments::detail
