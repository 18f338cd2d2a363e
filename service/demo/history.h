// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "instruments/catalogue.h"
#include "service/demo/chance.h"
#include "service/demo/ratings.h"
#include "storage/city.h"
#include "storage/vault.h"

namespace lika::service::demo {

/// Who acts in a district's made-up past.
struct Cast {
    std::string district;
    std::vector<storage::Account> workers;
    storage::Account supervisor;
    storage::Account school_team;
    Severity leaning = 0;   ///< how much more serious than other districts this one finds the same situation
};

/// What the past is made with.
struct Stage {
    const instruments::Library& library;
    const instruments::Catalogues& catalogues;
    storage::Instant now;
    int people = 0;
    int assessments = 0;
};

/// One act of the past: what the service would have done then.
struct Act {
    storage::Instant at;
    std::function<engine::Result<void>(storage::Vault&)> run;
};

/// A district's past in order of time: concerns at every stage, cases, offences, assessments drafted, signed, with overrides
/// approved and waiting, double ratings; for every worker an open case of their own with drafts of lika-36 and lika-8.
/// Errors: not_found when the library lacks an instrument or the catalogue a clock.
engine::Result<std::vector<Act>> made_up_past(Chance& chance, const Cast& cast, const Stage& stage);

}  // namespace lika::service::demo
