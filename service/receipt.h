// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace lika::service {

/// A fresh reference for a reporter, "LK-7F3K-92QD": 40 random bits in letters and digits that are not mistaken for each other.
std::string new_receipt();

}  // namespace lika::service
