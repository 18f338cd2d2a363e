// SPDX-License-Identifier: EUPL-1.2
#include "tests/faults/work.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <thread>

#include "storage/rotate.h"

namespace lika::tests::work {
namespace fs = std::filesystem;
using engine::Result;
using namespace lika::storage;
namespace {

constexpr int items = 40, saves = 3;
constexpr int case_step = 0, draft_step = 1, first_save = 2, sign_step = 5;

std::string name_of(const Writer& writer, int round) {
    return "s" + std::to_string(writer.session) + "w" + std::to_string(writer.number) + "r" +
           std::to_string(round);
}

/// Days back and forward of 2 March 2026, the same for the same step.
Actor actor_of(const Writer& writer, int step) {
    using namespace std::chrono;
    const auto day =
        sys_days{year{2026} / 3 / 2} + days{(step * 7919 + writer.number) % 1001 - 500};
    return {"worker-" + std::to_string(writer.number), day + minutes{step}, ""};
}

Once once_of(const Writer& writer, int step, const std::string& name) {
    return {actor_of(writer, step).account,
            name + "-" + std::to_string(step % steps_a_round),
            "digest",
            201,
            "{}",
            ""};
}

Case case_of(const Writer& writer, const std::string& name) {
    Case made;
    made.id = CaseId{name};
    made.subject.name = "Prov " + name;
    made.assigned_to = "worker-" + std::to_string(writer.number);
    made.opened_on = "2026-03-02";
    made.due_on = "2026-07-02";
    return made;
}

Assessment draft_of(const std::string& name) {
    Assessment made;
    made.id = AssessmentId{"a" + name};
    made.in_case = CaseId{name};
    made.instrument = "lika-36";
    made.version = "1.0";
    made.digest = "sha256:00";
    made.assessor = "worker";
    made.assessed_on = "2026-03-02";
    return made;
}

std::string evidence_of(const std::string& name, int save, int item) {
    return "Underlag " + std::to_string(save) + " till " + std::to_string(item) + " i " + name +
           ", som hemmet berättade det";
}

/// About 2 KB in 40 responses.
std::vector<ResponseChange> changes_of(const std::string& name, int save) {
    std::vector<ResponseChange> changes(items);
    for (int item = 0; item < items; ++item) {
        auto& change = changes[static_cast<std::size_t>(item)];
        change.item = "I" + std::to_string(item);
        change.sets_response = true;
        change.rating = (save + item) % 4;
        change.evidence = evidence_of(name, save, item);
        change.at = "2026-03-02T08:10:00Z";
    }
    return changes;
}

Signing signing() {
    Signing made;
    made.scored_level = made.final_level = "moderate";
    made.result = R"({"level":"moderate"})";
    made.seen = 1 + saves;
    return made;
}

Result<void> saved(Vault& vault, const std::string& name, int save, const Actor& actor) {
    const auto done =
        vault.save_responses(AssessmentId{"a" + name}, changes_of(name, save), save, "tab", actor);
    if (!done) return done.error();
    if (done->stale || done->revision != save + 1)
        return engine::Error{engine::ErrorKind::conflict, "not_as_left", name};
    return {};
}

void say(const std::string& line) {
    const auto whole = line + '\n';
    if (::write(STDOUT_FILENO, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size()))
        _exit(98);
}

Passphrase passphrase(int number) {
    Passphrase typed;
    for (const char next : "kanel ugglan springer " + std::to_string(number)) typed.add(next);
    return typed;
}

/// With either passphrase, where one is asked for; `lock`: what it was that opened them.
Result<Keyring> opened_keys(const fs::path& folder, int* lock = nullptr) {
    int tried = 0;
    const auto ask = [&]() -> Result<Passphrase> { return passphrase(++tried); };
    auto key = Keyring::open(keys_of(folder), ask);
    if (!key && key.error().reason == "wrong_passphrase") key = Keyring::open(keys_of(folder), ask);
    if (lock != nullptr) *lock = tried;
    return key;
}

/// The vault; made where there is none.
Result<std::unique_ptr<Vault>> ready(const fs::path& folder) {
    auto key = opened_keys(folder);
    if (!key && vault_names(vaults(folder)).empty()) key = Keyring::create(keys_of(folder));
    if (!key) return key.error();
    return vault_names(vaults(folder)).empty() ? Vault::create(vaults(folder), "norr", *key)
                                               : Vault::open(vaults(folder), "norr", *key);
}

/// Entries of the log of each act and object.
using Entries = std::map<std::pair<std::string, std::string>, int>;

Result<Entries> entries_of(Vault& vault) {
    Entries entries;
    std::string cursor;
    do {
        const auto page = vault.log("", 1000, cursor, {"supervisor-1", {}, ""});
        if (!page) return page.error();
        for (const auto& entry : page->items)
            if (entry.outcome == "done") ++entries[{entry.action, entry.object}];
        cursor = page->next;
    } while (!cursor.empty());
    return entries;
}

/// Holds what a vault has to what was acknowledged.
class Inspection {
public:
    Inspection(Vault& vault, const Entries& entries, Checked& checked)
        : vault_(vault), entries_(entries), checked_(checked) {}

