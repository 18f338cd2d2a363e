// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "instruments/detail/draft.h"

namespace lika::instruments::detail {

namespace {

using engine::Condition;
using Compare = Condition::Compare;

std::vector<engine::ItemId> item_ids(const Draft& draft) {
    std::vector<engine::ItemId> ids;
    for (const auto& item : draft.instrument.items) ids.push_back(item.id);
    return ids;
}

std::string token_of(const std::string& reason) {
    return reason.starts_with("unknown_") ? reason : "condition_" + reason;
}

std::string words_of(const std::string& reason) {
    if (reason == "unknown_item") return "names an item that is not there";
    if (reason == "unknown_fact") return "names a fact that the attribute facts does not declare";
    if (reason == "too_deep") return "is nested too deep; write it as several rules";
    if (reason == "too_long") return "is too long; write it as several rules";
    return "is not written as docs/instrument-format.md says";
}

// The name that is not known, or what cannot stand there: ": S55".
std::string named_at(const std::string& text, const engine::Error& error) {
    const auto begin = static_cast<std::size_t>(std::atoi(error.place.c_str())) - 1;
    if (begin >= text.size()) return error.reason == "syntax" ? ": it ends too early" : "";
    if (!error.reason.starts_with("unknown_"))
        return error.reason == "syntax" ? fmt::format(" from \"{}\"", cut(text.substr(begin), 24))
                                        : "";
    const auto end = text.find_first_of(" ()=!<>\t\n\r", begin);
    return ": " + cut(text.substr(begin, end - begin));
}

// Whether some rating of the item makes the comparison differ from all others: else the author
// meant another number.
bool can_matter(const engine::Item& item, Compare compare, std::int32_t number) {
    if (item.options.empty()) return true;
    const bool exact = compare == Compare::equal || compare == Compare::not_equal;
    if (!exact)
        return number >= item.options.front().rating && number <= item.options.back().rating;
    return std::any_of(item.options.begin(), item.options.end(),
                       [&](const auto& option) { return option.rating == number; });
}

void check_ratings(const Draft& draft, const Element& element, const Condition& condition) {
    for (const auto& node : condition.nodes)
        for (const auto index : node.items)
            if (const auto& item = draft.instrument.items[index];
                !can_matter(item, node.compare, node.number))
                element.fault("no_such_rating",
                              fmt::format("{} has no rating {}", item.id.value, node.number));
}

}  // namespace

std::optional<Condition> read_when(const Draft& draft, const Element& element,
                                   const char* attribute) {
    const auto text = element.required(attribute);
    if (text.empty()) return std::nullopt;
    auto condition = engine::read_condition(text, item_ids(draft), draft.instrument.facts);
    if (condition) {
        check_ratings(draft, element, *condition);
        return *condition;
    }
    const auto& error = condition.error();
    element.fault(token_of(error.reason),
                  fmt::format("{}, character {}: the condition {}{}", attribute, error.place,
                              words_of(error.reason), named_at(text, error)));
    return std::nullopt;
}

std::vector<std::size_t> read_item_list(const Draft& draft, const Element& element,
                                        const char* attribute) {
    const auto& items = draft.instrument.items;
    const auto names = element.list(attribute);
    std::vector<std::size_t> indexes;
    if (names == std::vector<std::string>{"all"}) {
        for (std::size_t i = 0; i < items.size(); ++i) indexes.push_back(i);
        return indexes;
    }
    for (const auto& name : names) {
        if (const auto index = draft.instrument.find_item(engine::ItemId{name}))
            indexes.push_back(*index);
        else if (!draft.written_item(name))
            element.fault("unknown_item",
                          fmt::format("{} names {}, which is not there", attribute, cut(name)));
    }
    return indexes;
}

}  // namespace lika::instruments::detail
