// SPDX-License-Identifier: EUPL-1.2
#include "service/routes.h"

#include "service/handlers/approvals.h"
#include "service/handlers/assessments.h"
#include "service/handlers/cases.h"
#include "service/handlers/concerns.h"
#include "service/handlers/consistency.h"
#include "service/handlers/districts.h"
#include "service/handlers/double_ratings.h"
#include "service/handlers/exercises.h"
#include "service/handlers/health.h"
#include "service/handlers/instruments.h"
#include "service/handlers/log.h"
#include "service/handlers/offences.h"
#include "service/handlers/responses.h"
#include "service/handlers/score.h"
#include "service/handlers/session.h"
#include "service/handlers/signing.h"
#include "service/handlers/vignettes.h"

namespace lika::service {

unsigned role_bit(const std::string& word) {
    if (word == "social_worker") return social_worker;
    if (word == "school_team") return school_team;
    if (word == "supervisor") return supervisor;
    if (word == "auditor") return auditor;
    if (word == "administrator") return administrator;
    return 0;
}

const std::vector<Route>& routes() {
    // method, path under /api/v1, who, handler, takes Idempotency-Key
    constexpr unsigned case_reader = social_worker | supervisor;
    constexpr unsigned reporter = school_team | social_worker;
    static const std::vector<Route> table{
        {"POST", "/session", anyone, sign_in},
        {"GET", "/session", signed_in, who_am_i},
        {"DELETE", "/session", signed_in, sign_out},
        {"GET", "/openapi.json", anyone, openapi},
        {"GET", "/districts", signed_in, list_districts},
        {"GET", "/instruments", signed_in, list_instruments},
        {"GET", "/instruments/{id}", signed_in, read_instrument},
        {"POST", "/score", signed_in, score},
        {"GET", "/catalogues/offences", signed_in, read_offence_catalogue},

        {"POST", "/concerns", reporter, add_concern, true},
        {"GET", "/concerns", school_team | case_reader, list_concerns},
        {"GET", "/concerns/{id}", school_team | case_reader, read_concern},
        {"POST", "/concerns/{id}/decision", social_worker, decide_concern, true},

        {"POST", "/cases", case_reader, open_case, true},
        {"GET", "/cases", case_reader, list_cases},
        {"GET", "/cases/{id}", case_reader, read_case},
        {"POST", "/cases/{id}/offences", case_reader, add_offence, true},
        {"GET", "/cases/{id}/flags", case_reader, read_flags},

        {"POST", "/cases/{id}/assessments", social_worker, begin_assessment, true},
        {"GET", "/assessments/{id}", case_reader, read_assessment},
        {"PATCH", "/assessments/{id}/responses", social_worker, patch_responses},
        {"POST", "/assessments/{id}/sign", social_worker, sign_assessment, true},
        {"POST", "/assessments/{id}/approval", supervisor, approve_assessment, true},
        {"GET", "/assessments/{id}/result", case_reader, read_result},
        {"GET", "/approvals", supervisor, list_approvals},

        {"POST", "/double-ratings", supervisor, draw_double_ratings, true},
        {"GET", "/double-ratings", case_reader, list_double_ratings},
        {"GET", "/double-ratings/{id}", case_reader, read_double_rating},
        {"POST", "/double-ratings/{id}/begin", social_worker, begin_double_rating},
        {"POST", "/double-ratings/{id}/discussion", case_reader, discuss_double_rating},
        {"POST", "/double-ratings/{id}/give-back", case_reader, give_back_double_rating},

        {"GET", "/consistency", supervisor | auditor, read_consistency},
        {"GET", "/consistency/items", auditor, read_consistency_items},
        {"GET", "/consistency.csv", auditor, download_consistency},
        {"POST", "/consistency/actions", supervisor, record_action, true},
        {"POST", "/consistency/actions/{id}/follow-up", supervisor, follow_up_action, true},

        {"GET", "/vignettes", supervisor, list_vignettes},
        {"GET", "/vignettes/{id}", supervisor, read_vignette},
        {"POST", "/vignettes/{id}/ratings", supervisor, set_vignette_rating, true},
        {"POST", "/vignettes/{id}/ratings/{rating}/agreement", supervisor, agree_on_vignette_rating, true},
        {"GET", "/exercises", social_worker | supervisor | auditor, list_exercises},
        {"POST", "/exercises", supervisor, open_exercise, true},
        {"POST", "/exercises/{id}/close", supervisor, close_exercise, true},
        {"GET", "/exercises/{id}/figures", supervisor | auditor, read_exercise_figures},
        {"GET", "/exercises/{id}/vignettes/{place}", social_worker, read_exercise_vignette},
        {"PATCH", "/exercises/{id}/vignettes/{place}", social_worker, save_exercise_answer},
        {"POST", "/exercises/{id}/vignettes/{place}/done", social_worker, finish_exercise_answer, true},

        {"GET", "/log", supervisor | administrator, read_log},
    };
    return table;
}

}  // namespace lika::service
