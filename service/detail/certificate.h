// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "engine/result.h"

namespace lika::service {

struct Certificate {
    std::filesystem::path certificate, key;
};

/// DIR/tls/certificate.pem and key.pem: the city's own if they are there, else made once (EC P-256, for `address`,
/// 127.0.0.1 and localhost; key 0600). Errors (failed): certificate_not_made.
engine::Result<Certificate> ready_certificate(const std::filesystem::path& data, const std::string& address);

}  // namespace lika::service
