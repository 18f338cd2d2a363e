// SPDX-License-Identifier: EUPL-1.2
#include "tests/faults/leaving.h"

#include <map>
#include <memory>

#include "storage/move.h"
#include "storage/retention.h"
#include "storage/vault.h"
#include "tests/faults/work.h"

namespace lika::tests::leaving {
namespace fs = std::filesystem;
using namespace lika::storage;
using engine::Result;
namespace {

/// After anything the work's clock has said.
Actor later(const char* account) {
    using namespace std::chrono;
    return {account, sys_days{year{2029} / 1 / 1}, ""};
}

/// Entries of each act by the case they are about.
using Entries = std::map<std::pair<std::string, std::string>, int>;

struct Opened {
    explicit Opened(const fs::path& folder, const std::string& name)
        : key(Keyring::open(work::keys_of(folder))), vault(Vault::open(work::vaults(folder), name, *key)) {}

    Entries entries() const {
        Entries entries;
        std::string cursor;
        do {
            const auto page = (*vault)->log("", 1000, cursor, later("supervisor-1"));
            for (const auto& entry : page->items) ++entries[{entry.action, entry.subject}];
            cursor = page->next;
        } while (!cursor.empty());
        return entries;
    }
    /// The case, its assessments and every response.
    bool has_whole(const std::string& id) const {
        const auto reader = later("supervisor-1");
        if (!(*vault)->case_by_id(CaseId{id}, reader)) return false;
        const auto assessments = (*vault)->assessments_of(CaseId{id});
        if (!assessments || assessments->size() != 1) return false;
        const auto one = (*vault)->assessment(assessments->front().id, reader);
        return one && one->state == AssessmentState::signed_ && one->responses.size() == 40;
    }
    bool has(const std::string& id) const { return (*vault)->case_by_id(CaseId{id}, later("supervisor-1")).has_value(); }

