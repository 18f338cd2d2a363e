// SPDX-License-Identifier: EUPL-1.2
#include "storage/backup_key.h"

#include <sodium.h>

#include <cstring>

#include "storage/detail/backup_secret.h"
#include "storage/detail/file.h"
#include "storage/detail/text.h"

namespace lika::storage {
namespace {

using detail::raw;
using detail::SecretBytes;
using engine::Error;
using engine::ErrorKind;

constexpr std::size_t check_size = 4;
constexpr std::size_t bytes_size = crypto_box_PUBLICKEYBYTES + check_size;
constexpr std::size_t text_size = bytes_size / 3 * 4;
constexpr auto alphabet = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::string_view file_format = "lika-backup-private-1 ";
constexpr std::size_t file_size = file_format.size() + text_size + 1;
static_assert(bytes_size % 3 == 0 && crypto_box_SECRETKEYBYTES == crypto_box_PUBLICKEYBYTES);

Error malformed() {
    return {ErrorKind::invalid, "backup_key_malformed", ""};
}

/// A typing mistake is found; it keeps nothing secret.
void put_check(unsigned char* bytes, std::string_view purpose) {
    std::string digest(crypto_generichash_BYTES, '\0');
    crypto_generichash(raw(digest), digest.size(), bytes, bytes_size - check_size, raw(purpose),
                       purpose.size());
    std::memcpy(bytes + bytes_size - check_size, digest.data(), check_size);
}

bool check_holds(const SecretBytes& bytes, std::string_view purpose) {
    SecretBytes again{bytes_size};
    std::memcpy(again.data(), bytes.data(), bytes_size);
    put_check(again.data(), purpose);
    return sodium_memcmp(again.data(), bytes.data(), bytes_size) == 0;
}

bool decode(std::string_view text, SecretBytes& into) {
    std::size_t decoded = 0;
    return text.size() == text_size &&
           sodium_base642bin(into.data(), into.size(), text.data(), text.size(), nullptr, &decoded,
                             nullptr, alphabet) == 0 &&
           decoded == into.size();
}

constexpr std::string_view public_purpose = "lika-backup-public-1";
constexpr std::string_view private_purpose = "lika-backup-private-1";

/// The file's one line, never in ordinary memory.
SecretBytes file_line(const SecretBytes& key) {
    SecretBytes bytes{bytes_size};
    std::memcpy(bytes.data(), key.data(), key.size());
    put_check(bytes.data(), private_purpose);
    SecretBytes line{file_size + 1};   // and the terminator sodium writes, where \n comes
    std::memcpy(line.data(), file_format.data(), file_format.size());
    sodium_bin2base64(reinterpret_cast<char*>(line.data()) + file_format.size(), text_size + 1,
                      bytes.data(), bytes_size, alphabet);
    line.data()[file_size - 1] = '\n';
    return line;
}

}  // namespace

engine::Result<BackupRecipient> BackupRecipient::read(const std::string& text) {
    SecretBytes bytes{bytes_size};
    if (!decode(text, bytes) || !check_holds(bytes, public_purpose)) return malformed();
    return BackupRecipient{std::string{bytes.view().substr(0, crypto_box_PUBLICKEYBYTES)}};
}

std::string BackupRecipient::text() const {
    auto bytes = bytes_ + std::string(check_size, '\0');
    put_check(raw(bytes), public_purpose);
    return detail::base64url(bytes);
}

BackupKey::BackupKey(std::unique_ptr<Secret> secret) : secret_(std::move(secret)) {}
BackupKey::BackupKey(BackupKey&&) noexcept = default;
BackupKey& BackupKey::operator=(BackupKey&&) noexcept = default;
BackupKey::~BackupKey() = default;

BackupRecipient BackupKey::recipient() const {
    std::string bytes(crypto_box_PUBLICKEYBYTES, '\0');
    crypto_scalarmult_base(raw(bytes), secret_->key.data());
    return BackupRecipient{bytes};
}

engine::Result<BackupKey> BackupKey::create(const std::filesystem::path& file) try {
    std::error_code error;
    if (std::filesystem::exists(file, error))
        return Error{ErrorKind::conflict, "backup_key_exists", file.string()};
    auto secret = std::make_unique<Secret>(Secret{detail::random_key()});
    const auto line = file_line(secret->key);
    const auto folder = std::filesystem::absolute(file).parent_path();
    if (!detail::make_folder(folder) ||
        !detail::write_durably(file, line.view().substr(0, file_size)))
        return Error{ErrorKind::failed, "backup_key_unwritable", file.string()};
    return BackupKey{std::move(secret)};
} catch (const std::exception&) {
    return Error{ErrorKind::failed, "backup_key_unwritable", file.string()};
}

engine::Result<BackupKey> BackupKey::open(const std::filesystem::path& file) try {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        return Error{ErrorKind::invalid, "backup_key_missing", file.string()};
    SecretBytes line{file_size}, bytes{bytes_size};
    const bool holds = detail::read_secret(file, line) && line.view().starts_with(file_format) &&
                       decode(line.view().substr(file_format.size(), text_size), bytes) &&
                       check_holds(bytes, private_purpose);
    if (!holds) return malformed();
    auto secret = std::make_unique<Secret>(Secret{SecretBytes{detail::key_size}});
    std::memcpy(secret->key.data(), bytes.data(), detail::key_size);
    return BackupKey{std::move(secret)};
} catch (const std::exception&) {
    return malformed();
}

}  // namespace lika::storage
