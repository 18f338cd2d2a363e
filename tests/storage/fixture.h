// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "storage/vault.h"

namespace lika::storage::tests {

namespace fs = std::filesystem;

/// A folder of one test, gone afterwards.
class Folder {
public:
    Folder() : path_(place() / ("lika-storage-" + random_id())) { fs::create_directories(path_); }
    ~Folder() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const fs::path& path() const { return path_; }
    fs::path keys() const { return path_ / "keys"; }
    fs::path key_file() const { return keys() / "vault.key"; }
    fs::path vaults() const { return path_ / "vaults"; }
    fs::path database(const std::string& name) const { return vaults() / (name + ".db"); }

private:
    /// In memory where that can be: thousands of syncs on a slow disk prove nothing more.
    static fs::path place() {
        const fs::path memory = "/dev/shm";
        return fs::is_directory(memory) ? memory : fs::temp_directory_path();
    }
    fs::path path_;
};

inline std::string content(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

inline void write(const fs::path& file, const std::string& bytes) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}

/// Every file below with its bytes.
inline std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.is_regular_file()) all[entry.path().string()] = content(entry.path());
    return all;
}

inline Instant at(int minute) {
    using namespace std::chrono;
    return sys_days{year{2026} / 3 / 2} + hours{8} + minutes{minute};
}

inline Actor worker(int minute = 0, const std::string& reason = "") {
    return {"worker-1", at(minute), reason};
}
inline Actor supervisor(int minute = 0) {
    return {"supervisor-1", at(minute), ""};
}

/// A key file and the district vault "norr" under it.
struct District {
    Folder folder;
    Keyring key = std::move(*Keyring::create(folder.keys()));
    std::unique_ptr<Vault> vault = std::move(*Vault::create(folder.vaults(), "norr", key));

    /// As after a restart.
    void reopen() {
        vault.reset();
        vault = std::move(*Vault::open(folder.vaults(), "norr", key));
    }
};

inline Case some_case(const std::string& name = "Åsa Öberg",
                      const std::string& due_on = "2026-07-02") {
    Case made;
    made.id = CaseId{random_id()};
    made.subject.name = name;
    made.subject.born_on = "2011-05-06";
    made.subject.personal_number = "20110506-2384";
    made.assigned_to = "worker-1";
    made.opened_at = at(0);
    made.opened_on = "2026-03-02";
    made.due_on = due_on;
    return made;
}

inline Concern some_concern(int minute = 0, const std::string& reporter = "school-1") {
    Concern made;
    made.id = ConcernId{random_id()};
    made.receipt = "LK-" + random_id().substr(0, 8);
    made.subject.name = "Elias Ågren";
    made.subject.school = "Norra skolan";
    made.signs = {"absence", "home"};
    made.text = "Har inte setts på tre veckor.";
    made.urgency = "week";
    made.reporter = reporter;
    made.reporter_role = "school_team";
    made.district = "norr";
    made.received_at = at(minute);
    made.received_on = "2026-03-02";
    made.due_on = "2026-03-16";
    made.protection_due_on = "2026-03-03";
    return made;
}

inline Assessment some_draft(const CaseId& in_case) {
    Assessment made;
    made.id = AssessmentId{random_id()};
    made.in_case = in_case;
    made.instrument = "lika-8";
    made.version = "1.0";
    made.digest = "sha256:00";
    made.assessor = "worker-1";
    made.started_at = at(1);
    made.assessed_on = "2026-03-02";
    return made;
}

inline ResponseChange rated(const std::string& item, int rating, const std::string& evidence) {
    ResponseChange change;
    change.item = item;
    change.sets_response = true;
    change.rating = rating;
    change.evidence = evidence;
    change.at = "2026-03-02T08:10:00Z";
    return change;
}

inline std::vector<std::string> actions(const Page<LogEntry>& page) {
    std::vector<std::string> names;
    for (const auto& entry : page.items) names.push_back(entry.action);
    return names;
}

}  // namespace lika::storage::tests
