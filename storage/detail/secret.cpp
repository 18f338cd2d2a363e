// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/secret.h"

#include <sodium.h>

#include <new>
#include <string>

#include "storage/detail/text.h"

namespace lika::storage::detail {

void SecretBytes::Wipe::operator()(unsigned char* bytes) const {
    sodium_free(bytes);
}

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
    start_sodium();
    bytes_.reset(static_cast<unsigned char*>(sodium_malloc(size)));
    if (!bytes_) throw std::bad_alloc{};
}

bool SecretBytes::is_zero() const {
    return sodium_is_zero(data(), size_) == 1;
}

SecretBytes random_key() {
    SecretBytes key{key_size};
    randombytes_buf(key.data(), key.size());
    return key;
}

SecretBytes derived_key(const SecretBytes& key, std::uint64_t number, const char* context) {
    SecretBytes derived{key_size};
    crypto_kdf_derive_from_key(derived.data(), derived.size(), number, context, key.data());
    return derived;
}

VaultKeys::VaultKeys(const SecretBytes& data_key)
    : cipher(derived_key(data_key, 1, "likavlt1")),
      log(derived_key(data_key, 2, "likavlt1")),
      archive(derived_key(data_key, 3, "likavlt1")) {}

std::string keyed_mac(const SecretBytes& key, std::string_view bytes) {
    std::string mac(mac_size, '\0');
    crypto_generichash(raw(mac), mac.size(), raw(bytes), bytes.size(), key.data(), key.size());
    return mac;
}

bool same_mac(std::string_view a, std::string_view b) {
    return a.size() == mac_size && b.size() == mac_size &&
           sodium_memcmp(a.data(), b.data(), mac_size) == 0;
}

}  // namespace lika::storage::detail
