// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/draft.h"

namespace lika::instruments::detail {

namespace {

using engine::EventKind;
using engine::EventList;
using engine::Item;

constexpr std::int64_t widest = 1000;

template <class Things, class Id>
auto find_by_id(const Things& things, const Id& id) {
    return std::find_if(things.begin(), things.end(),
                        [&](const auto& thing) { return thing.id == id; });
}

void read_kind(const Draft& draft, const Element& element, EventList& list) {
    EventKind kind;
    kind.label = element.words({"id", "points"}, draft.instrument.languages);
    element.required("points");
    const auto points = element.number("points", 0, 1000);
    const auto id = element.id();
    if (!points || !id) return;
    kind.points = static_cast<std::int32_t>(*points);
    kind.id = engine::EventKindId{*id};
    if (find_by_id(list.kinds, kind.id) != list.kinds.end())
        element.fault("duplicate_id", fmt::format("the kind {} is there already", *id));
    else
        list.kinds.push_back(std::move(kind));
}

void read_range(Draft& draft, const Element& element, Item& item) {
    element.required("lowest");
    element.required("highest");
    const auto lowest = element.number("lowest", -1000, 1000);
    const auto highest = element.number("highest", -1000, 1000);
    if (!lowest || !highest) return;
    if (*lowest >= *highest)
        return element.fault(
            "range_empty", fmt::format("a number goes from its lowest to a higher one, not from {} "
                                       "to {}",
                                       *lowest, *highest));
    if (*highest - *lowest > widest)
        return element.fault("range_too_wide",
                             fmt::format("from {} to {} are {} steps, at most {}", *lowest,
                                         *highest, *highest - *lowest, widest));
    if (!draft.fits(element, static_cast<std::size_t>(*highest - *lowest + 1))) return;
    for (auto number = *lowest; number <= *highest; ++number) {
        engine::Option option;
        option.rating = static_cast<std::int32_t>(number);
        for (const auto& language : draft.instrument.languages)
            option.anchor[language] = std::to_string(number);
        item.options.push_back(std::move(option));
    }
}

void read_from_events(const Draft& draft, const Element& element, Item& item) {
    if (!element.has("events")) {
        if (element.has("take") || element.has("kinds"))
            element.fault("events_attribute_alone",
                          fmt::format("{} says what of a list is counted: name the list in events",
                                      element.has("take") ? "take" : "kinds"));
        return;
    }
    element.required("take");
    const auto take =
        element.choice("take", {"count", "sum", "highest", "highest-per-group", "groups"});
    engine::FromEvents from;
    from.events = engine::EventsId{element.value("events")};
    from.take = static_cast<engine::FromEvents::Take>(take.value_or(0));
    const auto& lists = draft.instrument.events;
    const auto list = find_by_id(lists, from.events);
    if (list == lists.end())
        return element.fault("unknown_events",
                             fmt::format("add <events id=\"{}\">", cut(from.events.value)));
    for (const auto& name : element.list("kinds")) {
        from.kinds.emplace_back(name);
        if (find_by_id(list->kinds, from.kinds.back()) == list->kinds.end())
            element.fault("unknown_event_kind",
                          fmt::format("kinds names {}, which is not there", cut(name)));
    }
    if (!item.options.empty() &&
        (item.options.front().rating > 0 || item.options.back().rating < 1))
        element.fault("events_need_zero",
                      fmt::format("without events the number is 0, which {} to {} does not hold",
                                  item.options.front().rating, item.options.back().rating));
    item.from_events = std::move(from);
}

}  // namespace

void read_number(Draft& draft, const Element& element) {
    element.allow({"id", "domain", "level", "factor", "higher-means", "lowest", "highest", "events",
                   "take", "kinds", "applies-when", "may-be-not-applicable", "sources"},
                  {"text", "definition", "not-applicable-when", "ask-about"});
    auto item = read_common(draft, element);
    item.number = true;
    read_range(draft, element, item);
    read_from_events(draft, element, item);
    finish_item(draft, element, std::move(item));
}

void read_events(Draft& draft) {
    auto& lists = draft.instrument.events;
    for (const auto& element : draft.root.children("events")) {
        element.allow({"id", "domain"}, {"text", "kind"});
        EventList list;
        list.domain = engine::DomainId{element.required("domain")};
        if (const auto& domains = draft.instrument.domains;
            !list.domain.value.empty() && find_by_id(domains, list.domain) == domains.end())
            element.fault("unknown_domain",
                          fmt::format("add <domain id=\"{}\">", cut(list.domain.value)));
        list.text = element.only_words("text", true, draft.instrument.languages);
        for (const auto& kind : element.children("kind")) read_kind(draft, kind, list);
        if (element.children("kind").empty())
            element.lacks("missing_element", "<events> needs <kind>");
        const auto id = element.id();
        if (!id) continue;
        list.id = engine::EventsId{*id};
        if (find_by_id(lists, list.id) != lists.end()) {
            element.fault("duplicate_id", fmt::format("the events {} are there already", *id));
            continue;
        }
        lists.push_back(std::move(list));
        draft.events.push_back(element);
    }
}

}  // namespace lika::instruments::detail
