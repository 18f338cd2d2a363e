// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <catch2/catch.hpp>

#include "instruments/catalogue.h"
#include "tests/support/instrument_files.h"

namespace lika::tests {

/// The catalogues that are released, read once and without a fault.
inline const instruments::Catalogues& catalogues() {
    static const auto read = instruments::read_catalogues(PROJECT_SOURCE "/instruments/catalogues");
    INFO(listed(read.second));
    REQUIRE(read.second.empty());
    return read.first;
}

}  // namespace lika::tests