    Result<Keyring> key;
    Result<std::unique_ptr<Vault>> vault;
};

/// Every case there ever was in "norr".
std::vector<std::string> cases_of(const Entries& entries) {
    std::vector<std::string> ids;
    for (const auto& [what, times] : entries)
        if (what.first == "case_opened") ids.push_back(what.second);
    return ids;
}

int count(const Entries& entries, const char* action, const std::string& id) {
    const auto found = entries.find({action, id});
    return found == entries.end() ? 0 : found->second;
}

bool has_syd(const fs::path& folder) {
    const auto names = vault_names(work::vaults(folder));
    return std::find(names.begin(), names.end(), "syd") != names.end();
}

void add_unsound(std::vector<std::string>& faults, const fs::path& folder, const std::string& name) {
    const auto key = Keyring::open(work::keys_of(folder));
    for (const auto& fault : verify_vault(work::vaults(folder), name, *key))
        faults.push_back(name + ": verify says " + fault.reason);
}

/// Whatever `is_right` says no to.
template <class Right>
void hold(std::vector<std::string>& faults, const std::vector<std::string>& ids, const char* when, Right is_right) {
    for (const auto& id : ids)
        if (!is_right(id)) faults.push_back(id + ": not as it must be " + when);
}

std::vector<PurgeItem> all_items(Retention& desk) {
    std::vector<PurgeItem> items;
    const auto files = desk.files(later("a"));
    for (const auto& file : *files) items.push_back({file.kind, file.id, "five-years", "2028-12-31", file.last_note_at});
    return items;
}

/// Closed and proposed, unless that was done before.
bool propose_all(Retention& desk) {
    const auto before = desk.proposal();
    if (!before || *before) return before.has_value();
    for (const auto& item : all_items(desk)) {
        RetentionAnswers answers;
        answers.closed = true;
        if (!desk.record(item.id, answers, later("a"))) return false;
    }
    return desk.propose(all_items(desk), later("a")).has_value();
}

bool purge_proposed(Retention& desk) {
    const auto proposal = desk.proposal();
    if (!proposal || !*proposal) return false;
    for (const auto& item : (*proposal)->items)
        if (!desk.purge(item, later("b"))) return false;
    return true;
}

}  // namespace

int move(const fs::path& folder) {
    const auto key = Keyring::open(work::keys_of(folder));
    if (!key || (!has_syd(folder) && !Vault::create(work::vaults(folder), "syd", *key))) return 1;
    if (!finish_moves(work::vaults(folder), "norr", *key, later("system"))) return 1;
    const Opened norr{folder, "norr"};
    for (const auto& id : cases_of(norr.entries())) {
        if (!norr.has(id)) continue;
        const auto moved = move_case(work::vaults(folder), *key, {"norr", "syd", CaseId{id}, "worker-s"}, later("b"), [](const char*) {});
        if (!moved) return 1;
    }
    return 0;
}

int purge(const fs::path& folder) {
    const auto key = Keyring::open(work::keys_of(folder));
    if (!key) return 1;
    {
        const auto desk = Retention::open(work::vaults(folder), "norr", *key);
        if (!desk || !propose_all(**desk) || !purge_proposed(**desk)) return 1;
    }
    if (!scrub_vault(work::vaults(folder), "norr", *key)) return 1;
    const auto desk = Retention::open(work::vaults(folder), "norr", *key);
    return desk && (*desk)->end(later("b")) ? 0 : 1;
}

std::vector<std::string> faults_of_move(const fs::path& folder) {
    std::vector<std::string> faults;
    std::vector<std::string> ids;
    {
        const Opened norr{folder, "norr"};
        const auto entries = norr.entries();
        ids = cases_of(entries);
        if (ids.empty()) faults.emplace_back("no case was ever opened");
        const bool is_begun = has_syd(folder);
        const auto syd = is_begun ? std::make_unique<Opened>(folder, "syd") : nullptr;
        hold(faults, ids, "when it was stopped", [&](const std::string& id) {
            const bool is_on_its_way = count(entries, "case_sent", id) == 1 && count(entries, "case_moved", id) == 0;
            const int places = norr.has_whole(id) + (syd && syd->has_whole(id));
            return places == 1 || (places == 0 && is_on_its_way);
        });
    }
    add_unsound(faults, folder, "norr");
    if (move(folder) != 0) faults.emplace_back("cannot be moved on");
    {
        const Opened norr{folder, "norr"}, syd{folder, "syd"};
        const auto here = norr.entries(), there = syd.entries();
        hold(faults, ids, "when it was moved on", [&](const std::string& id) {
            return !norr.has(id) && syd.has_whole(id) && count(here, "case_sent", id) == 1 &&
                   count(here, "case_moved", id) == 1 && count(there, "case_received", id) == 1;
        });
    }
    add_unsound(faults, folder, "norr");
    add_unsound(faults, folder, "syd");
    return faults;
}

std::vector<std::string> faults_of_purge(const fs::path& folder) {
    std::vector<std::string> faults;
    std::vector<std::string> ids;
    bool is_finished = false;
    {
        const Opened norr{folder, "norr"};
        const auto entries = norr.entries();
        ids = cases_of(entries);
        is_finished = count(entries, "retention_finished", "") > 0;
        if (ids.empty()) faults.emplace_back("no case was ever opened");
        hold(faults, ids, "when it was stopped", [&](const std::string& id) {
            return norr.has_whole(id) == (count(entries, "case_purged", id) == 0) && (norr.has_whole(id) || !norr.has(id));
        });
    }
    add_unsound(faults, folder, "norr");
    if (!is_finished && purge(folder) != 0) faults.emplace_back("cannot be purged on");
    {
        const Opened norr{folder, "norr"};
        const auto entries = norr.entries();
        hold(faults, ids, "when it was purged on",
             [&](const std::string& id) { return !norr.has(id) && count(entries, "case_purged", id) == 1; });
    }
    add_unsound(faults, folder, "norr");
    return faults;
}

}  // namespace lika::tests::leaving
