// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/instrument.h"

namespace lika::instruments::detail {

/// "sha256:<64 hex>" over everything an instrument means, worked examples apart.
///
/// Each part is written as name, byte count and bytes, so no two meanings give the same text.
/// Source: docs/instrument-format.md, "Digest".
std::string digest_of(const engine::Instrument& instrument);

}  // namespace lika::instruments::detail
