// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

// Assessments made anew by somebody who has not seen the first. docs/http-api.md, "Double ratings".
Reply draw_double_ratings(const Request& request, Services& services);
Reply list_double_ratings(const Request& request, Services& services);
Reply read_double_rating(const Request& request, Services& services);
Reply begin_double_rating(const Request& request, Services& services);
Reply give_back_double_rating(const Request& request, Services& services);
Reply discuss_double_rating(const Request& request, Services& services);

}  // namespace lika::service
