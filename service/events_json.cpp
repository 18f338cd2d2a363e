// SPDX-License-Identifier: EUPL-1.2
#include "service/events_json.h"

namespace lika::service {
namespace {

using nlohmann::json;

class Reader {
public:
    engine::Events read(const json& entered) {
        if (!entered.is_object()) fault("wrong_type", "events");
        for (const auto& [id, list] : entered.items())
            if (entered.is_object() && !list.is_null()) read_list(id, list);
        return std::move(events_);
    }

    std::vector<LineFault> faults;

private:
    void fault(const char* reason, std::string place) { faults.push_back({reason, std::move(place)}); }

    void read_list(const std::string& id, const json& list) {
        if (!list.is_array()) return fault("wrong_type", id);
        auto& events = events_[engine::EventsId{id}];
        for (const auto& one : list) {
            const auto place = id + " " + std::to_string(events.size() + 1);
            events.push_back(one.is_object() ? read_event(one, place) : engine::Event{});
            if (!one.is_object()) fault("wrong_type", place);
        }
    }

    engine::Event read_event(const json& one, const std::string& place) {
        engine::Event event;
        for (const auto& [name, value] : one.items()) {
            const bool known = name == "on" || name == "kind" || name == "group";
            if (!known)
                fault("unknown_field", place);
            else if (value.is_string())
                set(event, name, value.get<std::string>(), place);
            else if (!value.is_null())
                fault("wrong_type", place);
        }
        return event;
    }

    void set(engine::Event& event, const std::string& name, std::string text, const std::string& place) {
        if (name == "kind") event.kind = engine::EventKindId{std::move(text)};
        else if (name == "group") event.group = std::move(text);
        else if (const auto day = engine::read_day(text)) event.on = *day;
        else fault("not_a_day", place);
    }

    engine::Events events_;
};

}  // namespace

std::vector<LineFault> set_events(const json& entered, const engine::Instrument& instrument,
                                  engine::Responses& responses) {
    Reader reader;
    const auto events = reader.read(entered);
    if (!reader.faults.empty()) return reader.faults;
    const auto counted = engine::count_events(instrument, events, responses);
    if (!counted) return {{counted.error().reason, counted.error().place}};
    return {};
}

}  // namespace lika::service
