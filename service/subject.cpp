// SPDX-License-Identifier: EUPL-1.2
#include "service/subject.h"

#include "engine/clock.h"
#include "service/due.h"
#include "service/personal_number.h"

namespace lika::service {

storage::Subject read_subject(Fields& fields, bool born_on_required, const std::string& today) {
    storage::Subject subject;
    subject.name = fields.text("name", 200);
    if (born_on_required)
        subject.born_on = fields.day("born_on");
    else
        subject.born_on = fields.optional_day("born_on");
    if (subject.born_on.value_or("") > today) fields.fault("born_on", "in_the_future");

    if (const auto number = fields.optional_text("personal_number", 20)) {
        subject.personal_number = read_personal_number(*number);
        if (!subject.personal_number) fields.fault("personal_number", "not_a_personal_number");
    }
    return subject;
}

engine::Result<storage::Case> new_case(const storage::Subject& subject, const Request& request,
                                       const Services& services) {
    storage::Case opened;
    opened.id = storage::CaseId{storage::random_id()};
    opened.subject = subject;
    if (!opened.subject.born_on && subject.personal_number)
        opened.subject.born_on = born_on_of(*subject.personal_number);
    opened.assigned_to = request.person->account.id.value;
    opened.opened_at = services.now();
    opened.opened_on = stockholm_day(opened.opened_at);
    const auto due = due_day(services.catalogues.clocks, "investigation", opened.opened_on);
    if (!due) return due.error();
    opened.due_on = *due;
    return opened;
}

}  // namespace lika::service
