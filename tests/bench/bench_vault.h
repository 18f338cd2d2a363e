// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "storage/detail/store.h"
#include "tests/storage/fixture.h"

namespace lika::bench {

using namespace lika::storage;
using namespace lika::storage::tests;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

inline void need(bool done, const char* what) {
    if (done) return;
    std::cerr << "bench_vault: " << what << " failed\n";
    std::exit(1);
}

template <class Work>
double milliseconds(Work&& work) {
    const auto start = Clock::now();
    work();
    return Milliseconds(Clock::now() - start).count();
}

/// Of all threads together: what other programs take does not count.
inline double processor_milliseconds() {
    timespec spent{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

/// `part` 0.5: the median.
inline double quantile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

/// A folder of vaults on a disk: made anew.
struct Place {
    fs::path folder;
    Keyring key;

    explicit Place(const fs::path& path) : folder(emptied(path)), key(made(path)) {}
    static fs::path emptied(const fs::path& path) {
        fs::remove_all(path);
        fs::create_directories(path);
        return path;
    }
    static Keyring made(const fs::path& path) { return std::move(*Keyring::create(path / "keys")); }

    std::unique_ptr<Vault> make(const std::string& name) const {
        auto vault = Vault::create(folder / "vaults", name, key);
        need(vault.has_value(), "making a vault");
        return std::move(*vault);
    }
    std::unique_ptr<Vault> open(const std::string& name) const {
        auto vault = Vault::open(folder / "vaults", name, key);
        need(vault.has_value(), "opening a vault");
        return std::move(*vault);
    }
    detail::VaultFiles files(const std::string& name) const { return {folder / "vaults", name}; }
    detail::VaultKeys keys(const std::string& name) const {
        return std::move(*detail::unlock(files(name), name, key));
    }
};

/// 2 KB in 40 responses.
inline std::vector<ResponseChange> forty_responses() {
    std::vector<ResponseChange> changes;
    for (int item = 0; item < 40; ++item)
        changes.push_back(rated("I" + std::to_string(item), item % 4, std::string(50, 'u')));
    return changes;
}

/// `count` drafts without responses, all of one case.
inline std::vector<AssessmentId> add_drafts(Vault& vault, std::size_t count) {
    const auto in_case = some_case();
    need(vault.add_case(in_case, worker(), {}).has_value(), "adding a case");
    std::vector<AssessmentId> drafts;
    for (std::size_t i = 0; i < count; ++i) {
        const auto draft = some_draft(in_case.id);
        need(vault.add_assessment(draft, worker(), {}).has_value(), "adding a draft");
        drafts.push_back(draft.id);
    }
    return drafts;
}

/// What a bare file takes: 16 KB written and synced, in a file as long as a WAL becomes.
class BareFile {
public:
    explicit BareFile(const fs::path& file) : file_(::open(file.c_str(), O_RDWR | O_CREAT, 0600)) {
        need(file_ >= 0, "a bare file");
        for (int i = 0; i < blocks; ++i) write();
    }
    BareFile(const BareFile&) = delete;
    BareFile& operator=(const BareFile&) = delete;
    ~BareFile() { ::close(file_); }
    void write() {
        const auto at = static_cast<off_t>(bytes_.size()) * (next_++ % blocks);
        need(::pwrite(file_, bytes_.data(), bytes_.size(), at) == ssize_t{16 * 1024}, "pwrite");
        need(::fdatasync(file_) == 0, "fdatasync");
    }

private:
    static constexpr int blocks = 256;
    int file_;
    int next_ = 0;
    std::string bytes_ = std::string(16 * 1024, 'b');
};

/// Fills a vault with signed assessments, ten a case; ids are numbers, so that it takes minutes,
/// not hours. The log is not told: what is measured does not look.
inline void fill(const Place& place, const std::string& name, int assessments) {
    detail::Connection connection{place.files(name).database, place.keys(name).cipher,
                                  detail::Connection::For::writing};
    const std::string archive(300, 'a'), mac(32, 'm');
    for (int i = 0; i < assessments;) {
        detail::Transaction transaction{connection};
        for (const int end = std::min(assessments, i + 20'000); i < end; ++i) {
            const auto number = std::to_string(10'000'000 + i);
            const auto in_case = "case-" + std::to_string(1'000'000 + i / 10);
            if (i % 10 == 0)
                connection.run(
                    "INSERT INTO subject_case (id, name, is_protected, assigned_to, opened_at, "
                    "opened_on, due_on) VALUES (?, 'Åsa Öberg', 0, 'worker-1', 0, '2026-03-02', "
                    "'2026-07-02')",
                    in_case);
            connection.run(
                "INSERT INTO assessment (id, in_case, instrument, version, digest, assessor, "
                "state, revision, started_at, assessed_on, archive, archive_mac) VALUES (?, ?, "
                "'lika-36', '1.0', ?, 'worker-1', 'signed', 2, 0, '2026-03-02', ?, ?)",
                "assessment-" + number, in_case, std::string(71, 'd'), detail::Blob{archive},
                detail::Blob{mac});
        }
        transaction.commit();
        connection.checkpoint();
    }
}

}  // namespace lika::bench
