// SPDX-License-Identifier: EUPL-1.2
#include "service/services.h"

#include <date/tz.h>

namespace lika::service {

std::shared_ptr<storage::Vault> Services::vault(const std::string& district) const {
    auto opened = vaults->open(district);
    if (!opened) throw VaultUnopened{opened.error()};
    return *opened;
}

std::string Services::today() const { return stockholm_day(now()); }

std::string stockholm_day(storage::Instant at) {
    static const date::time_zone* const stockholm = date::locate_zone("Europe/Stockholm");
    const auto local = stockholm->to_local(at);
    return date::format("%F", date::floor<date::days>(local));
}

}  // namespace lika::service
