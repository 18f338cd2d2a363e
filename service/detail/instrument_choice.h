// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <ostream>
#include <string>

#include "engine/instrument.h"
#include "instruments/catalogue.h"

namespace lika::service {

/// The installed library; its faults go to `messages`, one a line.
instruments::Library installed_library(std::ostream& messages);

/// The instrument meant by `FILE` (a path or a name that ends in .xml) or `ID[@VERSION]` of the installed library.
/// nullptr: why not is in `messages`, every fault of it.
std::shared_ptr<const engine::Instrument> choose_instrument(const std::string& choice, std::ostream& messages);

}  // namespace lika::service
