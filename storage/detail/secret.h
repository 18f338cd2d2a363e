// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "storage/keyring.h"

namespace lika::storage::detail {

/// Bytes in locked memory between guard pages, wiped when given back. Throws std::bad_alloc.
class SecretBytes {
public:
    explicit SecretBytes(std::size_t size);

    unsigned char* data() { return bytes_.get(); }
    const unsigned char* data() const { return bytes_.get(); }
    std::size_t size() const { return size_; }
    std::string_view view() const { return {reinterpret_cast<const char*>(bytes_.get()), size_}; }
    bool is_zero() const;

private:
    struct Wipe {
        void operator()(unsigned char* bytes) const;
    };
    std::unique_ptr<unsigned char, Wipe> bytes_;
    std::size_t size_;
};

constexpr std::size_t key_size = 32;

/// 32 random bytes.
SecretBytes random_key();
/// 32 bytes of `from`, beginning at `offset`.
SecretBytes key_part(const SecretBytes& from, std::size_t offset);

/// Key number `number` under a 32-byte key; `context` has 8 characters.
SecretBytes derived_key(const SecretBytes& key, std::uint64_t number, const char* context);

/// A vault's secret: its data key, another in each generation, then its record key, which stays.
constexpr std::size_t vault_secret_size = 2 * key_size;
SecretBytes random_vault_secret();
/// With a new data key and the same record key.
SecretBytes next_vault_secret(const SecretBytes& secret);

/// The three keys under a vault's secret (docs/storage-format.md, "Keys").
struct VaultKeys {
    explicit VaultKeys(const SecretBytes& secret);
    SecretBytes cipher, log, archive;
};

constexpr std::size_t mac_size = 32;
/// BLAKE2b-256 of `bytes` keyed with `key`.
std::string keyed_mac(const SecretBytes& key, std::string_view bytes);
/// keyed_mac of many texts under one key, which is taken in once.
class KeyedMac {
public:
    explicit KeyedMac(const SecretBytes& key);
    std::string of(std::string_view bytes) const;

private:
    SecretBytes state_;
};
/// In constant time.
bool same_mac(std::string_view a, std::string_view b);

}  // namespace lika::storage::detail

namespace lika::storage {

struct Keyring::Secret {
    detail::SecretBytes root;
};

}  // namespace lika::storage
