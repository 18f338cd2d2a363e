// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <tuple>

#include "instruments/detail/written.h"

namespace lika::instruments::detail {

namespace {

using engine::Decision;

std::string listed(const Decision& decision, const std::vector<std::size_t>& outcomes) {
    std::string ids;
    for (const auto outcome : outcomes)
        ids += (ids.empty() ? "" : " ") + decision.outcomes[outcome].first.value;
    return ids;
}

// By rating, then band, whatever their order in the file.
void write_cells(const engine::Instrument& instrument, const Decision& decision, Markup& element) {
    auto cells = decision.cells;
    std::sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) {
        return std::tie(a.option, a.band) < std::tie(b.option, b.band);
    });
    const auto& options = instrument.items[decision.item].options;
    const auto& bands = instrument.scales[decision.scale].bands;
    for (const auto& cell : cells)
        element.add(Markup{"cell"}
                        .set("rating", fmt::to_string(options[cell.option].rating))
                        .set("band", bands[cell.band].id.value)
                        .set("outcomes", listed(decision, cell.outcomes)));
}

Markup written(const engine::Instrument& instrument, const Decision& decision) {
    Markup element{"decision"};
    element.set("id", decision.id.value)
        .set("item", instrument.items[decision.item].id.value)
        .set("scale", instrument.scales[decision.scale].id.value)
        .set("source", decision.source)
        .add_words("name", decision.name, instrument.languages);
    for (const auto& [id, label] : decision.outcomes)
        element.add(Markup{"outcome", label, instrument.languages}.set("id", id.value));
    write_cells(instrument, decision, element);
    for (const auto& exception : decision.exceptions)
        element.add(Markup{"exception", exception.text, instrument.languages}
                        .set("when", exception.when.text)
                        .set("outcomes", listed(decision, exception.outcomes))
                        .set("source", exception.source));
    return element;
}

}  // namespace

void write_decisions(const engine::Instrument& instrument, Markup& root) {
    for (const auto& decision : instrument.decisions) root.add(written(instrument, decision));
}

}  // namespace lika::instruments::detail
