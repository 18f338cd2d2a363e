// SPDX-License-Identifier: EUPL-1.2
#include "storage/keyring.h"

#include <cstring>

#include "storage/detail/file.h"
#include "storage/detail/root_key.h"
#include "storage/detail/vfs_file.h"

namespace lika::storage {
namespace {

namespace fs = std::filesystem;
using detail::key_size;
using detail::mac_size;
using detail::SecretBytes;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

constexpr std::string_view header = "lika-key-file-02", first_header = "lika-key-file-01";
constexpr std::size_t file_size = header.size() + key_size + mac_size;

fs::path key_file(const fs::path& folder) {
    return folder / "vault.key";
}

fs::path root_file(const fs::path& folder) {
    return folder / "root.key";
}

bool is_there(const fs::path& file) {
    std::error_code error;
    return fs::exists(file, error);
}

Error invalid(const char* reason) {
    return {ErrorKind::invalid, reason, ""};
}

Error unwritable() {
    return {ErrorKind::failed, "key_file_unwritable", ""};
}

SecretBytes content_of(const SecretBytes& file_key) {
    SecretBytes content{file_size};
    std::memcpy(content.data(), header.data(), header.size());
    std::memcpy(content.data() + header.size(), file_key.data(), key_size);
    const auto mac = detail::keyed_mac(file_key, header);
    std::memcpy(content.data() + header.size() + key_size, mac.data(), mac_size);
    return content;
}

/// What a key file holds.
struct KeyFile {
    SecretBytes key;
    bool is_root;   ///< it was made before there was a root between: its key is the root
};

Result<KeyFile> read_key_file(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_regular_file(key_file(folder), error)) return invalid("key_file_missing");
    SecretBytes content{file_size};
    if (!detail::read_secret(key_file(folder), content)) return invalid("key_file_malformed");
    const auto bytes = content.view();
    const auto head = bytes.substr(0, header.size());
    KeyFile read{detail::key_part(content, header.size()), head == first_header};
    const bool holds = (head == header || read.is_root) && !read.key.is_zero() &&
                       detail::same_mac(bytes.substr(header.size() + key_size), detail::keyed_mac(read.key, head));
    if (!holds) return invalid("key_file_malformed");
    return read;
}

/// A new one, or that of a create which was stopped before there was a root.
Result<SecretBytes> fresh_key_file(const fs::path& folder) {
    if (is_there(key_file(folder))) {
        auto left = read_key_file(folder);
        if (left && !left->is_root) return std::move(left->key);
        return Error{ErrorKind::conflict, "key_file_exists", ""};
    }
    auto key = detail::random_key();
    if (!detail::write_durably(key_file(folder), content_of(key).view())) return unwritable();
    return key;
}

Result<SecretBytes> open_by_passphrase(const detail::WrappedRoot& wrapped, const AskPassphrase& ask) {
    if (!ask) return invalid("passphrase_missing");
    const auto typed = ask();
    if (!typed) return typed.error();
    auto root = wrapped.open(detail::stretched(*typed, wrapped.salt, wrapped.cost));
    if (!root) return invalid("wrong_passphrase");
    return std::move(*root);
}

Result<SecretBytes> open_by_file(const detail::WrappedRoot& wrapped, const fs::path& folder) {
    const auto file = read_key_file(folder);
    if (!file) return file.error();
    auto root = wrapped.open(detail::root_wrapping_key(file->key));
    if (!root) return invalid("wrong_key");
    return std::move(*root);
}

Result<SecretBytes> open_without_root(const fs::path& folder) {
    auto file = read_key_file(folder);
    if (!file) return file.error();
    if (!file->is_root) return invalid("root_key_missing");
    return std::move(file->key);
}

Result<SecretBytes> open_root(const fs::path& folder, const AskPassphrase& ask) {
    if (!is_there(root_file(folder))) return open_without_root(folder);
    const auto wrapped = detail::WrappedRoot::read(root_file(folder));
    if (!wrapped) return wrapped.error();
    return wrapped->by_passphrase ? open_by_passphrase(*wrapped, ask) : open_by_file(*wrapped, folder);
}

}  // namespace

Keyring::Keyring(std::unique_ptr<Secret> secret) : secret_(std::move(secret)) {}
Keyring::Keyring(Keyring&&) noexcept = default;
Keyring& Keyring::operator=(Keyring&&) noexcept = default;
Keyring::~Keyring() = default;

Result<Keyring> Keyring::create(const fs::path& folder) try {
    if (is_there(root_file(folder))) return Error{ErrorKind::conflict, "key_file_exists", ""};
    if (!detail::make_folder(folder)) return unwritable();
    const auto file_key = fresh_key_file(folder);
    if (!file_key) return file_key.error();
    auto secret = std::make_unique<Secret>(Secret{detail::random_key()});
    if (!detail::write_durably(root_file(folder), detail::wrapped_by_file(secret->root, *file_key))) return unwritable();
    return Keyring{std::move(secret)};
} catch (const std::exception&) {
    return unwritable();
}

Result<Keyring> Keyring::open(const fs::path& folder, const AskPassphrase& ask) try {
    auto root = open_root(folder, ask);
    if (!root) return root.error();
    return Keyring{std::make_unique<Secret>(Secret{std::move(*root)})};
} catch (const std::bad_alloc&) {
    return Error{ErrorKind::failed, "out_of_memory", ""};
}

bool Keyring::asks_for_passphrase(const fs::path& folder) {
    const auto wrapped = detail::WrappedRoot::read(root_file(folder));
    return wrapped && wrapped->by_passphrase;
}

Result<void> Keyring::lock(const fs::path& folder, const Passphrase& passphrase, const PassphraseCost& cost) const try {
    if (passphrase.view().size() < Passphrase::shortest) return invalid("passphrase_too_short");
    if (!is_there(root_file(folder))) return Error{ErrorKind::conflict, "no_root", ""};
    const auto wrapped = detail::wrapped_by_passphrase(secret_->root, passphrase, cost);
    if (!detail::replace_durably(root_file(folder), wrapped)) return unwritable();
    if (is_there(key_file(folder)) && !detail::remove_durably(key_file(folder))) return unwritable();
    return {};
} catch (const std::bad_alloc&) {
    return Error{ErrorKind::failed, "out_of_memory", ""};
} catch (const std::exception&) {
    return unwritable();
}

Result<void> Keyring::lock_by_file(const fs::path& folder) const try {
    if (!is_there(root_file(folder))) return Error{ErrorKind::conflict, "no_root", ""};
    if (!asks_for_passphrase(folder)) return Error{ErrorKind::conflict, "key_file_exists", ""};
    const auto file_key = detail::random_key();
    // A key file beside a passphrase opens nothing, until the root is wrapped by it.
    if (!detail::replace_durably(key_file(folder), content_of(file_key).view()) ||
        !detail::replace_durably(root_file(folder), detail::wrapped_by_file(secret_->root, file_key)))
        return unwritable();
    return {};
} catch (const std::exception&) {
    return unwritable();
}

}  // namespace lika::storage
