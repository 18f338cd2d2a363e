// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <tuple>

#include "storage/detail/assessments.h"
#include "storage/detail/vault_parts.h"

namespace lika::storage {
namespace {

using detail::Act;
using engine::Error;
using engine::ErrorKind;
using engine::Result;
using Draft = std::vector<DraftResponse>;

constexpr std::size_t most_changes = 1000, longest_word = 128, longest_evidence = 32'000;
constexpr std::size_t most_sources = 50, longest_source = 2000;

Error invalid(const char* reason, const ResponseChange& change, const char* field) {
    return {ErrorKind::invalid, reason, "responses." + change.item.substr(0, longest_word) + field};
}

bool is_missing_word(const std::string& word) {
    return word == "not_known" || word == "not_applicable" || word == "unanswered";
}

bool fit(const std::vector<std::string>& sources) {
    return sources.size() <= most_sources &&
           std::all_of(sources.begin(), sources.end(),
                       [](const auto& source) { return source.size() <= longest_source; });
}

Result<void> check(const ResponseChange& change) {
    if (change.item.empty() || change.item.size() > longest_word)
        return invalid("too_long", change, "");
    if (change.at.size() > longest_word) return invalid("too_long", change, ".at");
    if (change.sets_response && !change.rating && !is_missing_word(change.missing))
        return invalid("unknown_missing", change, ".missing");
    if (change.evidence && change.evidence->size() > longest_evidence)
        return invalid("too_long", change, ".evidence");
    if (change.sources && !fit(*change.sources)) return invalid("too_long", change, ".sources");
    return {};
}

Result<void> check_all(const std::vector<ResponseChange>& changes, const std::string& editor) {
    if (changes.size() > most_changes) return Error{ErrorKind::invalid, "too_long", "responses"};
    if (editor.size() > longest_word) return Error{ErrorKind::invalid, "too_long", "editor"};
    for (const auto& change : changes)
        if (auto fine = check(change); !fine) return fine;
    return {};
}

auto content_of(const DraftResponse& response) {
    return std::tie(response.rating, response.missing, response.evidence, response.sources);
}

Draft::iterator response_of(Draft& draft, const std::string& item) {
    return std::find_if(draft.begin(), draft.end(),
                        [&](const auto& response) { return response.item == item; });
}

DraftResponse changed(DraftResponse response, const ResponseChange& change) {
    if (change.sets_response) {
        response.rating = change.rating;
        response.missing = change.rating ? "" : change.missing;
    }
    if (change.evidence) response.evidence = *change.evidence;
    if (change.sources) response.sources = *change.sources;
    return response;
}

DraftResponse unset(const std::string& item) {
    DraftResponse response;
    response.item = item;
    response.missing = "unanswered";
    return response;
}

/// The draft with the changes applied; what was contested or changed on the way.
struct Merge {
    Draft draft;
    struct Item {
        std::string name;
        bool is_new;   ///< the draft did not have it
    };
    std::vector<Item> changed_items;
    bool is_contested = false;
};

/// An item is contested when another editor changed it after `seen` to something else than is
/// wanted now.
Merge merge(Draft draft, const std::vector<ResponseChange>& changes, std::int64_t seen,
            const std::string& editor, std::int64_t next) {
    Merge merged{std::move(draft), {}, false};
    for (const auto& change : changes) {
        auto there = response_of(merged.draft, change.item);
        const bool is_new = there == merged.draft.end();
        if (is_new) there = merged.draft.insert(there, unset(change.item));
        auto wanted = changed(*there, change);
        if (!is_new && content_of(wanted) == content_of(*there)) continue;
        merged.is_contested |= there->revision > seen && there->editor != editor;
        wanted.at = change.at;
        wanted.editor = editor;
        wanted.revision = next;
        *there = std::move(wanted);
        merged.changed_items.push_back({change.item, is_new});
    }
    return merged;
}

Draft of_others(const Draft& draft, std::int64_t seen, const std::string& editor) {
    Draft others;
    std::copy_if(draft.begin(), draft.end(), std::back_inserter(others), [&](const auto& response) {
        return response.revision > seen && response.editor != editor;
    });
    return others;
}

}  // namespace

Result<Saved> Vault::save_responses(const AssessmentId& id,
                                    const std::vector<ResponseChange>& changes, std::int64_t seen,
                                    const std::string& editor, const Actor& actor) {
    if (auto fine = check_all(changes, editor); !fine) return fine.error();
    return parts_->store->act(actor, [&](Act& act) -> Result<Saved> {
        const auto record = detail::find_assessment(act.connection, id);
        if (!record) return record.error();
        const auto& assessment = record->assessment;
        if (assessment.state != AssessmentState::draft)
            return Error{ErrorKind::conflict, "not_a_draft", ""};

        auto before = detail::draft_responses(act.connection, id);
        auto after = merge(before, changes, seen, editor, assessment.revision + 1);
        const auto& in_case = assessment.in_case.value;
        const auto* action = record->second_of ? "double_rating_saved" : "responses_saved";
        if (after.is_contested || seen > assessment.revision) {
            act.log(action, in_case, id.value, "refused");
            return Saved{true, assessment.revision, of_others(before, seen, editor),
                         std::move(before)};
        }
        for (const auto& item : after.changed_items)
            detail::write_response(act.connection, id, *response_of(after.draft, item.name), item.is_new);
        const auto revision = assessment.revision + (after.changed_items.empty() ? 0 : 1);
        act.log(action, in_case, id.value);
        return Saved{false, revision, of_others(after.draft, seen, editor), std::move(after.draft)};
    });
}

}  // namespace lika::storage
