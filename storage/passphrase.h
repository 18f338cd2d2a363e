// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace lika::storage {

/// What somebody typed to open a city's keys. Locked in memory, wiped on destruction, never copied.
class Passphrase {
public:
    static constexpr std::size_t shortest = 14, longest = 1024;  ///< bytes

    Passphrase();
    Passphrase(Passphrase&&) noexcept;
    Passphrase& operator=(Passphrase&&) noexcept;
    ~Passphrase();

    /// Adds what was typed next; false: it is longer than `longest`.
    bool add(char next);
    std::string_view view() const;
    bool operator==(const Passphrase& other) const;  ///< in constant time for a length

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// What one try to guess a passphrase costs: Argon2id's passes over so much memory.
struct PassphraseCost {
    std::uint64_t passes = 3;
    std::uint64_t bytes = std::uint64_t{64} << 20U;

    /// About a second of this machine, in 256 MiB; never less than three passes.
    static PassphraseCost calibrated();
};

}  // namespace lika::storage
