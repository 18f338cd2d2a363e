// SPDX-License-Identifier: EUPL-1.2
#include "service/assessment_json.h"

#include "engine/responses.h"

namespace lika::service {
namespace {

using nlohmann::json;

json response_json(const storage::DraftResponse& response) {
    json body{{"evidence", response.evidence},
              {"sources", response.sources},
              {"at", response.at},
              {"editor", response.editor}};
    if (response.rating)
        body["rating"] = *response.rating;
    else
        body["missing"] = response.missing.empty() ? "unanswered" : response.missing;
    return body;
}

}  // namespace

json responses_json(const std::vector<storage::DraftResponse>& responses) {
    json body = json::object();
    for (const auto& response : responses) body[response.item] = response_json(response);
    return body;
}

json override_json(const std::optional<storage::Override>& discretionary, Names& names) {
    if (!discretionary) return nullptr;
    return {
        {"direction", discretionary->direction},
        {"reason_code", discretionary->reason_code},
        {"reason", discretionary->reason},
        {"author", names(discretionary->author)},
        {"approver", discretionary->approver.empty() ? json() : names(discretionary->approver)}};
}

}  // namespace lika::service
