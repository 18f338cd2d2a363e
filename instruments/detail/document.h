// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "instruments/detail/report.h"

namespace lika::instruments::detail {

/// Scans the bytes and, when they are sound, parses them. False: the report says why. Fault
/// wrong_root.
bool read_document(std::string_view xml, const char* root, pugi::xml_document& document,
                   Report& report);

}  // namespace lika::instruments::detail
