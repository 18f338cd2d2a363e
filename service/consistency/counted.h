// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <string>

#include "engine/consistency/outcome.h"
#include "engine/instrument.h"
#include "service/services.h"

namespace lika::service {

/// What of the instrument the city's picture needs: the high bands are its highest level, of four or more the two highest.
/// Items that are entered count, risk and protection apart.
engine::consistency::OutcomeScheme scheme_of(const engine::Instrument& instrument);

/// Places of the items that are counted, in the instrument's order.
std::vector<std::size_t> counted_items(const engine::Instrument& instrument);

/// What is counted of a signed assessment, as the vault keeps it; the tokens are left out. Nothing for an instrument that the
/// library has no more.
std::optional<std::string> content_of(const storage::Uncounted& one, const instruments::Library& library);
/// The bytes of an outcome without its tokens; the instrument's digest tells which items the ratings are of.
std::string content_of(const engine::consistency::Outcome& outcome, std::span<const engine::consistency::Code> ratings,
                       const std::string& digest);

/// Adds an outcome to those of its district. False: of an instrument with other items, or damaged.
bool add_content(const std::string& content, std::uint64_t subject, std::uint32_t worker, engine::consistency::Outcomes& into);

/// 12 times the year plus 0 to 11, of a day YYYY-MM-DD.
std::uint16_t month_of(const std::string& day);
std::chrono::year_month_day first_day(std::uint16_t month);
std::string day_of_month(std::uint16_t month);   ///< the first, YYYY-MM-DD
/// Whole days between two days YYYY-MM-DD, at least 0.
std::uint16_t days_between(const std::string& from, const std::string& to);

}  // namespace lika::service
