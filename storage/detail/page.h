// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "storage/detail/secret.h"

namespace lika::storage::detail {

constexpr std::size_t page_size = 4096;

/// One thread at a time. Checks page MACs as SQLCipher 3 makes them (docs/storage-format.md,
/// "Database").
class PageCheck {
public:
    /// `salt` is the file's first 16 bytes.
    PageCheck(const SecretBytes& cipher_key, std::string_view salt);
    ~PageCheck();
    PageCheck(const PageCheck&) = delete;
    PageCheck& operator=(const PageCheck&) = delete;

    /// `page` has page_size bytes; `number` counts from 1.
    bool holds(std::string_view page, std::uint64_t number) const;

private:
    struct States;
    std::unique_ptr<States> states_;
};

/// Whether page 1, in the file or in a frame of its WAL, carries a right MAC: the key is this
/// file's. Touches nothing.
bool key_fits(const std::filesystem::path& file, const SecretBytes& cipher_key);

/// A page of the file that is not as it was written.
struct BadPage {
    std::uint64_t number;
    bool is_cut_off;
};

/// Every page whose MAC is wrong, in the file or committed in its WAL. One that fails is read again
/// a few times, since a checkpoint of the running service may be writing it.
std::vector<BadPage> bad_pages(const std::filesystem::path& file, const SecretBytes& cipher_key);

}  // namespace lika::storage::detail
