// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/written.h"

namespace lika::instruments::detail {

namespace {

void write_levels(const engine::Instrument& instrument, Markup& root) {
    if (instrument.levels.empty()) return;
    Markup element{"levels"};
    std::string scales;
    for (const auto& scale : instrument.level_scales)
        scales += (scales.empty() ? "" : " ") + scale.value;
    if (!scales.empty()) element.set("scale", scales);
    for (const auto& level : instrument.levels)
        element.add(Markup{"level", level.label, instrument.languages}.set("id", level.id.value));
    root.add(std::move(element));
}

Markup written(const engine::Flag& flag, const std::vector<std::string>& languages) {
    Markup element{"flag", flag.text, languages};
    element.set("id", flag.id.value).set("when", flag.when.text).set("source", flag.source);
    if (!flag.open_when_missing) element.set("open-when-missing", "false");
    return element;
}

Markup written(const engine::PolicyOverride& rule, const std::vector<std::string>& languages) {
    Markup element{"override", rule.text, languages};
    element.set("kind", "policy").set("id", rule.id.value).set("when", rule.when.text);
    element.set_unless_empty("raises-to", rule.raises_to.value);
    if (rule.raises_by > 0) element.set("raises-by", fmt::to_string(rule.raises_by));
    return element.set("source", rule.source);
}

}  // namespace

void write_rules(const engine::Instrument& instrument, Markup& root) {
    write_levels(instrument, root);
    for (const auto& flag : instrument.flags) root.add(written(flag, instrument.languages));
    for (const auto& rule : instrument.policy_overrides)
        root.add(written(rule, instrument.languages));
    write_decisions(instrument, root);
}

}  // namespace lika::instruments::detail
