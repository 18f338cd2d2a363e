// SPDX-License-Identifier: EUPL-1.2
// A vault's speed as ratios in one run, each pair interleaved or one after the other on the same
// disk: tests/bench/run_vault.
//   bench_vault FOLDER [ASSESSMENTS=1000000]   FOLDER is made anew, on the disk that is meant
#include "tests/bench/bench_vault.h"

#include <sqlcipher/sqlite3.h>

#include <atomic>
#include <cstdio>

#include "storage/backup.h"
#include "storage/detail/database_copy.h"
#include "storage/detail/page.h"

using namespace lika;
using namespace lika::bench;

namespace {

constexpr int rounds = 600, clients = 64;
constexpr std::chrono::seconds under_load{5};

void measure_save(const Place& place) {
    BareFile bare{place.folder / "bare"};
    const auto vault = place.make("save");
    const auto drafts = add_drafts(*vault, rounds);
    const auto changes = forty_responses();
    std::vector<double> bare_times, save_times, processor_times;
    for (const auto& draft : drafts) {
        bare_times.push_back(milliseconds([&] { bare.write(); }));
        const auto before = processor_milliseconds();
        save_times.push_back(milliseconds([&] {
            need(vault->save_responses(draft, changes, 1, "tab", worker()).has_value(), "a save");
        }));
        processor_times.push_back(processor_milliseconds() - before);
    }
    const auto bound = quantile(bare_times, 0.5), save = quantile(save_times, 0.5);
    std::printf("bare 16 KB write and fdatasync: p50 %.3f ms\n", bound);
    std::printf("durable save of 40 responses:   p50 %.3f ms, p95 %.3f ms, ratio %.2f\n", save,
                quantile(save_times, 0.95), save / bound);
    std::printf("  of it at work:                p50 %.3f ms\n", quantile(processor_times, 0.5));
}

/// What all clients did in the time, and the longest one had to wait.
struct Load {
    double a_second, longest;
};

/// `client(number)` gives what a client does once, over and over.
template <class Client>
Load load_of(Client&& client) {
    std::atomic<bool> is_over = false;
    std::atomic<int> done = 0;
    std::vector<double> longest(clients);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < clients; ++i)
        threads.emplace_back([&, i] {
            auto once = client(i);
            while (!is_over) {
                longest[i] = std::max(longest[i], milliseconds(once));
                ++done;
            }
        });
    std::this_thread::sleep_for(under_load);
    is_over = true;
    const auto count = done.load();
    for (auto& thread : threads) thread.join();
    return {count / std::chrono::duration<double>(under_load).count(),
            *std::max_element(longest.begin(), longest.end())};
}

/// The same rows, by a client with a connection of its own: no MACs, no merging.
void save_raw(detail::Connection& connection, const std::string& id, const std::string& evidence) {
    detail::Transaction transaction{connection};
    for (int item = 0; item < 40; ++item) {
        const auto name = "I" + std::to_string(item);
        connection.run("UPDATE response SET evidence = ? WHERE assessment = ? AND item = ?",
                       evidence, id, name);
        if (connection.changes() > 0) continue;
        connection.run(
            "INSERT INTO response (assessment, item, rating, missing, evidence, sources, at, "
            "editor, revision) VALUES (?, ?, 1, '', ?, '', '2026-03-02T08:10:00Z', 'tab', 2)",
            id, name, evidence);
    }
    connection.run(
        "INSERT INTO log (at, actor, action, subject, object, reason, outcome, mac) VALUES (0, "
        "'worker-1', 'responses_saved', '', ?, '', 'done', ?)",
        id, detail::Blob{std::string(32, 'm')});
    transaction.commit();
}

/// SQLite gives up after five seconds, however often another was let in before.
void save_at_last(detail::Connection& connection, const std::string& id,
                  const std::string& evidence) {
    for (;;) try {
            return save_raw(connection, id, evidence);
        } catch (const detail::SqlFailure& failure) {
            need((failure.code() & 0xFF) == SQLITE_BUSY, "a save of its own");
        }
}

Load own_connections(const Place& place, const std::vector<AssessmentId>& drafts) {
    const auto files = place.files("own");
    const auto keys = place.keys("own");
    return load_of([&](std::size_t i) {
        auto connection = std::make_shared<detail::Connection>(files.database, keys.cipher,
                                                               detail::Connection::For::writing);
        return [&drafts, connection, i, turn = 0]() mutable {
            const std::string evidence(50, static_cast<char>('a' + ++turn % 26));
            save_at_last(*connection, drafts[i].value, evidence);
        };
    });
}

Load one_writer(Vault& vault, const std::vector<AssessmentId>& drafts) {
    return load_of([&](std::size_t i) {
        return [&vault, &drafts, changes = forty_responses(), i, turn = 0]() mutable {
            const std::string evidence(50, static_cast<char>('a' + ++turn % 26));
            for (auto& change : changes) change.evidence = evidence;
            need(vault.save_responses(drafts[i], changes, turn, "tab", worker()).has_value(),
                 "a save under load");
        };
    });
}

