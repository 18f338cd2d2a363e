// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/storage/fixture.h"

namespace lika::tests {

/// One business transaction, done to a vault that has a case and, where it needs one, its draft.
struct Act {
    std::string name, action;  ///< `action`: as the log says it
    std::function<engine::Result<void>(storage::Vault&, const std::string&id)> prepare, act;
};

inline engine::Result<void> add_draft(storage::Vault& vault, const std::string& id) {
    auto in_case = storage::tests::some_case();
    in_case.id = storage::CaseId{"of-" + id};
    auto draft = storage::tests::some_draft(in_case.id);
    draft.id = storage::AssessmentId{id};
    if (auto done = vault.add_case(in_case, storage::tests::worker(), {}); !done) return done;
    return vault.add_assessment(draft, storage::tests::worker(), {});
}

inline engine::Result<void> open_case(storage::Vault& vault, const std::string& id) {
    auto made = storage::tests::some_case();
    made.id = storage::CaseId{id};
    return vault.add_case(made, storage::tests::worker(),
                          {"worker-1", id, "digest", 201, "{}", ""});
}

/// 2 KB in 40 responses.
inline engine::Result<void> save_draft(storage::Vault& vault, const std::string& id) {
    std::vector<storage::ResponseChange> changes;
    for (int item = 0; item < 40; ++item)
        changes.push_back(storage::tests::rated("I" + std::to_string(item), item % 4,
                                                std::string(50, 'u') + std::to_string(item)));
    const auto saved = vault.save_responses(storage::AssessmentId{id}, changes, 1, "tab",
                                            storage::tests::worker());
    return saved ? engine::Result<void>{} : saved.error();
}

inline engine::Result<void> sign(storage::Vault& vault, const std::string& id) {
    storage::Signing signing;
    signing.scored_level = signing.final_level = "high";
    signing.result = R"({"level":"high"})";
    signing.seen = 2;
    return vault.sign(storage::AssessmentId{id}, signing, storage::tests::worker(),
                      {"worker-1", id, "digest", 200, "{}", ""});
}

inline engine::Result<void> add_saved_draft(storage::Vault& vault, const std::string& id) {
    if (auto added = add_draft(vault, id); !added) return added;
    return save_draft(vault, id);
}

inline std::vector<Act> acts() {
    return {{"opening a case", "case_opened", add_draft, open_case},
            {"saving a draft", "responses_saved", add_draft, save_draft},
            {"signing an assessment", "assessment_signed", add_saved_draft, sign}};
}

/// How often the log says that `action` was done to `object`.
inline int times_logged(storage::Vault& vault, const std::string& action,
                        const std::string& object) {
    int times = 0;
    std::string cursor;
    do {
        const auto page = vault.log("", 1000, cursor, storage::tests::supervisor());
        if (!page) return -1;
        for (const auto& entry : page->items)
            if (entry.action == action && entry.object == object && entry.outcome == "done")
                ++times;
        cursor = page->next;
    } while (!cursor.empty());
    return times;
}

}  // namespace lika::tests
