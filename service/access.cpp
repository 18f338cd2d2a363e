// SPDX-License-Identifier: EUPL-1.2
#include "service/access.h"

#include "engine/words.h"
#include "service/json_read.h"
#include "service/problem.h"

namespace lika::service {

bool reads_cases(const storage::Account& account) {
    const bool of_the_role = account.role == "social_worker" || account.role == "supervisor";
    return of_the_role && account.district && !account.disabled;
}

std::shared_ptr<storage::Vault> case_vault(const Person& person, const Services& services) {
    if (!reads_cases(person.account)) return nullptr;
    return services.vault(*person.account.district);
}

bool writes_draft(const storage::Vault::Ownership& owned, const Person& person, const Services& services) {
    const auto& account = person.account;
    if (owned.assessor == account.id.value) return true;
    if (owned.second_of) return false;
    if (owned.assigned_to != account.id.value || account.role != "social_worker") return false;
    const auto assessor = services.city->account_by_id(storage::AccountId{owned.assessor});
    if (!assessor) return assessor.error().kind == engine::ErrorKind::not_found;
    return assessor->disabled || assessor->role != "social_worker" || assessor->district != account.district;
}

storage::Actor actor_of(const Request& request, const Services& services) {
    const auto reason = request.query.find("reason");
    return {request.person ? request.person->account.id.value : "system", services.now(),
            reason == request.query.end() ? "" : reason->second};
}

engine::Result<bool> rates_blind(const storage::CaseId& in_case, storage::Vault& vault, const Request& request) {
    return vault.rates_blind(in_case, request.person->account.id.value);
}

storage::Actor reader_of(bool is_blind, const Request& request, const Services& services) {
    auto actor = actor_of(request, services);
    if (is_blind) actor.reason = "purpose=double_rating";
    return actor;
}

std::optional<Reply> refuse_if_blind(const storage::CaseId& in_case, const std::string& action, const std::string& object,
                                     storage::Vault& vault, const Request& request, const Services& services) {
    const auto blind = rates_blind(in_case, vault, request);
    if (!blind) return problem(blind.error());
    if (!*blind) return std::nullopt;
    const auto logged = vault.log_refused(action, object, actor_of(request, services));
    return logged ? problem(403, "double_rating_open") : problem(logged.error());
}

namespace {

/// Whether the second of a double rating is there for the person.
engine::Result<bool> is_shown(const storage::Vault::Ownership& second, storage::Vault& vault, const storage::Account& reader) {
    if (second.assessor == reader.id.value) return true;
    if (second.state == storage::AssessmentState::draft) return false;
    if (reader.role == "supervisor") return true;
    const auto first = vault.ownership(*second.second_of);
    if (!first) return first.error();
    return first->assessor == reader.id.value;
}

}  // namespace

std::optional<Reply> refuse_sight(const storage::AssessmentId& id, const storage::Vault::Ownership& owned, storage::Vault& vault,
                                  const Request& request, const Services& services) {
    if (owned.second_of) {
        const auto shown = is_shown(owned, vault, request.person->account);
        if (!shown) return problem(shown.error());
        return *shown ? std::nullopt : std::optional{not_found()};
    }
    return refuse_if_blind(owned.in_case, "assessment_read", id.value, vault, request, services);
}

std::optional<Reply> refuse_without_reason(const Request& request, bool own) {
    const auto found = request.query.find("reason");
    const std::string reason = found == request.query.end() ? "" : found->second;
    if (!is_utf8(reason) || reason.size() > 1000 || engine::length_of(reason) > 500)
        return problem(422, "invalid", {{"reason", "too_long", ""}});
    if (own || !is_blank(reason)) return std::nullopt;
    return problem(422, "reason_required", {{"reason", "required", ""}});
}

const storage::Account& Names::find(const std::string& account) {
    const auto known = known_.find(account);
    if (known != known_.end()) return known->second;
    const auto read = services_->city->account_by_id(storage::AccountId{account});
    return known_[account] = read ? *read : storage::Account{};
}

nlohmann::json Names::operator()(const std::string& account) {
    return {{"name", find(account).name}};
}

std::string Names::username(const std::string& account) {
    return account == "system" || account.empty() ? account : find(account).username;
}

Reply not_found() {
    return problem(404, "not_found");
}

Reply refuse_act(const std::string& action, const std::string& object, storage::Vault& vault,
                 const Request& request, const Services& services) {
    const auto logged = vault.log_refused(action, object, actor_of(request, services));
    return logged ? problem(403, "not_assessor") : problem(logged.error());
}

}  // namespace lika::service
