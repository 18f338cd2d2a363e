// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/concerns.h"

#include <algorithm>
#include <set>

#include "engine/district.h"
#include "service/access.h"
#include "service/due.h"
#include "service/idempotency.h"
#include "service/json.h"
#include "service/json_read.h"
#include "service/page.h"
#include "service/problem.h"
#include "service/receipt.h"
#include "service/subject.h"

namespace lika::service {
namespace {

using nlohmann::json;

const std::vector<std::string> signs_of_concern{
    "absence", "violence", "substances", "home", "crime_or_recruitment", "other"};

bool reports_only(const Person& person) {
    return person.account.role == "school_team";
}

std::vector<std::string> read_signs(Fields& fields) {
    auto signs = fields.texts("signs", signs_of_concern.size(), 40);
    const std::set<std::string> different{signs.begin(), signs.end()};
    const bool known = std::all_of(signs.begin(), signs.end(), [](const std::string& sign) {
        return std::count(signs_of_concern.begin(), signs_of_concern.end(), sign) == 1;
    });
    if (!known || different.size() != signs.size()) fields.fault("signs", "not_allowed");
    const auto& entered = fields.value("signs");
    if (entered.is_null() || (entered.is_array() && entered.empty()))
        fields.fault("signs", "required");
    return signs;
}

/// The board that stands today for the one chosen; "" with a fault when there is none.
std::string read_district(Fields& subject, const Services& services) {
    const auto chosen = subject.text("district", 64);
    if (chosen.empty()) return "";
    const auto today = engine::read_day(services.today());
    if (!today) return "";
    const auto stands =
        engine::resolve_district(services.catalogues.districts, engine::DistrictId{chosen}, *today);
    if (stands && services.vaults->has(stands->value)) return stands->value;
    subject.fault("district", "unknown_district");
    return "";
}

storage::Concern read_concern_body(Fields& fields, const Request& request,
                                   const Services& services) {
    storage::Concern concern;
    auto subject = fields.object("subject");
    concern.subject = read_subject(subject, false, services.today());
    concern.subject.school = subject.optional_text("school", 200);
    concern.district = read_district(subject, services);
    concern.signs = read_signs(fields);
    concern.text = fields.text("text", 20000);
    concern.urgency = fields.word("urgency", {"today", "week", "other"});

    concern.id = storage::ConcernId{storage::random_id()};
    concern.receipt = new_receipt();
    concern.reporter = request.person->account.id.value;
    concern.reporter_role = request.person->account.role;
    concern.received_at = services.now();
    concern.received_on = stockholm_day(concern.received_at);
    return concern;
}

engine::Result<void> start_clocks(storage::Concern& concern, const Services& services) {
    const auto due =
        due_day(services.catalogues.clocks, "preliminary-assessment", concern.received_on);
    if (!due) return due.error();
    const auto protection =
        due_day(services.catalogues.clocks, "protection-assessment", concern.received_on);
    if (!protection) return protection.error();
    concern.due_on = *due;
    concern.protection_due_on = *protection;
    return {};
}

/// A reporter's key may have been used in any district.
std::optional<Reply> answered_anywhere(const Request& request, const Services& services) {
    for (const auto& district : services.vaults->districts())
        if (auto before = answered_before(request, *services.vault(district))) return before;
    return std::nullopt;
}

json reported_subject(const storage::Subject& subject) {
    return {{"name", subject.name},
            {"born_on", or_null(subject.born_on)},
            {"school", or_null(subject.school)}};
}

json concern_row(const storage::Concern& concern) {
    return {{"id", concern.id.value},
            {"receipt", concern.receipt},
            {"subject", reported_subject(concern.subject)},
            {"signs", concern.signs},
            {"urgency", concern.urgency},
            {"received_at", storage::to_string(concern.received_at)},
            {"due_at", concern.due_on},
            {"protection_due_at", concern.protection_due_on},
            {"state", concern.state}};
}

json whole_concern(const storage::Concern& concern, const Services& services) {
    json body = concern_row(concern);
    body["text"] = concern.text;
    body["personal_number"] = or_null(concern.subject.personal_number);
    body["reporter"] = Names{services}(concern.reporter);
    body["reporter"]["role"] = concern.reporter_role;
    body["case"] = or_null(concern.opened_case);
    return body;
}

json own_row(const storage::Concern& concern) {
    return {{"id", concern.id.value},
            {"receipt", concern.receipt},
            {"received_at", storage::to_string(concern.received_at)},
            {"urgency", concern.urgency},
            {"district", concern.district},
            {"state", "received"}};
}

json own_concern(const storage::Concern& concern) {
    json body = own_row(concern);
    body["signs"] = concern.signs;
    body["text"] = concern.text;
    body["subject"] = reported_subject(concern.subject);
    body["subject"]["personal_number"] = or_null(concern.subject.personal_number);
    return body;
}

/// Every concern of the reporter in one vault.
engine::Result<std::vector<storage::Concern>> reported_in(storage::Vault& vault,
                                                          const std::string& reporter,
                                                          const storage::Actor& actor) {
    std::vector<storage::Concern> found;
    for (std::string cursor;;) {
        const auto page = vault.concerns(reporter, 200, cursor, actor);
        if (!page) return page.error();
        found.insert(found.end(), page->items.begin(), page->items.end());
        if (page->next.empty()) return found;
        cursor = page->next;
    }
}

Reply list_receipts(const Request& request, const Asked& asked, const Services& services) {
    std::vector<storage::Concern> own;
    for (const auto& district : services.vaults->districts()) {
        const auto found =
            reported_in(*services.vault(district), request.person->account.id.value, actor_of(request, services));
        if (!found) return problem(found.error());
        own.insert(own.end(), found->begin(), found->end());
    }
    std::stable_sort(own.begin(), own.end(), [](const auto& left, const auto& right) {
        return left.received_at > right.received_at;
    });
    std::vector<json> rows;
    for (const auto& concern : own) rows.push_back(own_row(concern));
    const auto page = cut_page(rows, asked);
    return page ? ok(*page) : problem(page.error());
}

Reply read_receipt(const Request& request, const Services& services) {
    const storage::ConcernId id{request.params.at("id")};
    for (const auto& district : services.vaults->districts()) {
        const auto vault = services.vault(district);
        const auto reporter = vault->reporter_of(id);
        if (!reporter || *reporter != request.person->account.id.value) continue;
        const auto concern = vault->concern(id, actor_of(request, services));
        return concern ? ok(own_concern(*concern)) : problem(concern.error());
    }
    return not_found();
}

/// The case an opened concern leads to: the one the person's number has, which it joins, else a new one.
struct Opening {
    storage::Case opened;
    bool joins = false;
};
engine::Result<Opening> case_for(const storage::Concern& concern, storage::Vault& vault,
                                       const Request& request, const Services& services) {
    auto opened = new_case(concern.subject, request, services);
    if (!opened) return opened.error();
    opened->concern = concern.id;
    if (!concern.subject.personal_number) return Opening{std::move(*opened)};
    const auto there = vault.case_of(*concern.subject.personal_number);
    if (!there) return there.error();
    if (*there) opened->id = **there;
    return Opening{std::move(*opened), there->has_value()};
}

Reply decide(const storage::Concern& concern, bool open, const std::string& reason,
             storage::Vault& vault, const Request& request, const Services& services) {
    std::optional<storage::Case> opened;
    bool joins = false;
    if (open) {
        auto made = case_for(concern, vault, request, services);
        if (!made) return problem(made.error());
        opened = std::move(made->opened);
        joins = made->joins;
    }
    const auto answer = ok({{"id", concern.id.value},
                            {"state", open ? "opened" : "closed"},
                            {"case", opened ? json(opened->id.value) : json()}});
    bool is_otherwise = false;   // the person has got a case, or it has left, since it was looked for
    auto reply = answer_once(request, vault, answer, [&](const storage::Once& once) {
        auto done =
            vault.decide_concern(concern.id, opened, reason, actor_of(request, services), once, joins);
        is_otherwise = !done && (done.error().reason == "case_there" || done.error().reason == "case_gone");
        return done;
    });
    return is_otherwise ? decide(concern, open, reason, vault, request, services) : reply;
}

}  // namespace

Reply add_concern(const Request& request, Services& services) {
    if (const auto before = answered_anywhere(request, services)) return *before;

    Fields fields{request.body};
    auto concern = read_concern_body(fields, request, services);
    if (const auto faults = fields.faults(); !faults.empty())
        return problem(422, "invalid", faults);
    if (const auto started = start_clocks(concern, services); !started)
        return problem(started.error());

    auto answer = ok({{"id", concern.id.value},
                      {"receipt", concern.receipt},
                      {"received_at", storage::to_string(concern.received_at)}},
                     201);
    answer.headers.emplace_back("Location", "/api/v1/concerns/" + concern.id.value);
    const auto vault = services.vault(concern.district);
    return answer_once(request, *vault, answer, [&](const storage::Once& once) {
        return vault->add_concern(concern, actor_of(request, services), once);
    });
}

Reply list_concerns(const Request& request, Services& services) {
    const bool own_only = reports_only(*request.person);
    const auto vault = case_vault(*request.person, services);
    if (!own_only && vault == nullptr) return not_found();
    const auto asked = asked_page(request);
    if (!asked) return problem(asked.error());
    if (own_only) return list_receipts(request, *asked, services);

    const auto page = vault->concerns("", asked->limit, asked->cursor, actor_of(request, services));
    if (!page) return problem(page.error());
    auto items = json::array();
    for (const auto& concern : page->items) items.push_back(concern_row(concern));
    return ok(page_json(std::move(items), page->next));
}

Reply read_concern(const Request& request, Services& services) {
    if (reports_only(*request.person)) return read_receipt(request, services);
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const auto concern =
        vault->concern(storage::ConcernId{request.params.at("id")}, actor_of(request, services));
    return concern ? ok(whole_concern(*concern, services)) : problem(concern.error());
}

Reply decide_concern(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::ConcernId id{request.params.at("id")};
    if (const auto reporter = vault->reporter_of(id); !reporter) return problem(reporter.error());
    if (const auto before = answered_before(request, *vault)) return *before;

    Fields fields{request.body};
    const bool open = fields.boolean("open");
    const auto reason = fields.text("reason", 4000);
    if (const auto faults = fields.faults(); !faults.empty())
        return problem(422, "invalid", faults);
    const auto concern = vault->concern(id, actor_of(request, services));
    if (!concern) return problem(concern.error());
    if (concern->state != "received")   // perhaps by this very request, sent twice
        return answered_before(request, *vault).value_or(problem(409, "already_decided"));
    return decide(*concern, open, reason, *vault, request, services);
}

}  // namespace lika::service
