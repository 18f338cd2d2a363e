// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "instruments/catalogue.h"
#include "instruments/detail/element.h"

namespace lika::instruments::detail {

/// One catalogue each, from its root element. Source: docs/catalogue-format.md.
engine::OffenceCatalogue read_offences(const Element& root);
std::vector<engine::ClockRule> read_clocks(const Element& root);
std::vector<engine::District> read_districts(const Element& root);
engine::RetentionCatalogue read_retention(const Element& root);

/// What an offence is by law, its kinds, and the age of responsibility, into `catalogue`, whose codes are read.
void read_offence_law(const Element& root, engine::OffenceCatalogue& catalogue);

using Named = std::vector<std::pair<std::string, engine::Text>>;
bool has_name(const Named& named, const std::string& id);
/// Whether the catalogue has the offence; fault unknown_offence.
bool check_offence(const Element& element, const std::string& code, const Named& codes);

/// The languages of every catalogue: "sv", "en".
const std::vector<std::string>& catalogue_languages();

/// A day of an attribute; faults missing_attribute, not_a_day.
engine::Day read_day_of(const Element& element, const char* attribute);
/// The same, nothing when absent; fault ends_before_it_begins when it is earlier than `from`.
std::optional<engine::Day> read_last_day(const Element& element, engine::Day from);
/// "verified", "sourced", "partly-sourced" or "unverified".
std::string read_status(const Element& element);

}  // namespace lika::instruments::detail