void measure_clients(const Place& place) {
    const auto vault = place.make("load");
    const auto drafts = add_drafts(*vault, clients);
    const auto own_drafts = add_drafts(*place.make("own"), clients);
    std::vector<double> ratios, longest;
    for (int turn = 0; turn < 3; ++turn) {
        const auto own = own_connections(place, own_drafts);
        const auto ours = one_writer(*vault, drafts);
        std::printf("64 clients, a connection each:  %.0f saves/s, longest wait %.0f ms\n",
                    own.a_second, own.longest);
        std::printf(
            "64 clients, one writer:         %.0f saves/s, longest wait %.0f ms, ratio %.2f\n",
            ours.a_second, ours.longest, ours.a_second / own.a_second);
        ratios.push_back(ours.a_second / own.a_second);
        longest.push_back(ours.longest);
    }
    std::printf("64 clients, medians:            ratio %.2f, longest wait %.0f ms\n",
                quantile(ratios, 0.5), quantile(longest, 0.5));
}

double case_read(Vault& vault, int cases) {
    const CaseId id{"case-" + std::to_string(1'000'000 + std::rand() % cases)};
    return milliseconds(
        [&] { need(vault.case_by_id(id, worker()).has_value(), "reading a case"); });
}

double assessments_listed(Vault& vault, int cases) {
    const CaseId id{"case-" + std::to_string(1'000'000 + std::rand() % cases)};
    return milliseconds([&] { need(vault.assessments_of(id)->size() == 10, "listing"); });
}

void print_pair(const char* what, const std::vector<double>& small,
                const std::vector<double>& large) {
    const auto few = quantile(small, 0.5), many = quantile(large, 0.5);
    std::printf("%s p50 %.3f ms of 1,000, %.3f ms of all, ratio %.2f\n", what, few, many,
                many / few);
}

void measure_size(const Place& place, int assessments) {
    place.make("small");
    place.make("large");
    fill(place, "small", 1000);
    fill(place, "large", assessments);
    std::vector<double> openings, small_reads, large_reads, small_lists, large_lists;
    for (int i = 0; i < 50; ++i) {
        std::unique_ptr<Vault> opened;
        openings.push_back(milliseconds([&] { opened = place.open("large"); }));
    }
    std::printf("opening the large vault:        p50 %.2f ms, longest %.2f ms\n",
                quantile(openings, 0.5), quantile(openings, 1));
    const auto small = place.open("small"), large = place.open("large");
    for (int i = 0; i < rounds; ++i) {
        small_reads.push_back(case_read(*small, 100));
        large_reads.push_back(case_read(*large, assessments / 10));
        small_lists.push_back(assessments_listed(*small, 100));
        large_lists.push_back(assessments_listed(*large, assessments / 10));
    }
    print_pair("a case read and logged:        ", small_reads, large_reads);
    print_pair("a case's ten assessments:      ", small_lists, large_lists);
}

void measure_pages(const Place& place) {
    const auto files = place.files("large");
    const auto keys = place.keys("large");
    const auto megabytes = static_cast<double>(fs::file_size(files.database)) / 1e6;
    std::vector<double> times;
    for (int i = 0; i < 5; ++i)
        times.push_back(milliseconds(
            [&] { need(detail::bad_pages(files.database, keys.cipher).empty(), "verify"); }));
    std::printf("page MACs of %.0f MB checked:    %.0f MB/s, best %.0f MB/s\n", megabytes,
                megabytes * 1e3 / quantile(times, 0.5), megabytes * 1e3 / quantile(times, 0));
}

/// SQLite's own copy of one moment as SQLite makes it, encrypted and durable.
void copy_alone(const std::filesystem::path& database, const std::filesystem::path& copy, const detail::SecretBytes& key) {
    detail::Connection from{database, key, detail::Connection::For::reading};
    detail::Connection to{copy, key, detail::Connection::For::creating};
    to.run_script("PRAGMA journal_mode = DELETE");
    detail::copy_database(from, to);
}

/// Beside it all of a backup: checked, counted, copied, sealed, synced.
void measure_backup(const Place& place) {
    const auto files = place.files("large");
    const auto keys = place.keys("large");
    const auto backup_key = BackupKey::create(place.folder / "backup.key");
    need(backup_key.has_value(), "a backup key");
    std::vector<double> alone, whole;
    for (int i = 0; i < 3; ++i) {
        const auto copy = place.folder / "copy.db";
        alone.push_back(milliseconds([&] { copy_alone(files.database, copy, keys.cipher); }));
        fs::remove(copy);
        const auto file = place.folder / (std::to_string(i) + ".lika-backup");
        whole.push_back(milliseconds([&] {
            const auto made = back_up(place.folder / "vaults", "large", place.key, backup_key->recipient(), file, {},
                                      worker(), [](const char*, std::uint64_t, std::uint64_t) {});
            need(made.has_value(), "a backup");
        }));
        fs::remove(file);
    }
    const auto megabytes = static_cast<double>(fs::file_size(files.database)) / 1e6;
    std::printf("sqlite3_backup alone:           %.0f MB/s; whole backup %.0f MB/s, ratio %.2f\n",
                megabytes * 1e3 / quantile(alone, 0.5), megabytes * 1e3 / quantile(whole, 0.5),
                quantile(alone, 0.5) / quantile(whole, 0.5));
}

}  // namespace

int main(int count, char** words) {
    if (count < 2) return 2;
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const int assessments = count > 2 ? std::atoi(words[2]) : 1'000'000;
    const Place place{words[1]};
    measure_save(place);
    measure_clients(place);
    measure_size(place, assessments);
    measure_pages(place);
    measure_backup(place);
    fs::remove_all(place.folder);
}
