// SPDX-License-Identifier: EUPL-1.2
// Measures batch scoring in memory beside a loop written by hand for the same workload, in one run.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "engine/batch.h"
#include "instruments/read_instrument.h"

using namespace lika;
using engine::Code;

namespace {

using Clock = std::chrono::steady_clock;

template <class Work>
double median_seconds(Work&& work) {
    std::vector<double> seconds;
    for (int run = 0; run < (std::getenv("FASTEST") ? 40 : 6); ++run) {
        const auto start = Clock::now();
        work();
        if (run > 0)
            seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    return seconds[std::getenv("FASTEST") ? 0 : seconds.size() / 2];
}

std::string text_of(const char* file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

constexpr std::size_t items = 30;
constexpr std::uint8_t blank = 255;

/// 70 % complete, 20 % with 1 to 3 missing, 10 % with 4 to 12; protection falls as risk rises.
std::vector<std::uint8_t> made_up_ratings(std::size_t rows) {
    std::mt19937 random(20240501);
    std::uniform_real_distribution<double> share;
    std::vector<std::uint8_t> ratings;
    for (std::size_t row = 0; row < rows; ++row) {
        const double severity = share(random);
        std::array<std::uint8_t, items> made{};
        for (std::size_t item = 0; item < items; ++item) {
            const double lean = item < 20 ? severity : 1 - 0.8 * severity;
            const double x = 0.65 * lean + 0.35 * share(random);
            made[item] = x < 0.36 ? 0 : x < 0.62 ? 1 : 2;
        }
        if (made[18] < 1 && share(random) >= 0.02) made[19] = blank;
        const double kind = share(random);
        const int missing = kind < 0.7   ? 0
                            : kind < 0.9 ? 1 + static_cast<int>(share(random) * 3)
                                         : 4 + static_cast<int>(share(random) * 9);
        for (int i = 0; i < missing; ++i) made[static_cast<std::size_t>(share(random) * 30)] = blank;
        ratings.insert(ratings.end(), made.begin(), made.end());
    }
    return ratings;
}

struct ByHand {
    std::array<int, 4> tenths{};   // -1: none
    int band = 0;
    bool flag = false;
};

int prorate(int sum, int applicable, int rated) {
    if ((applicable - rated) * 10 > applicable) return -1;
    return (20 * sum * applicable + rated) / (2 * rated);
}

/// The workload as one would write it for this instrument alone.
ByHand by_hand(const std::uint8_t* row) {
    static constexpr std::array<std::int8_t, items> subscale{0, 0, 0, 0, 0, 0, 0, 1, 1, 1,
                                                             1, 1, 1, 1, 2, 2, 2, 2, 2, 2,
                                                             0, 0, 0, 0, 1, 1, 1, 2, 2, 2};
    static constexpr std::array<std::int8_t, items> weight{1,  1,  1,  1,  2,  1,  1,  1,  1,  1,
                                                           1,  2,  1,  1,  1,  1,  1,  2,  1,  1,
                                                           -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    int sum[3] = {}, applicable[3] = {}, rated[3] = {};
    const bool r20 = row[18] == 1 || row[18] == 2;
    for (std::size_t item = 0; item < items; ++item) {
        if (item == 19 && !r20) continue;
        const int scale = subscale[item];
        ++applicable[scale];
        if (row[item] == blank) continue;
        ++rated[scale];
        sum[scale] += (item < 20 ? 0 : 2) + weight[item] * row[item];
    }
    ByHand made;
    for (std::size_t scale = 0; scale < 3; ++scale)
        made.tenths[scale] = prorate(sum[scale], applicable[scale], rated[scale]);
    const int total = made.tenths[3] =
        prorate(sum[0] + sum[1] + sum[2], applicable[0] + applicable[1] + applicable[2],
                rated[0] + rated[1] + rated[2]);
    made.band = total < 0 ? 4 : total < 200 ? 0 : total < 300 ? 1 : total < 400 ? 2 : 3;
    made.flag = row[2] == 2 || (row[13] == 2 && (row[14] == 1 || row[14] == 2));
    return made;
}

std::vector<Code> codes_of(const std::vector<std::uint8_t>& ratings) {
    std::vector<Code> codes;
    for (const auto rating : ratings)
        codes.push_back(rating == blank ? Code{0} : static_cast<Code>(rating + engine::first_option));
    return codes;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) return 2;
    const auto reading = instruments::read_instrument(text_of(arguments[1]), arguments[1]);
    if (!reading.instrument) return 1;
    const std::size_t rows = 100'000;
    const auto ratings = made_up_ratings(rows);
    const auto codes = codes_of(ratings);

    std::size_t sink = 0;
    const double hand = median_seconds([&] {
        for (std::size_t row = 0; row < rows; ++row) {
            const auto made = by_hand(&ratings[row * items]);
            sink += static_cast<std::size_t>(made.tenths[3] + made.band + made.flag);
        }
    });
    engine::BatchWorker worker{engine::BatchScorer(*reading.instrument, {false, true, false})};
    const double batch = median_seconds([&] {
        for (std::size_t row = 0; row < rows; ++row) {
            const auto* made = worker.score(&codes[row * items], {});
            sink += made->scales[3]->points_text.size() + static_cast<std::size_t>(made->scales[3]->band) + made->flags[0].value_or(false);
        }
    });
    std::printf("by hand %.0f/s, batch %.0f/s, ratio %.2f, left %zu (%zu)\n", static_cast<double>(rows) / hand, static_cast<double>(rows) / batch,
                hand / batch, worker.left_to_scorer(), sink % 10);
}
