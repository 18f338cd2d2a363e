// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "instruments/detail/written.h"

namespace lika::instruments::detail {

namespace {

void set_events(const engine::FromEvents& from, Markup& element) {
    constexpr std::array takes{"count", "sum", "highest", "highest-per-group", "groups"};
    std::string kinds;
    for (const auto& kind : from.kinds) kinds += (kinds.empty() ? "" : " ") + kind.value;
    element.set("events", from.events.value)
        .set("take", takes[static_cast<std::size_t>(from.take)])
        .set_unless_empty("kinds", kinds);
}

}  // namespace

void set_number(const engine::Item& item, Markup& element) {
    element.set("lowest", fmt::to_string(item.options.front().rating))
        .set("highest", fmt::to_string(item.options.back().rating));
    if (item.from_events) set_events(*item.from_events, element);
}

void write_events(const engine::Instrument& instrument, Markup& root) {
    for (const auto& list : instrument.events) {
        Markup element{"events"};
        element.set("id", list.id.value)
            .set("domain", list.domain.value)
            .add_words("text", list.text, instrument.languages);
        for (const auto& kind : list.kinds)
            element.add(Markup{"kind", kind.label, instrument.languages}
                            .set("id", kind.id.value)
                            .set("points", fmt::to_string(kind.points)));
        root.add(std::move(element));
    }
}

}  // namespace lika::instruments::detail
