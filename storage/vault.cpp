// SPDX-License-Identifier: EUPL-1.2
#include "storage/vault.h"

#include <algorithm>

#include "storage/detail/cases.h"
#include "storage/detail/checkpoints.h"
#include "storage/detail/file.h"
#include "storage/detail/log.h"
#include "storage/detail/memory.h"
#include "storage/detail/page.h"
#include "storage/detail/vault_parts.h"

namespace lika::storage {

using detail::Act;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

Vault::Vault(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Vault::~Vault() = default;

Result<std::unique_ptr<Vault>> Vault::create(const std::filesystem::path& folder,
                                             const std::string& name, const Keyring& key) {
    auto store = detail::Store::create(folder, name, key, "vault");
    if (!store) return store.error();
    return std::unique_ptr<Vault>{new Vault{std::make_unique<Parts>(Parts{std::move(*store)})}};
}

Result<std::unique_ptr<Vault>> Vault::open(const std::filesystem::path& folder,
                                           const std::string& name, const Keyring& key) {
    auto store = detail::Store::open(folder, name, key, "vault");
    if (!store) return store.error();
    return std::unique_ptr<Vault>{new Vault{std::make_unique<Parts>(Parts{std::move(*store)})}};
}

const std::string& Vault::name() const {
    return parts_->store->name();
}

Result<std::optional<Once>> Vault::find_once(const std::string& account, const std::string& key) {
    return parts_->store->read([&](Connection& connection) -> Result<std::optional<Once>> {
        auto row = connection.query(
            "SELECT account, key, request_digest, status, answer, headers FROM once WHERE account "
            "= ? AND key = ?",
            account, key);
        if (!row.step()) return std::optional<Once>{};
        Once once;
        row.into(once.account, once.key, once.request_digest, once.status, once.answer,
                 once.headers);
        return std::optional{once};
    });
}

Result<Page<LogEntry>> Vault::log(const std::string& of_case, std::size_t limit,
                                  const std::string& cursor, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) {
        auto page = detail::read_entries(act.connection, of_case, limit, cursor);
        const bool known = !of_case.empty() && detail::has_case(act.connection, CaseId{of_case});
        act.log("log_read", known ? of_case : "", "");  // never what was typed
        return page;
    });
}

Result<void> Vault::log_refused(const std::string& action, const std::string& object,
                                const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto in_case = act.connection.find<std::string>(
            "SELECT id FROM subject_case WHERE id = ?1 UNION ALL SELECT in_case FROM assessment "
            "WHERE id = ?1",
            object);
        act.log(action, in_case.value_or(""), object, "refused");
        return {};
    });
}

Result<Checkpointed> Vault::checkpoint(const std::filesystem::path& place, Instant at) {
    return detail::add_checkpoint(*parts_->store, place, at);
}

Result<VaultStatus> vault_status(const std::filesystem::path& folder, const std::string& name,
                                 const Keyring& key) try {
    const detail::VaultFiles files{folder, name};
    const auto keys = detail::unlock(files, name, key);
    if (!keys) return keys.error();
    if (!detail::key_fits(files.database, keys->cipher))
        return Error{ErrorKind::invalid, "wrong_key", name};
    return VaultStatus{files.generation, detail::size_of(files.database),
                       detail::size_of(detail::with_ending(files.database, "-wal"))};
} catch (const std::exception&) {
    return Error{ErrorKind::failed, "storage_failed", name};
}

std::vector<std::string> vault_names(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{folder, error})
        if (entry.path().extension() == ".key") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

Result<void> prove_cipher() {
    const Error missing{ErrorKind::failed, "cipher_missing", ""};
    if (!detail::ends_without_memory()) return missing;
    std::error_code error;
    const auto file = std::filesystem::temp_directory_path(error) / ("lika-proof-" + random_id());
    try {
        if (Connection{}.cipher_version().empty()) return missing;
        const detail::SecretBytes key = detail::random_key();
        Connection{file, key, Connection::For::creating}.run("CREATE TABLE proof (one INTEGER)");
    } catch (const std::exception&) {
        std::filesystem::remove(file, error);
        return missing;
    }
    const auto first = detail::read_bytes(file, 0, detail::plain_header.size());
    std::filesystem::remove(file, error);
    if (first.size() != detail::plain_header.size() || first == detail::plain_header)
        return missing;
    return {};
}

}  // namespace lika::storage
