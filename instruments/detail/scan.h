// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "instruments/detail/report.h"

namespace lika::instruments::detail {

/// Looks at the bytes before pugixml does, which forgives too much: what passes is well-formed,
/// plain XML with one root, no doctype, processing instruction or CDATA, only the five entities,
/// and bounded size, depth and count. Reasons: too_large, empty_file, bad_utf8, byte_order_mark,
/// control_character, doctype, processing_instruction, bad_declaration, cdata, unknown_entity,
/// duplicate_attribute, not_well_formed, text_outside_root, second_root, too_deep,
/// too_many_elements, too_many_attributes. Iterative: depth costs no stack. Source:
/// docs/instrument-format.md.
void scan(std::string_view xml, Report& report);

}  // namespace lika::instruments::detail
