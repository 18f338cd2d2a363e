// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/chance.h"

namespace lika::service::demo {

Chance::Chance(std::uint64_t seed, std::string_view purpose) : state_(seed) {
    for (const char c : purpose) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    next();
}

std::uint64_t Chance::next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

int Chance::below(int limit) {
    return static_cast<int>((next() >> 33) % static_cast<std::uint64_t>(limit));
}

}  // namespace lika::service::demo
