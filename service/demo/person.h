// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "service/demo/chance.h"
#include "storage/vault.h"

namespace lika::service::demo {

/// A made-up name of a grown-up, "Anna Lindberg".
std::string staff_name(Chance& chance);

/// "anna.lindberg": small letters a to z and a full stop.
std::string username_of(const std::string& name);

/// A made-up child or young person of 8 to 19 years on the day. The personal number has a birth number from 980 up,
/// which is given to nobody, and a right check digit.
storage::Subject made_up_subject(Chance& chance, const std::string& today);

}  // namespace lika::service::demo
