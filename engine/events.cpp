// SPDX-License-Identifier: EUPL-1.2
#include "engine/events.h"

#include <algorithm>

namespace lika::engine {

namespace {

template <class Things, class Key>
auto find_by_id(const Things& things, const Key& id) {
    return std::find_if(things.begin(), things.end(),
                        [&](const auto& thing) { return thing.id == id; });
}

Result<void> check(const Instrument& instrument, const Events& events) {
    for (const auto& [id, list] : events) {
        const auto known = find_by_id(instrument.events, id);
        if (known == instrument.events.end())
            return Error{ErrorKind::invalid, "unknown_events", id.value};
        for (std::size_t index = 0; index < list.size(); ++index)
            if (find_by_id(known->kinds, list[index].kind) == known->kinds.end())
                return Error{ErrorKind::invalid, "unknown_event_kind",
                             id.value + " " + std::to_string(index + 1)};
    }
    return {};
}

/// What counts together: a named group, else a day, else the event alone.
std::string group_of(const Event& event, std::size_t index) {
    if (!event.group.empty()) return "group " + event.group;
    if (event.on) return "day " + to_string(*event.on);
    return "event " + std::to_string(index);
}

/// The points of the events that count, each with its group.
std::vector<std::pair<std::string, std::int64_t>> points_of(const EventList& known,
                                                          const FromEvents& from,
                                                          const std::vector<Event>& list) {
    std::vector<std::pair<std::string, std::int64_t>> points;
    for (std::size_t index = 0; index < list.size(); ++index) {
        const auto& kinds = from.kinds;
        const auto& kind = list[index].kind;
        if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) continue;
        points.emplace_back(group_of(list[index], index), find_by_id(known.kinds, kind)->points);
    }
    return points;
}

std::int64_t rating_of(const EventList& known, const FromEvents& from,
                       const std::vector<Event>& list) {
    using Take = FromEvents::Take;
    const auto points = points_of(known, from, list);
    if (from.take == Take::count) return static_cast<std::int64_t>(points.size());
    std::map<std::string, std::int64_t> highest;
    std::int64_t sum = 0;
    for (const auto& [group, one] : points) {
        const auto key = from.take == Take::highest ? std::string{} : group;
        const auto [found, first] = highest.emplace(key, one);
        if (!first) found->second = std::max(found->second, one);
        sum += one;
    }
    if (from.take == Take::sum) return sum;
    if (from.take == Take::groups) return static_cast<std::int64_t>(highest.size());
    std::int64_t all = 0;
    for (const auto& [group, one] : highest) all += one;
    return all;
}

}  // namespace

Result<void> count_events(const Instrument& instrument, const Events& events,
                          Responses& responses) {
    if (const auto checked = check(instrument, events); !checked) return checked;
    auto counted = responses;
    for (std::size_t index = 0; index < instrument.items.size(); ++index) {
        const auto& item = instrument.items[index];
        if (!item.from_events) continue;
        const auto list = events.find(item.from_events->events);
        if (list == events.end()) continue;
        const auto known = find_by_id(instrument.events, list->first);
        const auto rating = rating_of(*known, *item.from_events, list->second);
        if (rating < item.options.front().rating || rating > item.options.back().rating)
            return Error{ErrorKind::invalid, "rating_out_of_range", item.id.value};
        counted[index] = static_cast<std::int32_t>(rating);
    }
    responses = std::move(counted);
    return {};
}

}  // namespace lika::engine
