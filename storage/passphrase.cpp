// SPDX-License-Identifier: EUPL-1.2
#include "storage/passphrase.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>

#include "storage/detail/root_key.h"

namespace lika::storage {

struct Passphrase::Parts {
    detail::SecretBytes bytes{longest};
    std::size_t size = 0;
};

Passphrase::Passphrase() : parts_(std::make_unique<Parts>()) {}
Passphrase::Passphrase(Passphrase&&) noexcept = default;
Passphrase& Passphrase::operator=(Passphrase&&) noexcept = default;
Passphrase::~Passphrase() = default;

bool Passphrase::add(char next) {
    if (parts_->size == longest) return false;
    parts_->bytes.data()[parts_->size++] = static_cast<unsigned char>(next);
    return true;
}

std::string_view Passphrase::view() const {
    return parts_->bytes.view().substr(0, parts_->size);
}

bool Passphrase::operator==(const Passphrase& other) const {
    const auto mine = view(), theirs = other.view();
    return mine.size() == theirs.size() && sodium_memcmp(mine.data(), theirs.data(), mine.size()) == 0;
}

PassphraseCost PassphraseCost::calibrated() {
    using Clock = std::chrono::steady_clock;
    constexpr std::uint64_t sample = std::uint64_t{64} << 20U, wanted = std::uint64_t{256} << 20U;
    Passphrase any;
    any.add('x');
    const auto start = Clock::now();
    detail::stretched(any, std::string(detail::salt_size, '\0'), {1, sample});
    const std::chrono::duration<double> one_pass = (Clock::now() - start) * (wanted / sample);
    return {std::clamp<std::uint64_t>(static_cast<std::uint64_t>(1.0 / one_pass.count()), 3, 30), wanted};
}

}  // namespace lika::storage
