// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/offences.h"

#include <algorithm>

#include "engine/flags.h"
#include "service/access.h"
#include "service/idempotency.h"
#include "service/json_read.h"
#include "service/offence_json.h"
#include "service/problem.h"

namespace lika::service {
namespace {

using nlohmann::json;
using Named = std::vector<std::pair<std::string, engine::Text>>;

json named_list(const Named& list, const char* key) {
    auto items = json::array();
    for (const auto& [id, name] : list) items.push_back({{key, id}, {"name", name}});
    return items;
}

std::vector<std::string> words_of(const Named& list) {
    std::vector<std::string> words;
    for (const auto& [id, name] : list) words.push_back(id);
    return words;
}

storage::OffenceRecord read_offence(Fields& fields, const Request& request,
                                    const Services& services) {
    const auto& catalogue = services.catalogues.offences;
    storage::OffenceRecord offence;
    offence.code = fields.word("code", words_of(catalogue.codes));
    offence.committed_on = fields.day("committed_on");
    if (offence.committed_on > services.today()) fields.fault("committed_on", "in_the_future");
    offence.basis = fields.word("basis", words_of(catalogue.basis));
    offence.first = fields.boolean("first");

    offence.id = storage::OffenceId{storage::random_id()};
    offence.in_case = storage::CaseId{request.params.at("id")};
    offence.recorded_at = services.now();
    offence.recorded_by = request.person->account.id.value;
    return offence;
}

engine::Sex sex_of(const storage::Subject& subject) {
    return engine::read_sex(subject.sex.value_or("")).value_or(engine::Sex::not_recorded);
}

/// What the engine judges: the offences, and the age on the day of each.
struct Judged {
    std::vector<engine::Offence> offences;
    std::vector<std::optional<int>> ages;
};

engine::Result<Judged> judged(const std::vector<storage::OffenceRecord>& records,
                              const storage::Subject& subject) {
    Judged all;
    for (const auto& record : records) {
        const auto committed = engine::read_day(record.committed_on);
        if (!committed) return committed.error();
        std::optional<int> age;
        if (subject.born_on)
            if (const auto born = engine::read_day(*subject.born_on))
                age = engine::years_between(*born, *committed);
        all.offences.push_back({record.code, *committed, record.basis, record.first});
        all.ages.push_back(age);
    }
    return all;
}

engine::Result<std::vector<engine::OffenceFlag>> flags_of(
    const engine::OffenceCatalogue& catalogue, const std::vector<storage::OffenceRecord>& records,
    const storage::Subject& subject) {
    const auto all = judged(records, subject);
    if (!all) return all.error();
    return engine::strategic_flags(catalogue, all->offences, sex_of(subject), all->ages);
}

}  // namespace

Reply read_offence_catalogue(const Request&, Services& services) {
    const auto& catalogue = services.catalogues.offences;
    return ok({{"codes", named_list(catalogue.codes, "code")},
               {"basis", named_list(catalogue.basis, "id")}});
}

Reply add_offence(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const auto assigned = vault->assigned_to(storage::CaseId{request.params.at("id")});
    if (!assigned) return problem(assigned.error());
    if (const auto before = answered_before(request, *vault)) return *before;

    Fields fields{request.body};
    const auto offence = read_offence(fields, request, services);
    if (const auto faults = fields.faults(); !faults.empty())
        return problem(422, "invalid", faults);
    return answer_once(request, *vault, ok({{"id", offence.id.value}}, 201),
                       [&](const storage::Once& once) {
                           return vault->add_offence(offence, actor_of(request, services), once);
                       });
}

Reply read_flags(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::CaseId id{request.params.at("id")};
    const auto assigned = vault->assigned_to(id);
    if (!assigned) return problem(assigned.error());
    const auto blind = rates_blind(id, *vault, request);
    if (!blind) return problem(blind.error());
    const bool own = *blind || *assigned == request.person->account.id.value;
    if (const auto refused = refuse_without_reason(request, own)) return *refused;

    const auto opened = vault->case_by_id(id, reader_of(*blind, request, services));
    if (!opened) return problem(opened.error());
    const auto records = vault->offences_of(id);
    if (!records) return problem(records.error());
    const auto& catalogue = services.catalogues.offences;
    const auto flags = flags_of(catalogue, *records, opened->subject);
    if (!flags) return problem(flags.error());

    auto items = json::array();
    for (std::size_t i = 0; i < flags->size(); ++i)
        items.push_back(flag_json(catalogue, (*flags)[i], (*records)[i], sex_of(opened->subject)));
    return ok({{"items", std::move(items)},
               {"basis_rule", catalogue.basis_rule},
               {"other_sex", catalogue.other_sex},
               {"next_cursor", nullptr}});
}

}  // namespace lika::service
