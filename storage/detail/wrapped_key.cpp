// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/wrapped_key.h"

#include <sodium.h>

#include "storage/detail/file.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

using engine::Error;
using engine::ErrorKind;

constexpr std::string_view format = "lika-wrapped-01\n";
constexpr std::size_t head_size = format.size() + sizeof(std::uint64_t);
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t sealed_size = key_size + crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t file_size = head_size + nonce_size + sealed_size;

SecretBytes wrapping_key(const Keyring& key) {
    return derived_key(key.secret().key, 1, "likawrap");
}

std::string associated(std::string_view head, const std::string& name) {
    return std::string{head} + sized("data-key") + sized(name);
}

}  // namespace

engine::Result<SecretBytes> make_wrapped_key(const std::filesystem::path& file,
                                             const std::string& name, std::uint64_t generation,
                                             const Keyring& key) {
    auto data_key = random_key();
    if (auto kept = wrap_data_key(file, name, generation, data_key, key); !kept)
        return kept.error();
    return data_key;
}

engine::Result<void> wrap_data_key(const std::filesystem::path& file, const std::string& name,
                                   std::uint64_t generation, const SecretBytes& data_key,
                                   const Keyring& key) {
    const auto head = std::string{format} + number_bytes(generation);
    const auto with = associated(head, name);
    std::string nonce(nonce_size, '\0');
    randombytes_buf(nonce.data(), nonce.size());
    std::string sealed(sealed_size, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed), nullptr, data_key.data(),
                                               data_key.size(), raw(with), with.size(), nullptr,
                                               raw(nonce), wrapping_key(key).data());
    if (!write_durably(file, head + nonce + sealed))
        return Error{ErrorKind::failed, "storage_failed", name};
    return {};
}

std::uint64_t generation_in(const std::filesystem::path& file) {
    const auto head = read_bytes(file, 0, head_size);
    if (head.size() != head_size || !head.starts_with(format)) return first_generation;
    return read_number(std::string_view{head}.substr(format.size()));
}

engine::Result<SecretBytes> open_wrapped_key(const std::filesystem::path& file,
                                             const std::string& name, const Keyring& key) {
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return Error{ErrorKind::invalid, "wrapped_key_missing", name};
    const auto content = read_bytes(file, 0, file_size + 1);
    if (content.size() != file_size || !content.starts_with(format))
        return Error{ErrorKind::invalid, "wrapped_key_malformed", name};

    const std::string_view view{content};
    const auto with = associated(view.substr(0, head_size), name);
    const auto sealed = view.substr(head_size + nonce_size);
    SecretBytes data_key{key_size};
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        data_key.data(), nullptr, nullptr, raw(sealed), sealed.size(), raw(with), with.size(),
        raw(view.substr(head_size, nonce_size)), wrapping_key(key).data());
    if (opened != 0 || data_key.is_zero()) return Error{ErrorKind::invalid, "wrong_key", name};
    return data_key;
}

}  // namespace lika::storage::detail
