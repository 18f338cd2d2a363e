// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/clock.h"
#include "engine/responses.h"

namespace lika::engine {

/// One thing that happened.
struct Event {
    std::optional<Day> on;   ///< empty: the day is not known
    EventKindId kind;
    std::string group;       ///< events with the same group count together ("session-1"); empty: those of the same day do

    bool operator==(const Event&) const = default;
};

/// Lists by id. A list that is not there has not been asked for: what is counted from it is unanswered. An empty list says
/// that nothing happened.
using Events = std::map<EventsId, std::vector<Event>>;

/// Sets every number item that is counted from an event list (Item::from_events), or with an error none.
///
/// An event with neither group nor day is a group of its own. Errors (invalid), place = "LIST 3", the third event of a
/// list: unknown_events (place = the list), unknown_event_kind; rating_out_of_range, place = the item: more than its
/// highest number. Source: docs/scoring.md, "Events".
Result<void> count_events(const Instrument& instrument, const Events& events, Responses& responses);

}  // namespace lika::engine
