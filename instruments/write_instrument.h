// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/instrument.h"

namespace lika::instruments {

/// The definition of an instrument that was read: its canonical form, the same bytes however the
/// file was laid out.
///
/// Read again it has the same digest and the same worked examples, and written again the same
/// bytes. What has no meaning is not kept: comments, ids of references and of shared options, the
/// printed ends of bands. Conditions keep their words and spaces. Options that several items share
/// and factors on two poles are written as such. A definition near the limits of size may come out
/// larger than the reader takes.
/// Format: docs/instrument-format.md, "Canonical form".
std::string write_instrument(const engine::Instrument& instrument);

}  // namespace lika::instruments