    void of(const Writer& writer, int acknowledged) {
        const int found = steps_of(writer);
        if (found < acknowledged) checked_.is_lost = true;
        if (found < acknowledged || found > acknowledged + 1)
            fault(name_of(writer, 0) + ": " + std::to_string(acknowledged) +
                  " steps acknowledged, " + std::to_string(found) + " found");
        for (int round = 0; round * steps_a_round < found; ++round)
            contents_of(writer, round, found - round * steps_a_round);
        if (const auto next = writer.take(vault_, found); !next)
            fault(name_of(writer, 0) + ": the next step is refused: " + next.error().reason);
    }

private:
    void fault(const std::string& what) { checked_.faults.push_back(what); }

    int count(const char* action, const std::string& object) const {
        const auto found = entries_.find({action, object});
        return found == entries_.end() ? 0 : found->second;
    }

    int steps_in(const std::string& name) {
        const int counts[]{count("case_opened", name), count("assessment_started", "a" + name),
                           count("responses_saved", "a" + name),
                           count("assessment_signed", "a" + name)};
        const int most[]{1, 1, saves, 1};
        int steps = 0;
        for (int i = 0; i < 4; ++i) {
            if (counts[i] > most[i]) fault(name + ": done twice");
            if (counts[i] > 0 && i > 0 && counts[i - 1] < most[i - 1])
                fault(name + ": a later step without an earlier");
            steps += counts[i];
        }
        return steps;
    }

    int steps_of(const Writer& writer) {
        int steps = 0;
        for (int round = 0;; ++round) {
            const int these = steps_in(name_of(writer, round));
            if (these > 0 && steps != round * steps_a_round)
                fault(name_of(writer, round) + ": a round after one that is not done");
            steps += these;
            if (these == 0) return steps;
        }
    }

    /// `steps`: of this round, at least one.
    void contents_of(const Writer& writer, int round, int steps) {
        const auto name = name_of(writer, round);
        const Actor reader{"supervisor-1", {}, "check"};
        if (!vault_.case_by_id(CaseId{name}, reader)) fault(name + ": no such case");
        keys_of(writer, round, steps);
        if (steps <= draft_step) return;
        const auto assessment = vault_.assessment(AssessmentId{"a" + name}, reader);
        if (!assessment) return fault(name + ": " + assessment.error().reason);
        const bool is_signed = assessment->state == AssessmentState::signed_;
        if (is_signed != (steps > sign_step)) fault(name + ": signed, or not, against the log");
        responses_of(*assessment, name, std::min(steps - first_save, saves));
    }

    /// An answer is kept exactly when its act was done.
    void keys_of(const Writer& writer, int round, int steps) {
        const auto name = name_of(writer, round);
        for (const int step : {case_step, draft_step, sign_step}) {
            const auto once = once_of(writer, round * steps_a_round + step, name);
            const auto kept = vault_.find_once(once.account, once.key);
            if (!kept || kept->has_value() != (step < steps))
                fault(name + ": the answer kept for step " + std::to_string(step) +
                      " contradicts the log");
        }
    }

    void responses_of(const Assessment& assessment, const std::string& name, int save) {
        if (assessment.responses.size() != (save > 0 ? items : 0))
            return fault(name + ": " + std::to_string(assessment.responses.size()) + " responses");
        for (const auto& response : assessment.responses) {
            const int item = std::stoi(response.item.substr(1));
            if (response.rating != (save + item) % 4 ||
                response.evidence != evidence_of(name, save, item))
                return fault(name + ": a response is not the one that was saved last");
        }
    }

