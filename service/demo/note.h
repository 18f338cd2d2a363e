// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/instrument.h"
#include "service/demo/chance.h"

namespace lika::service::demo {

/// What an assessor could have written as evidence for a rating of this item, in Swedish.
std::string evidence_note(Chance& chance, const engine::Item& item, int rating);

/// Who told: one or two of the sources the form offers.
std::vector<std::string> informants(Chance& chance);

/// The text of a report of concern.
std::string concern_text(Chance& chance, const std::vector<std::string>& signs);

}  // namespace lika::service::demo
