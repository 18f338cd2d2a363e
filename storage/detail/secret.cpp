// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/secret.h"

#include <sodium.h>

#include <atomic>
#include <cstring>
#include <new>
#include <string>

#include "storage/detail/text.h"
#include "storage/keyring.h"

namespace lika::storage {
namespace {

std::atomic<bool> are_all_locked = true;

}  // namespace

bool are_secrets_locked() {
    return are_all_locked;
}

}  // namespace lika::storage

namespace lika::storage::detail {

void SecretBytes::Wipe::operator()(unsigned char* bytes) const {
    sodium_free(bytes);
}

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
    start_sodium();
    bytes_.reset(static_cast<unsigned char*>(sodium_malloc(size)));
    if (!bytes_) throw std::bad_alloc{};
    // sodium_malloc has tried, and does not say how it went.
    if (sodium_mlock(bytes_.get(), size) != 0) are_all_locked = false;
}

bool SecretBytes::is_zero() const {
    return sodium_is_zero(data(), size_) == 1;
}

SecretBytes random_key() {
    SecretBytes key{key_size};
    randombytes_buf(key.data(), key.size());
    return key;
}

SecretBytes key_part(const SecretBytes& from, std::size_t offset) {
    SecretBytes part{key_size};
    std::memcpy(part.data(), from.data() + offset, key_size);
    return part;
}

SecretBytes derived_key(const SecretBytes& key, std::uint64_t number, const char* context) {
    SecretBytes derived{key_size};
    crypto_kdf_derive_from_key(derived.data(), derived.size(), number, context, key.data());
    return derived;
}

SecretBytes random_vault_secret() {
    SecretBytes secret{vault_secret_size};
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

SecretBytes next_vault_secret(const SecretBytes& secret) {
    auto next = random_vault_secret();
    std::memcpy(next.data() + key_size, secret.data() + key_size, key_size);
    return next;
}

VaultKeys::VaultKeys(const SecretBytes& secret)
    : cipher(derived_key(key_part(secret, 0), 1, "likavlt1")),
      log(derived_key(key_part(secret, key_size), 2, "likavlt1")),
      archive(derived_key(key_part(secret, key_size), 3, "likavlt1")) {}

std::string keyed_mac(const SecretBytes& key, std::string_view bytes) {
    std::string mac(mac_size, '\0');
    crypto_generichash(raw(mac), mac.size(), raw(bytes), bytes.size(), key.data(), key.size());
    return mac;
}

// The states of libsodium need an alignment that SecretBytes does not promise.
KeyedMac::KeyedMac(const SecretBytes& key) : state_(sizeof(crypto_generichash_state)) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), mac_size);
    std::memcpy(state_.data(), &state, sizeof state);
    sodium_memzero(&state, sizeof state);
}

std::string KeyedMac::of(std::string_view bytes) const {
    crypto_generichash_state state;
    std::memcpy(&state, state_.data(), sizeof state);
    std::string mac(mac_size, '\0');
    crypto_generichash_update(&state, raw(bytes), bytes.size());
    crypto_generichash_final(&state, raw(mac), mac.size());
    sodium_memzero(&state, sizeof state);
    return mac;
}

bool same_mac(std::string_view a, std::string_view b) {
    return a.size() == mac_size && b.size() == mac_size &&
           sodium_memcmp(a.data(), b.data(), mac_size) == 0;
}

}  // namespace lika::storage::detail
