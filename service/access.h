// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"
#include "storage/record.h"
#include "storage/vault.h"

namespace lika::service {

/// Who reads and works with a district's cases: its social workers and its supervisors. Nobody
/// else, ever.
bool reads_cases(const storage::Account& account);

/// The vault whose cases the person may read: their own district's. nullptr for everybody else;
/// answer not_found(). Throws VaultUnopened.
std::shared_ptr<storage::Vault> case_vault(const Person& person, const Services& services);

/// The signed-in person as the log names them, now, with the `reason` of the query.
storage::Actor actor_of(const Request& request, const Services& services);

/// Whether the person goes on with a draft: its assessor; or who has the case, when its assessor works no longer in the
/// district (the case came from another, the account is disabled or elsewhere); of the second of a double rating its rater
/// alone. Throws nothing; false when it cannot be read.
bool writes_draft(const storage::Vault::Ownership& owned, const Person& person, const Services& services);

/// 422 reason_required for a case that is not one's own when the query gives no reason, or one that
/// is no text of at most 500 characters.
std::optional<Reply> refuse_without_reason(const Request& request, bool own);

/// What a double rating keeps from the person. The second assessment is not there (404) for anybody but its rater until it is
/// signed, and then for its raters and supervisors alone. Of a case that the person is to rate and has not yet, no other
/// assessment may be seen or changed: 403 double_rating_open, and a refused entry in the log.
std::optional<Reply> refuse_sight(const storage::AssessmentId& id, const storage::Vault::Ownership& owned, storage::Vault& vault,
                                  const Request& request, const Services& services);

/// 403 double_rating_open and a refused entry, when the person is to rate the case and has not yet.
std::optional<Reply> refuse_if_blind(const storage::CaseId& in_case, const std::string& action, const std::string& object,
                                     storage::Vault& vault, const Request& request, const Services& services);

/// Whether the person is to rate the case and has not yet.
engine::Result<bool> rates_blind(const storage::CaseId& in_case, storage::Vault& vault, const Request& request);

/// As actor_of; of a case that is read in order to rate it anew the draw is the reason.
storage::Actor reader_of(bool is_blind, const Request& request, const Services& services);

/// Names of accounts as JSON: {"name": "..."}; each account is read once. An account that is gone
/// has an empty name.
class Names {
public:
    explicit Names(const Services& services) : services_(&services) {}
    nlohmann::json operator()(const std::string& account);
    std::string username(const std::string& account);  ///< "system" stays "system"

private:
    const storage::Account& find(const std::string& account);

    const Services* services_;
    std::map<std::string, storage::Account> known_;
};

/// 403 not_assessor, and a refused entry in the vault's log: only the assessor changes and signs a draft.
Reply refuse_act(const std::string& action, const std::string& object, storage::Vault& vault,
                 const Request& request, const Services& services);

/// Not there, or not yours to know of: one answer for both.
Reply not_found();

}  // namespace lika::service
