// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/batch_trace.h"

namespace lika::engine::detail {

namespace {

bool left_out(const Item& item, Code code) {
    return item.may_be_not_applicable && code == static_cast<Code>(Missing::not_applicable);
}

}  // namespace

std::optional<TraceTable> TraceTable::make(const Plan& plan) {
    TraceTable table;
    const auto& scales = plan.instrument->scales;
    for (std::size_t scale = 0; scale < scales.size(); ++scale) {
        if (scales[scale].combine == Scale::Combine::judgement) continue;
        for (const auto& term : scales[scale].terms)
            if (!table.add_term(*plan.instrument, scale, term)) return std::nullopt;
    }
    return table;
}

bool TraceTable::add_term(const Instrument& instrument, std::size_t scale, const Term& term) {
    const auto& item = instrument.items[term.item];
    terms_.push_back({term.item, steps_.size()});
    for (std::size_t code = 0; code < item.options.size() + first_option; ++code) {
        BatchStep step;
        step.scale = static_cast<std::uint32_t>(scale);
        step.item = static_cast<std::uint32_t>(term.item);
        step.code = static_cast<Code>(code);
        step.applicable = !left_out(item, step.code);
        step.counted = code >= first_option;
        if (step.counted) {
            const auto gives = term.contribution(item.options[code - first_option].rating);
            if (!gives) return false;
            step.contribution = *gives;
        }
        steps_.push_back(step);
    }
    return true;
}

void TraceTable::trace(const Code* row, const Truth* applies, std::vector<BatchStep>& steps) const {
    steps.resize(terms_.size());
    auto* step = steps.data();
    for (const auto& term : terms_) {
        *step = steps_[term.first + row[term.item]];
        if (applies[term.item] != Truth::yes) {
            step->applicable = step->counted = false;
            step->contribution = {};
        }
        ++step;
    }
}

}  // namespace lika::engine::detail
