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
    std::vector<Element> items, scales, flags, overrides, levels, events, decisions,
        examples;  ///< parallel to the instrument's vectors
    std::vector<std::vector<Element>> bands, cut_offs, norms;  ///< one row a scale

    bool has_most_items = false;  ///< the fault too_many_items was given

    /// Whether an element of this name and id stands in the file. It may have been left out for a
    /// fault of its own: what names it then names something.
    bool written(const char* element, const std::string& id) const;
    /// The same of an item, factor or number.
    bool written_item(const std::string& id) const;
    /// Whether what is found of an item may be a consequence of faults of it or its shared options.
    bool doubtful_item(std::size_t item) const;

    /// Whether so many more options, points of ratings or rows of norms have room. A short file can
    /// ask for very many. Fault too_much_written_out, once.
    bool fits(const Element& element, std::size_t entries);

private:
    std::size_t written_out_ = 0;
    bool full_ = false;
};

/// The root's attributes and words, references and domains.
void read_head(Draft& draft);
/// Shared options, items, factors, numbers, then the conditions under which items apply or derived
/// ones have a rating.
void read_items(Draft& draft);
/// Lists of events; before the items that are counted from them.
void read_events(Draft& draft);
void read_scales(Draft& draft);
/// Levels, flags, overrides and decision tables.
void read_rules(Draft& draft);
void read_examples(Draft& draft);

/// What an item, a factor and a number have in common.
engine::Item read_common(Draft& draft, const Element& element);
/// Reads direction, id and whether it may be not applicable, and adds the item.
void finish_item(Draft& draft, const Element& element, engine::Item item);
/// Faults duplicate_id, too_many_items (over 2000).
void add_item(Draft& draft, const Element& element, engine::Item item);
/// A `<number>`: its options are every whole number from lowest to highest. Faults range_empty,
/// range_too_wide, unknown_events, unknown_event_kind, events_attribute_alone, events_need_zero.
void read_number(Draft& draft, const Element& element);

/// One row of a table written "0=2 1..3=1": the keys from `from` to `to` have `points`.
struct Row {
    engine::Points from, to, points;
};
/// Rows of an attribute; fault `reason` for one that is not written so.
std::vector<Row> read_rows(const Element& element, const char* attribute, const char* reason);
/// The points of a key; nothing when no row holds it, or several do.
std::optional<engine::Points> find_row(const std::vector<Row>& rows, const engine::Points& key);

/// Norms and cut-offs of a scale whose bands are read. Faults bad_norm, bad_cut_offs,
/// cut_offs_do_not_match_bands.
void read_norms(Draft& draft, const Element& element, engine::Scale& scale,
                std::vector<Element>& places);
void read_cut_offs(const Draft& draft, const Element& element, engine::Scale& scale,
                   std::vector<Element>& places);
void read_decision(Draft& draft, const Element& element);

/// Options of an element in order; `derived`: they may have conditions, which are read later.
/// Faults ratings_not_rising, too_few_options.
std::vector<engine::Option> read_options(const Element& owner,
                                         const std::vector<std::string>& languages,
                                         bool derived = false);
/// A condition of an attribute. Faults missing_attribute, condition_syntax, condition_too_deep,
/// condition_too_long, unknown_item, unknown_fact, no_such_rating.
std::optional<engine::Condition> read_when(const Draft& draft, const Element& element,
                                           const char* attribute);
/// Indexes of the items an attribute names, "all" for every one; fault unknown_item.
std::vector<std::size_t> read_item_list(const Draft& draft, const Element& element,
                                        const char* attribute);

}  // namespace lika::instruments::detail
