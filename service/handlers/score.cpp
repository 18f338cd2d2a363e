// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/score.h"

#include "service/events_json.h"
#include "service/json.h"
#include "service/json_read.h"
#include "service/problem.h"

namespace lika::service {
namespace {

/// Sets each response; what does not fit the instrument becomes a fault.
void set_responses(Fields& entered, const engine::Instrument& instrument,
                   engine::Responses& responses) {
    for (const auto& item : entered.names()) {
        const auto response = read_response(entered.value(item));
        if (!response) {
            entered.fault(item, "wrong_type");
            continue;
        }
        const auto set = responses.set(instrument, engine::ItemId{item}, *response);
        if (!set) entered.fault(item, set.error().reason);
    }
}

engine::Facts read_facts(Fields& entered) {
    engine::Facts facts;
    for (const auto& name : entered.names()) {
        const auto& value = entered.value(name);
        if (value.is_null()) continue;
        if (const auto fact = read_fact(value))
            facts[name] = *fact;
        else
            entered.fault(name, "wrong_type");
    }
    return facts;
}

}  // namespace

Reply score(const Request& request, Services& services) {
    Fields fields{request.body};
    const engine::InstrumentId id{fields.text("instrument", 64)};
    const auto version = fields.optional_text("version", 32).value_or("");
    auto entered = fields.object("responses");
    auto entered_facts = fields.optional_object("facts");
    const auto facts = entered_facts ? read_facts(*entered_facts) : engine::Facts{};

    const auto instrument = services.library.find(id, version);
    if (!instrument) {
        const bool no_version = instrument.error().reason == "unknown_version";
        if (!id.value.empty())
            fields.fault(no_version ? "version" : "instrument", instrument.error().reason);
        fields.value("events");
        for (const auto& item : entered.names())
            entered.value(item);  // cannot be judged: not unknown fields
        return problem(422, "invalid", fields.faults());
    }
    engine::Responses responses{**instrument};
    set_responses(entered, **instrument, responses);
    if (const auto& events = fields.value("events"); !events.is_null())
        for (const auto& fault : set_events(events, **instrument, responses))
            fields.fault("events." + fault.place, fault.reason);
    if (const auto faults = fields.faults(); !faults.empty())
        return problem(422, "invalid", faults);

    const auto scored = engine::score(**instrument, responses, facts);
    return scored ? ok(result_json(**instrument, *scored)) : problem(scored.error());
}

}  // namespace lika::service