    Vault& vault_;
    const Entries& entries_;
    Checked& checked_;
};

void add_faults(Checked& checked, const fs::path& folder, const Keyring& key, const char* when) {
    for (const auto& fault : verify_vault(vaults(folder), "norr", key))
        checked.faults.push_back(std::string{when} + ": verify says " + fault.reason);
}

/// The lock of the keys and the generation are what was said, and nothing of before is left.
void key_faults(Checked& checked, const fs::path& folder, const Keyring& key, const Acknowledged& acknowledged) {
    int lock = 0;
    if (!opened_keys(folder, &lock)) checked.faults.push_back("the keys do not open again");
    if (acknowledged.lock && *acknowledged.lock != lock)
        checked.faults.push_back("the keys have another lock than was said");
    if (acknowledged.lock && lock > 0 && fs::exists(keys_of(folder) / "vault.key"))
        checked.faults.push_back("the old key file is still there");
    const auto status = vault_status(vaults(folder), "norr", key);
    if (!status || status->generation < acknowledged.generation)
        checked.faults.push_back("the data key is older than was said");
    if (status && status->generation == 2 && fs::exists(vaults(folder) / "norr.db"))
        checked.faults.push_back("the file under the old data key is still there");
}

/// A vault that does not open was never acknowledged, and making it goes on from where it was left.
Checked refused(const fs::path& folder, const Acknowledged& acknowledged,
                const engine::Error& error) {
    Checked checked;
    checked.is_lost = acknowledged.is_made;
    if (acknowledged.is_made) checked.faults.push_back("does not open: " + error.reason);
    if (const auto again = ready(folder); !again && !acknowledged.is_made)
        checked.faults.push_back("cannot be made: " + again.error().reason);
    return checked;
}

}  // namespace

fs::path keys_of(const fs::path& folder) {
    return folder / "keys";
}
fs::path vaults(const fs::path& folder) {
    return folder / "vaults";
}

Result<void> Writer::take(Vault& vault, int step) const {
    const int round = step / steps_a_round, in_round = step % steps_a_round;
    const auto name = name_of(*this, round);
    const auto actor = actor_of(*this, step);
    const auto once = once_of(*this, step, name);
    if (in_round == case_step) return vault.add_case(case_of(*this, name), actor, once);
    if (in_round == draft_step) return vault.add_assessment(draft_of(name), actor, once);
    if (in_round == sign_step) return vault.sign(AssessmentId{"a" + name}, signing(), actor, once);
    return saved(vault, name, in_round - first_save + 1, actor);
}

void Acknowledged::read(std::string_view lines) {
    while (!lines.empty()) {
        const auto line = std::string{lines.substr(0, lines.find('\n'))};
        lines.remove_prefix(std::min(lines.size(), line.size() + 1));
        int session = 0, number = 0, done = 0;
        if (line == "made") is_made = true;
        if (std::sscanf(line.c_str(), "locked %d", &number) == 1) lock = number;
        std::sscanf(line.c_str(), "rotated %lu", &generation);
        if (std::sscanf(line.c_str(), "done %d %d %d", &session, &number, &done) == 3)
            steps[{session, number}] = done;
    }
}

int write_steps(const fs::path& folder, int session, int rounds) {
    const auto vault = ready(folder);
    if (!vault) {
        std::cerr << "refused: " << vault.error().reason << '\n';
        return 1;
    }
    say("made");
    std::atomic<int> status = 0;
    const auto work = [&](Writer writer) {
        for (int step = 0; step < rounds * steps_a_round && status == 0; ++step) {
            if (const auto taken = writer.take(**vault, step); !taken) {
                std::cerr << "refused: " << taken.error().reason << '\n';
                status = 1;
                return;
            }
            say("done " + std::to_string(session) + ' ' + std::to_string(writer.number) + ' ' +
                std::to_string(step + 1));
        }
    };
    std::vector<std::thread> threads;
    for (int number = 0; number < writers; ++number)
        threads.emplace_back(work, Writer{session, number});
    for (auto& thread : threads) thread.join();
    return status;
}

int rotate(const fs::path& folder) {
    const auto key = opened_keys(folder);
    if (!key) return 1;
    const auto generation = storage::rotate(vaults(folder), "norr", *key, {"system", {}, ""}, [](const char*) {});
    if (!generation) return 1;
    say("rotated " + std::to_string(*generation));
    return 0;
}

int lock(const fs::path& folder, int number) {
    const auto key = opened_keys(folder);
    if (!key) return 1;
    constexpr PassphraseCost cheap{1, std::uint64_t{8} << 20U};
    const auto done = number > 0 ? key->lock(keys_of(folder), passphrase(number), cheap) : key->lock_by_file(keys_of(folder));
    if (!done) return 1;
    say("locked " + std::to_string(number));
    return 0;
}

Checked check(const fs::path& folder, const Acknowledged& acknowledged) {
    using Clock = std::chrono::steady_clock;
    const auto key = opened_keys(folder);
    if (!key) return refused(folder, acknowledged, key.error());
    Checked checked;
    if (acknowledged.is_made) add_faults(checked, folder, *key, "before");
    {
        const auto from = Clock::now();
        const auto vault = Vault::open(vaults(folder), "norr", *key);
        if (!vault) return refused(folder, acknowledged, vault.error());
        checked.start = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - from);
        const auto entries = entries_of(**vault);
        if (!entries) return refused(folder, acknowledged, entries.error());
        Inspection inspection{**vault, *entries, checked};
        std::map<Writer, int> steps = acknowledged.steps;
        for (int number = 0; number < writers; ++number) steps.try_emplace({1, number}, 0);
        for (const auto& [writer, done] : steps) inspection.of(writer, done);
    }
    add_faults(checked, folder, *key, "after");
    if (acknowledged.is_made) key_faults(checked, folder, *key, acknowledged);
    return checked;
}

}  // namespace lika::tests::work
