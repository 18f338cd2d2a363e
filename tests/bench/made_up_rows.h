// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

/// Made-up ratings of the workload's thirty items, the same for the same seed.
namespace lika::bench {

constexpr std::size_t items = 30;
constexpr std::uint8_t blank = 255;

/// 70 % complete, 20 % with 1 to 3 missing, 10 % with 4 to 12; protection falls as risk rises; r20 is seldom rated where
/// it does not apply.
class Rows {
public:
    explicit Rows(unsigned seed) : random_(seed) {}

    std::array<std::uint8_t, items> next() {
        std::array<std::uint8_t, items> made{};
        const double severity = share();
        for (std::size_t item = 0; item < items; ++item) {
            const double x = 0.65 * (item < 20 ? severity : 1 - 0.8 * severity) + 0.35 * share();
            made[item] = x < 0.36 ? 0 : x < 0.62 ? 1 : 2;
        }
        if (made[18] < 1 && share() >= 0.02) made[19] = blank;
        for (int left = missing(); left > 0; --left) made[static_cast<std::size_t>(share() * items)] = blank;
        return made;
    }

private:
    double share() { return static_cast<double>(random_() >> 5) / static_cast<double>(1u << 27); }

    int missing() {
        const double kind = share();
        if (kind < 0.7) return 0;
        return kind < 0.9 ? 1 + static_cast<int>(share() * 3) : 4 + static_cast<int>(share() * 9);
    }

    std::mt19937 random_;
};

inline std::vector<std::uint8_t> rows(std::size_t count) {
    Rows random(20240501);
    std::vector<std::uint8_t> made;
    for (std::size_t row = 0; row < count; ++row) {
        const auto next = random.next();
        made.insert(made.end(), next.begin(), next.end());
    }
    return made;
}

inline std::string name_of(std::size_t item) {
    const auto number = item < 20 ? item + 1 : item - 19;
    return std::string{item < 20 ? "r" : "p"} + (number < 10 ? "0" : "") + std::to_string(number);
}

/// `count` lines of responses on standard output, as NDJSON or CSV.
inline void write_lines(std::size_t count, bool csv) {
    Rows random(20240501);
    std::string line = "id";
    for (std::size_t item = 0; item < items; ++item) line += ',' + name_of(item);
    if (csv) std::puts(line.c_str());
    for (std::size_t row = 1; row <= count; ++row) {
        std::string cells, fields;
        const auto made = random.next();
        for (std::size_t item = 0; item < items; ++item) {
            const auto rating = made[item] == blank ? "" : std::to_string(made[item]);
            cells += ',' + rating;
            if (!rating.empty()) fields += (fields.empty() ? "\"" : ",\"") + name_of(item) + "\":" + rating;
        }
        const auto id = "c" + std::to_string(row);
        std::puts((csv ? id + cells : "{\"id\":\"" + id + "\",\"responses\":{" + fields + "}}").c_str());
    }
}

}  // namespace lika::bench
