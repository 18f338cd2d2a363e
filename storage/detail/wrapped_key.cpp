// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/wrapped_key.h"

#include <sodium.h>

#include <cstring>

#include "storage/detail/file.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

using engine::Error;
using engine::ErrorKind;

constexpr std::string_view format = "lika-wrapped-02\n", first_format = "lika-wrapped-01\n";
constexpr std::size_t head_size = format.size() + sizeof(std::uint64_t);
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t file_size = head_size + nonce_size + vault_secret_size + tag_size;
constexpr std::size_t first_file_size = head_size + nonce_size + key_size + tag_size;

SecretBytes wrapping_key(const Keyring& key) {
    return derived_key(key.secret().root, 1, "likawrap");
}

std::string associated(std::string_view head, const std::string& name) {
    const auto* const purpose = head.starts_with(first_format) ? "data-key" : "vault-secret";
    return std::string{head} + sized(purpose) + sized(name);
}

bool is_whole(std::string_view content) {
    return (content.size() == file_size && content.starts_with(format)) ||
           (content.size() == first_file_size && content.starts_with(first_format));
}

SecretBytes twice(const SecretBytes& key) {
    SecretBytes secret{vault_secret_size};
    std::memcpy(secret.data(), key.data(), key_size);
    std::memcpy(secret.data() + key_size, key.data(), key_size);
    return secret;
}

}  // namespace

std::string wrapped(const std::string& name, std::uint64_t generation, const SecretBytes& secret,
                    const Keyring& key) {
    const auto head = std::string{format} + number_bytes(generation);
    const auto with = associated(head, name);
    std::string nonce(nonce_size, '\0');
    randombytes_buf(nonce.data(), nonce.size());
    std::string sealed(secret.size() + tag_size, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed), nullptr, secret.data(), secret.size(),
                                               raw(with), with.size(), nullptr, raw(nonce),
                                               wrapping_key(key).data());
    return head + nonce + sealed;
}

engine::Result<SecretBytes> make_wrapped_key(const std::filesystem::path& file,
                                             const std::string& name, const Keyring& key) {
    auto secret = random_vault_secret();
    if (!write_durably(file, wrapped(name, first_generation, secret, key)))
        return Error{ErrorKind::failed, "storage_failed", name};
    return secret;
}

std::uint64_t generation_in(const std::filesystem::path& file) {
    const auto head = read_bytes(file, 0, head_size);
    if (head.size() != head_size) return first_generation;
    if (!head.starts_with(format) && !head.starts_with(first_format)) return first_generation;
    return read_number(std::string_view{head}.substr(format.size()));
}

engine::Result<SecretBytes> open_wrapped_key(const std::filesystem::path& file,
                                             const std::string& name, const Keyring& key) {
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return Error{ErrorKind::invalid, "wrapped_key_missing", name};
    const auto content = read_bytes(file, 0, file_size + 1);
    if (!is_whole(content))
        return Error{ErrorKind::invalid, "wrapped_key_malformed", name};

    const std::string_view view{content};
    const auto with = associated(view.substr(0, head_size), name);
    const auto sealed = view.substr(head_size + nonce_size);
    SecretBytes secret{sealed.size() - tag_size};
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        secret.data(), nullptr, nullptr, raw(sealed), sealed.size(), raw(with), with.size(),
        raw(view.substr(head_size, nonce_size)), wrapping_key(key).data());
    if (opened != 0 || secret.is_zero()) return Error{ErrorKind::invalid, "wrong_key", name};
    if (secret.size() == key_size) return twice(secret);
    return secret;
}

}  // namespace lika::storage::detail
