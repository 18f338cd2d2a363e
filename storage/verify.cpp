// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "storage/detail/assessments.h"
#include "storage/detail/checkpoints.h"
#include "storage/detail/file.h"
#include "storage/detail/log.h"
#include "storage/detail/page.h"
#include "storage/detail/retention.h"
#include "storage/detail/schema.h"
#include "storage/detail/store.h"
#include "storage/detail/wrapped_key.h"
#include "storage/vault.h"

namespace lika::storage {
namespace {

using detail::Connection;
using Faults = std::vector<VaultFault>;

VaultFault fault(const std::string& reason) {
    return {"", {}, {}, reason};
}

Faults page_faults(const std::filesystem::path& file, const detail::VaultKeys& keys) {
    const auto bad = detail::bad_pages(file, keys.cipher);
    Faults faults;
    for (const auto& page : bad)
        faults.push_back({"", {}, page.number, page.is_cut_off ? "page_cut_off" : "page_mac"});
    // The salt in page 1 is part of every page's MAC: when it is changed, or the file another's, no
    // page holds.
    if (bad.size() > 1 && bad.size() * detail::page_size >= detail::size_of(file)) faults.resize(1);
    return faults;
}

bool agree(const Assessment& row, const Assessment& archive) {
    return row.in_case == archive.in_case && row.instrument == archive.instrument &&
           row.version == archive.version && row.digest == archive.digest &&
           row.assessor == archive.assessor && row.started_at == archive.started_at &&
           row.signed_at == archive.signed_at && row.final_level == archive.final_level &&
           row.scored_level == archive.scored_level && row.assessed_on == archive.assessed_on &&
           row.revision == archive.revision && row.discretionary == archive.discretionary;
}

std::string archive_fault(const detail::AssessmentRecord& record,
                          const detail::SecretBytes& archive_key) {
    if (record.archive.bytes.empty()) return "archive_missing";
    const auto opened = detail::open_archive(archive_key, record.assessment.id, record.archive);
    if (!opened) return opened.error().reason;
    return agree(record.assessment, *opened) ? "" : "archive_differs";
}

Faults archive_faults(Connection& connection, const detail::VaultKeys& keys,
                      const std::set<std::string>& signatures) {
    Faults faults;
    detail::each_sealed(connection, [&](const detail::AssessmentRecord& record) {
        const auto reason = archive_fault(record, keys.archive);
        if (!reason.empty()) faults.push_back(fault(reason));
        if (!signatures.contains(record.assessment.id.value))
            faults.push_back(fault("signature_not_logged"));
    });
    return faults;
}

/// What is not there though no entry says that it went, and what is there though one does.
Faults gone_faults(Connection& connection) {
    Faults faults(detail::lost_assessments(connection), fault("assessment_missing"));
    if (detail::has_gone(connection)) faults.push_back(fault("purge_undone"));
    return faults;
}

/// An index, or the tree a table is kept in, that does not fit its rows: an older page of it. The
/// words SQLite has for it may hold what the rows do.
Faults structure_faults(Connection& connection) {
    if (connection.find<std::string>("PRAGMA integrity_check(1)") == "ok") return {};
    return {fault("structure_damaged")};
}

void append(Faults& faults, const Faults& more) {
    faults.insert(faults.end(), more.begin(), more.end());
}

Faults content_faults(const std::filesystem::path& file, const std::string& name,
                      const detail::VaultKeys& keys, const std::filesystem::path& checkpoints) try {
    const bool is_city = name == "city";
    Connection connection{file, keys.cipher, Connection::For::reading};
    if (const auto fits = detail::refuse_newer(connection, is_city ? "city" : "vault", name); !fits)
        return {fault(fits.error().reason)};
    const detail::Transaction one_moment{connection, "BEGIN"};
    const auto log = detail::check_log(connection, keys.log);
    auto faults = log.faults;
    if (!is_city) append(faults, archive_faults(connection, keys, log.signatures));
    if (!is_city) append(faults, gone_faults(connection));
    append(faults, structure_faults(connection));
    if (!checkpoints.empty())
        append(faults, detail::compare_checkpoints(connection, keys.log, name, checkpoints));
    return faults;
} catch (const std::exception&) {
    return {fault("unreadable")};
}

Faults all_faults(const std::filesystem::path& folder, const std::string& name, const Keyring& key,
                  const std::filesystem::path& checkpoints) try {
    const detail::VaultFiles files{folder, name};
    const auto keys = detail::unlock(files, name, key);
    auto faults = keys ? page_faults(files.database, *keys) : Faults{fault(keys.error().reason)};
    if (faults.empty()) faults = content_faults(files.database, name, *keys, checkpoints);
    // Its data key was changed meanwhile: what was read is no longer the vault.
    const bool is_other = !faults.empty() && detail::generation_in(files.wrapped_key) != files.generation;
    return is_other ? all_faults(folder, name, key, checkpoints) : faults;
} catch (const std::exception&) {
    return {fault("unreadable")};
}

}  // namespace

std::vector<VaultFault> verify_vault(const std::filesystem::path& folder, const std::string& name,
                                     const Keyring& key, const std::filesystem::path& checkpoints) {
    auto faults = all_faults(folder, name, key, checkpoints);
    for (auto& one : faults) one.vault = name;
    return faults;
}

}  // namespace lika::storage
