// SPDX-License-Identifier: EUPL-1.2
#include "service/scoring.h"

#include "engine/clock.h"

namespace lika::service {

engine::Result<std::shared_ptr<const engine::Instrument>> pinned_instrument(
    const instruments::Library& library, const std::string& id, const std::string& version,
    const std::string& digest) {
    const auto found = library.find(engine::InstrumentId{id}, version);
    if (!found || (*found)->digest != digest)
        return engine::Error{engine::ErrorKind::failed, "instrument_missing", id};
    return *found;
}

engine::Facts facts_of(const storage::Vault::Ownership& draft) {
    engine::Facts facts;
    const auto on = engine::read_day(draft.assessed_on);
    if (draft.born_on && on)
        if (const auto born = engine::read_day(*draft.born_on))
            facts["age"] = std::int64_t{engine::years_between(*born, *on)};
    if (draft.sex && *draft.sex != "not_recorded") facts["sex"] = *draft.sex;
    return facts;
}

engine::Response response_of(const storage::DraftResponse& stored) {
    if (stored.rating) return *stored.rating;
    return engine::read_missing(stored.missing).value_or(engine::Missing::unanswered);
}

engine::Result<engine::Responses> responses_of(const engine::Instrument& instrument,
                                               const std::vector<storage::DraftResponse>& stored) {
    engine::Responses responses{instrument};
    for (const auto& one : stored) {
        const auto set = responses.set(instrument, engine::ItemId{one.item}, response_of(one));
        if (!set) return engine::Error{engine::ErrorKind::failed, "stored_response", one.item};
    }
    return responses;
}

engine::Result<engine::Score> score_of(const engine::Instrument& instrument,
                                       const std::vector<storage::DraftResponse>& stored,
                                       const engine::Facts& facts) {
    const auto responses = responses_of(instrument, stored);
    if (!responses) return responses.error();
    return engine::score(instrument, *responses, facts);
}

}  // namespace lika::service
