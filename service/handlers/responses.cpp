// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/responses.h"

#include <algorithm>

#include "service/access.h"
#include "service/assessment_json.h"
#include "service/entered.h"
#include "service/if_match.h"
#include "service/json.h"
#include "service/json_read.h"
#include "service/problem.h"
#include "service/scoring.h"

namespace lika::service {
namespace {

constexpr std::size_t longest_evidence = 8000;

bool is_editor(const std::string& text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    });
}

storage::ResponseChange read_change(Fields& items, const engine::Item& item) {
    storage::ResponseChange read;
    read.item = item.id.value;
    auto change = items.object(item.id.value);
    const auto entered = read_entered(change, items, item);
    read.sets_response = entered.is_given;
    read.rating = entered.rating;
    read.missing = entered.missing;
    read.evidence = change.optional_text("evidence", longest_evidence);
    if (!change.value("sources").is_null()) read.sources = change.texts("sources", 20, 500);
    read.at = change.text("at", 40);
    if (!read.at.empty() && !storage::read_instant(read.at)) change.fault("at", "not_a_time");
    return read;
}

std::vector<storage::ResponseChange> read_changes(Fields& fields,
                                                  const engine::Instrument& instrument) {
    std::vector<storage::ResponseChange> changes;
    auto items = fields.object("responses");
    for (const auto& name : items.names()) {
        const auto index = instrument.find_item(engine::ItemId{name});
        if (index) {
            changes.push_back(read_change(items, instrument.items[*index]));
        } else {
            items.value(name);
            items.fault(name, "unknown_item");
        }
    }
    return changes;
}

Reply contested(const storage::Saved& saved) {
    auto reply = problem(412, "contested");
    auto body = nlohmann::json::parse(reply.body);
    body["revision"] = saved.revision;
    body["others"] = responses_json(saved.others);
    reply.body = body.dump();
    return reply;
}

Reply saved_reply(const engine::Instrument& instrument, const storage::Saved& saved,
                  const engine::Facts& facts) {
    const auto scored = score_of(instrument, saved.responses, facts);
    if (!scored) return problem(scored.error());
    auto reply = ok({{"revision", saved.revision},
                     {"others", responses_json(saved.others)},
                     {"result", result_json(instrument, *scored)}});
    reply.headers.emplace_back("ETag", etag_of(saved.revision));
    return reply;
}

}  // namespace

Reply patch_responses(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::AssessmentId id{request.params.at("id")};
    const auto owned = vault->ownership(id);
    if (!owned) return problem(owned.error());
    if (const auto refused = refuse_sight(id, *owned, *vault, request, services)) return *refused;
    if (!writes_draft(*owned, *request.person, services))
        return refuse_act("responses_save", id.value, *vault, request, services);
    if (const auto refused = refuse_without_revision(request, owned->revision)) return *refused;
    if (owned->state != storage::AssessmentState::draft) return problem(409, "not_a_draft");
    const auto instrument =
        pinned_instrument(services.library, owned->instrument, owned->version, owned->digest);
    if (!instrument) return problem(instrument.error());

    Fields fields{request.body};
    const auto changes = read_changes(fields, **instrument);
    auto faults = fields.faults();
    const auto editor = request.header("x-editor");
    if (!is_editor(editor))
        faults.push_back({"X-Editor", editor.empty() ? "required" : "not_allowed", ""});
    if (!faults.empty()) return problem(422, "invalid", faults);

    const auto saved = vault->save_responses(id, changes, *revision_seen(request), editor,
                                             actor_of(request, services));
    if (!saved) return problem(saved.error());
    return saved->stale ? contested(*saved) : saved_reply(**instrument, *saved, facts_of(*owned));
}

}  // namespace lika::service
