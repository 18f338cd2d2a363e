// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <vector>

#include "engine/instrument.h"
#include "instruments/detail/element.h"

namespace lika::instruments::detail {

/// An instrument while it is read, with the element each part came from.
///
/// What could not be read is left out, so every index is valid and checks can run beside other
/// faults.
struct Draft {
    Draft(Element element, Report& faults) : root(element), report(&faults) {}

    engine::Instrument instrument;
    Element root;
    Report* report;
    std::map<std::string, std::string> references;  ///< id -> text
    std::map<std::string, std::vector<engine::Option>> shared_options;
    std::set<std::string> used_names;  ///< references and shared options that were named
    std::vector<Element> items, scales, flags, overrides, levels,
        examples;                             ///< parallel to the instrument's vectors
    std::vector<std::vector<Element>> bands;  ///< one row a scale
};

/// The root's attributes and words, references and domains.
void read_head(Draft& draft);
/// Shared options, items, factors, then the conditions under which items apply.
void read_items(Draft& draft);
void read_scales(Draft& draft);
/// Levels, flags, overrides and worked examples.
void read_rules(Draft& draft);
void read_examples(Draft& draft);

/// Options of an element in order. Faults ratings_not_rising, too_few_options.
std::vector<engine::Option> read_options(const Element& owner,
                                         const std::vector<std::string>& languages);
/// A condition of an attribute. Faults missing_attribute, condition_syntax, condition_too_deep,
/// condition_too_long, unknown_item, unknown_fact, no_such_rating.
std::optional<engine::Condition> read_when(const Draft& draft, const Element& element,
                                           const char* attribute);
/// Indexes of the items an attribute names, "all" for every one; fault unknown_item.
std::vector<std::size_t> read_item_list(const Draft& draft, const Element& element,
                                        const char* attribute);

}  // namespace lika::instruments::detail
