// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "service/http.h"

namespace lika::service {

struct Delivery {
    bool keeps_open = false;
    bool without_body = false;   ///< the request was HEAD
    std::string date;            ///< as in RFC 9110
    int idle_seconds = 15;       ///< told to the client, so that it does not use a connection about to end
};

/// The answer as it goes over the wire, with the security headers that every answer carries.
std::string wire_text(const Reply& reply, const Delivery& delivery);

}  // namespace lika::service
