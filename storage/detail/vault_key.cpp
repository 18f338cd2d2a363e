// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/vault_key.h"

#include "storage/detail/file.h"
#include "storage/detail/page.h"
#include "storage/detail/refusal.h"
#include "storage/detail/store.h"
#include "storage/detail/wrapped_key.h"

namespace lika::storage::detail {
namespace {

using engine::Error;
using engine::ErrorKind;
using engine::Result;

}  // namespace

Result<OpenedKeys> open_keys(const std::filesystem::path& vaults, const std::string& name,
                             const Keyring& key) {
    const VaultFiles files{vaults, name};
    auto keys = unlock(files, name, key);
    if (!keys) return keys.error();
    if (!key_fits(files.database, keys->cipher)) return Error{ErrorKind::invalid, "wrong_key", name};
    auto secret = open_wrapped_key(files.wrapped_key, name, key);
    if (!secret) return secret.error();
    return OpenedKeys{std::move(*keys), files.database, files.generation, std::move(*secret)};
}

Result<VaultKeys> carried_keys(const SecretBytes& carried) {
    if (carried.size() != vault_secret_size || carried.is_zero())
        return Error{ErrorKind::invalid, "backup_damaged", "keys"};
    return VaultKeys{carried};
}

Result<void> adopt_keys(const std::filesystem::path& vaults, const std::string& name,
                        std::uint64_t generation, const SecretBytes& carried, const Keyring& key) {
    if (write_durably(VaultFiles{vaults, name}.wrapped_key, wrapped(name, generation, carried, key)))
        return {};
    return Error{ErrorKind::failed, "storage_failed", name};
}

void log_act(const std::filesystem::path& vaults, const std::string& name, const Keyring& key,
             const char* action, const std::string& object, const Actor& actor) {
    const auto store = need(Store::open(vaults, name, key, name == "city" ? "city" : "vault"));
    for (int more = longest_wait;; --more) {
        const auto logged = store->act(actor, [&](Act& act) -> Result<void> {
            act.log(action, "", object);
            return {};
        });
        if (logged || more == 0 || logged.error().place != busy) return need(logged);
    }
}

}  // namespace lika::storage::detail
