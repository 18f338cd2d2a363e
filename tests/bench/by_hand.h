// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>

#include "tests/bench/made_up_rows.h"

/// The workload as one would write it in C++ for this instrument alone: the bound that a general engine is held to.
namespace lika::bench {

struct ByHand {
    std::array<int, 4> tenths{};   ///< -1: no points
    int band = 0;                  ///< 4: incomplete
    bool flag = false;
};

class Loop {
public:
    Loop() {
        for (std::size_t item = 0; item < items; ++item) {
            const bool protection = item >= 20;
            weight_[item] = protection ? -1 : item == 4 || item == 11 || item == 17 ? 2 : 1;
            base_[item] = protection ? 2 : 0;
            if (protection)
                scale_[item] = item < 24 ? 0 : item < 27 ? 1 : 2;
            else
                scale_[item] = item < 7 ? 0 : item < 14 ? 1 : 2;
        }
    }

    ByHand score(const std::uint8_t* row) const {
        int sum[3] = {}, applicable[3] = {}, rated[3] = {};
        const bool r20 = row[18] == 1 || row[18] == 2;
        for (std::size_t item = 0; item < items; ++item) {
            if (item == 19 && !r20) continue;
            const int scale = scale_[item];
            ++applicable[scale];
            if (row[item] == blank) continue;
            ++rated[scale];
            sum[scale] += base_[item] + weight_[item] * row[item];
        }
        ByHand made;
        for (std::size_t scale = 0; scale < 3; ++scale)
            made.tenths[scale] = prorated(sum[scale], applicable[scale], rated[scale]);
        const int total = made.tenths[3] = prorated(sum[0] + sum[1] + sum[2], applicable[0] + applicable[1] + applicable[2],
                                                    rated[0] + rated[1] + rated[2]);
        made.band = total < 0 ? 4 : total < 200 ? 0 : total < 300 ? 1 : total < 400 ? 2 : 3;
        made.flag = row[2] == 2 || (row[13] == 2 && (row[14] == 1 || row[14] == 2));
        return made;
    }

private:
    static int prorated(int sum, int applicable, int rated) {
        return (applicable - rated) * 10 <= applicable ? (20 * sum * applicable + rated) / (2 * rated) : -1;
    }

    std::array<std::int8_t, items> weight_{}, base_{}, scale_{};
};

}  // namespace lika::bench
