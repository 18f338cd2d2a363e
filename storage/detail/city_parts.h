// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "storage/city.h"
#include "storage/detail/store.h"

namespace lika::storage {

struct City::Parts {
    std::unique_ptr<detail::Store> store;
};

}  // namespace lika::storage
