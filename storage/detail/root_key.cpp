// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/root_key.h"

#include <sodium.h>

#include <new>

#include "storage/detail/fields.h"
#include "storage/detail/file.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

constexpr std::string_view format = "lika-root-key-1\n";
constexpr std::size_t head_size = format.size() + 3 * sizeof(std::uint64_t) + salt_size;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t sealed_size = key_size + crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::uint64_t file_opens = 1, passphrase_opens = 2;
constexpr std::uint64_t most_passes = 100, most_bytes = std::uint64_t{1} << 30U;

std::string random_bytes(std::size_t size) {
    start_sodium();
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string head_of(std::uint64_t kind, const PassphraseCost& cost, const std::string& salt) {
    return std::string{format} + number_bytes(kind) + number_bytes(cost.passes) + number_bytes(cost.bytes) + salt;
}

std::string wrap(const std::string& head, const SecretBytes& root, const SecretBytes& key) {
    const auto nonce = random_bytes(nonce_size);
    std::string sealed(sealed_size, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed), nullptr, root.data(), root.size(), raw(head), head.size(),
                                               nullptr, raw(nonce), key.data());
    return head + nonce + sealed;
}

bool is_bearable(const PassphraseCost& cost) {
    return cost.passes >= 1 && cost.passes <= most_passes && cost.bytes >= crypto_pwhash_MEMLIMIT_MIN &&
           cost.bytes <= most_bytes;
}

}  // namespace

SecretBytes stretched(const Passphrase& passphrase, const std::string& salt, const PassphraseCost& cost) {
    SecretBytes key{key_size};
    const auto typed = passphrase.view();
    if (crypto_pwhash(key.data(), key.size(), typed.data(), typed.size(), raw(salt), cost.passes,
                      static_cast<std::size_t>(cost.bytes), crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc{};
    return key;
}

engine::Result<WrappedRoot> WrappedRoot::read(const std::filesystem::path& file) {
    const engine::Error malformed{engine::ErrorKind::invalid, "root_key_malformed", ""};
    const auto content = read_bytes(file, 0, head_size + nonce_size + sealed_size + 1);
    if (content.size() != head_size + nonce_size + sealed_size || !content.starts_with(format)) return malformed;
    Fields fields{std::string_view{content}.substr(format.size())};
    WrappedRoot root;
    const auto kind = fields.number();
    root.by_passphrase = kind == passphrase_opens;
    root.cost.passes = fields.number();
    root.cost.bytes = fields.number();
    root.salt = fields.bytes(salt_size);
    root.head = content.substr(0, head_size);
    root.nonce = fields.bytes(nonce_size);
    root.sealed = fields.bytes(sealed_size);
    if (kind != file_opens && !root.by_passphrase) return malformed;
    if (root.by_passphrase && !is_bearable(root.cost)) return malformed;
    return root;
}

std::optional<SecretBytes> WrappedRoot::open(const SecretBytes& key) const {
    SecretBytes root{key_size};
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(root.data(), nullptr, nullptr, raw(sealed),
                                                                  sealed.size(), raw(head), head.size(), raw(nonce),
                                                                  key.data());
    if (opened != 0 || root.is_zero()) return std::nullopt;
    return root;
}

SecretBytes root_wrapping_key(const SecretBytes& file_key) {
    return derived_key(file_key, 1, "likaroot");
}

std::string wrapped_by_file(const SecretBytes& root, const SecretBytes& file_key) {
    return wrap(head_of(file_opens, {0, 0}, std::string(salt_size, '\0')), root, root_wrapping_key(file_key));
}

std::string wrapped_by_passphrase(const SecretBytes& root, const Passphrase& passphrase, const PassphraseCost& cost) {
    const auto salt = random_bytes(salt_size);
    return wrap(head_of(passphrase_opens, cost, salt), root, stretched(passphrase, salt, cost));
}

}  // namespace lika::storage::detail
