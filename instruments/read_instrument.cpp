// SPDX-License-Identifier: EUPL-1.2
#include "instruments/read_instrument.h"

#include <pugixml.hpp>

#include "instruments/detail/check_instrument.h"
#include "instruments/detail/digest.h"
#include "instruments/detail/document.h"
#include "instruments/detail/draft.h"

namespace lika::instruments {

namespace {

engine::Instrument read_and_check(pugi::xml_node root, detail::Report& report) {
    detail::Draft draft{{root, report}, report};
    check_limits(draft.root);
    if (!report.empty()) return {};
    read_head(draft);
    read_events(draft);
    read_items(draft);
    read_scales(draft);
    read_rules(draft);
    read_examples(draft);
    report.end_of_reading();
    check_items(draft);
    check_scales(draft);
    check_rules(draft);
    check_names(draft);
    check_conditions(draft);
    if (report.empty())
        check_examples(draft);  // a definition with other faults has nothing to prove
    draft.instrument.digest = detail::digest_of(draft.instrument);
    return std::move(draft.instrument);
}

}  // namespace

InstrumentReading read_instrument(std::string_view xml, const std::string& file) {
    detail::Report report{xml, file};
    pugi::xml_document document;
    if (!detail::read_document(xml, "instrument", document, report))
        return {std::nullopt, report.take()};
    auto instrument = read_and_check(document.document_element(), report);
    if (!report.empty()) return {std::nullopt, report.take()};
    return {std::move(instrument), {}};
}

}  // namespace lika::instruments
