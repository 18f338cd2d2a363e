// SPDX-License-Identifier: EUPL-1.2
#include "instruments/write_instrument.h"

#include <iterator>

#include "instruments/detail/written.h"

namespace lika::instruments {

std::string write_instrument(const engine::Instrument& instrument) {
    detail::Markup root{"instrument"};
    write_head(instrument, root);
    write_events(instrument, root);
    write_items(instrument, root);
    write_scales(instrument, root);
    write_rules(instrument, root);
    write_examples(instrument, root);
    return root.to_text();
}

namespace detail {

std::string written(const std::map<engine::Points, engine::Points>& table,
                    const std::optional<engine::Points>& step) {
    std::string text;
    for (auto from = table.begin(); from != table.end();) {
        auto last = from, next = std::next(from);
        while (next != table.end() && next->second == from->second &&
               (!step || *last->first.plus(*step) == next->first))
            last = next++;
        text += (text.empty() ? "" : " ") + written(from->first);
        if (last != from) text += ".." + written(last->first);
        text += "=" + written(from->second);
        from = next;
    }
    return text;
}

std::string written(const engine::Points& points) {
    auto decimal = points.to_string();
    const auto read = engine::Points::read(decimal);
    if (read && *read == points) return decimal;
    return fmt::format("{}/{}", points.numerator(), points.denominator());
}

std::string written(const std::vector<std::size_t>& items, const engine::Instrument& instrument) {
    if (items.size() == instrument.items.size()) return "all";
    std::string ids;
    for (const auto item : items)
        ids += (ids.empty() ? "" : " ") + instrument.items[item].id.value;
    return ids;
}

}  // namespace detail

}  // namespace lika::instruments
