// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// Exercises of the whole city. Who answers sees how far they have come themselves; supervisors how many of the own district have
/// answered; figures there are when an exercise is closed. Source: docs/http-api.md, "Vignette exercises".
Reply list_exercises(const Request& request, Services& services);
Reply open_exercise(const Request& request, Services& services);
Reply close_exercise(const Request& request, Services& services);
Reply read_exercise_figures(const Request& request, Services& services);

/// One vignette of an exercise, by its place from 1: its id may tell what it was written to be. Own answers alone, ever.
Reply read_exercise_vignette(const Request& request, Services& services);
Reply save_exercise_answer(const Request& request, Services& services);
Reply finish_exercise_answer(const Request& request, Services& services);

}  // namespace lika::service
