// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>

#include "engine/instrument.h"

namespace lika::instruments::detail {

/// The items a condition names.
std::set<std::size_t> items_named_by(const engine::Condition& condition);
/// Those that decide whether an item applies and, if it is derived, its rating.
std::set<std::size_t> items_named_by(const engine::Item& item);
/// The item and all that decide, step by step, whether it applies and what its rating is.
std::set<std::size_t> items_under(const engine::Instrument& instrument, std::size_t item);
/// Those that choose the norm and the cut-offs of a scale.
std::set<std::size_t> items_named_by(const engine::Scale& scale);
/// Every fact that some rule of the instrument names.
std::set<std::string> facts_named(const engine::Instrument& instrument);

}  // namespace lika::instruments::detail
