// SPDX-License-Identifier: EUPL-1.2
#include "storage/keyring.h"

#include <cstring>

#include "storage/detail/file.h"
#include "storage/detail/secret.h"

namespace lika::storage {
namespace {

using detail::key_size;
using detail::mac_size;
using detail::SecretBytes;

constexpr const char* key_file = "vault.key";
constexpr std::string_view header = "lika-key-file-01";
constexpr std::size_t file_size = header.size() + key_size + mac_size;

engine::Error malformed() {
    return {engine::ErrorKind::invalid, "key_file_malformed", ""};
}

}  // namespace

Keyring::Keyring(std::unique_ptr<Secret> secret) : secret_(std::move(secret)) {}
Keyring::Keyring(Keyring&&) noexcept = default;
Keyring& Keyring::operator=(Keyring&&) noexcept = default;
Keyring::~Keyring() = default;

engine::Result<Keyring> Keyring::create(const std::filesystem::path& folder) try {
    const auto file = folder / key_file;
    std::error_code error;
    if (std::filesystem::exists(file, error))
        return engine::Error{engine::ErrorKind::conflict, "key_file_exists", ""};

    auto secret = std::make_unique<Secret>(Secret{detail::random_key()});
    SecretBytes content{file_size};
    std::memcpy(content.data(), header.data(), header.size());
    std::memcpy(content.data() + header.size(), secret->key.data(), key_size);
    const auto mac = detail::keyed_mac(secret->key, header);
    std::memcpy(content.data() + header.size() + key_size, mac.data(), mac_size);

    if (!detail::make_folder(folder) || !detail::write_durably(file, content.view()))
        return engine::Error{engine::ErrorKind::failed, "key_file_unwritable", ""};
    return Keyring{std::move(secret)};
} catch (const std::exception&) {
    return engine::Error{engine::ErrorKind::failed, "key_file_unwritable", ""};
}

engine::Result<Keyring> Keyring::open(const std::filesystem::path& folder) try {
    const auto file = folder / key_file;
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        return engine::Error{engine::ErrorKind::invalid, "key_file_missing", ""};

    SecretBytes content{file_size};
    if (!detail::read_secret(file, content)) return malformed();
    const auto bytes = content.view();
    auto secret = std::make_unique<Secret>(Secret{SecretBytes{key_size}});
    std::memcpy(secret->key.data(), content.data() + header.size(), key_size);
    const bool holds = bytes.starts_with(header) && !secret->key.is_zero() &&
                       detail::same_mac(bytes.substr(header.size() + key_size),
                                        detail::keyed_mac(secret->key, header));
    if (!holds) return malformed();
    return Keyring{std::move(secret)};
} catch (const std::exception&) {
    return malformed();
}

}  // namespace lika::storage
