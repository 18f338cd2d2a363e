// SPDX-License-Identifier: EUPL-1.2
// Batch scoring in memory beside a loop written by hand for the same workload, in one run. Medians of 5.
//   bench_batch WORKLOAD.xml          one figure a line: name, rows a second, ratio
//   bench_batch --make csv|ndjson N   N lines of responses
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

#include "engine/batch.h"
#include "instruments/read_instrument.h"
#include "tests/bench/by_hand.h"

using namespace lika;
using engine::Code;

namespace {

constexpr std::size_t row_count = 100'000;
std::size_t sink = 0;   // what is summed up here cannot be left out

/// Rows a second, the median of five runs behind a first one that warms up.
template <class Work>
double speed_of(std::size_t count, Work&& work) {
    std::vector<double> speeds;
    for (int run = 0; run < 6; ++run) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        if (run > 0) speeds.push_back(static_cast<double>(count) / taken.count());
    }
    std::sort(speeds.begin(), speeds.end());
    return speeds[2];
}

engine::Instrument read(const char* file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string xml{std::istreambuf_iterator<char>(stream), {}};
    auto reading = instruments::read_instrument(xml, file);
    if (!reading.instrument) std::exit(1);
    return std::move(*reading.instrument);
}

std::vector<Code> codes_of(const std::vector<std::uint8_t>& ratings) {
    std::vector<Code> codes;
    for (const auto rating : ratings)
        codes.push_back(rating == bench::blank ? Code{0} : static_cast<Code>(rating + engine::first_option));
    return codes;
}

void score_all(engine::BatchWorker& worker, const Code* codes, std::size_t rows, std::size_t items) {
    std::size_t sum = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto* score = worker.score(codes + row * items, {});
        sum += score->scales.back()->rated + static_cast<std::size_t>(score->scales.back()->band);
    }
    sink += sum;
}

void trace_all(engine::BatchWorker& worker, const Code* codes, std::size_t rows, std::size_t items) {
    for (std::size_t row = 0; row < rows; ++row) {
        score_all(worker, codes + row * items, 1, items);
        sink += worker.trace(codes + row * items, {})->size();
    }
}

void print(const char* name, double speed, double bound) {
    std::printf("%-34s %12.0f rows/s  ratio %.2f\n", name, speed, speed / bound);
}

void measure_memory(const engine::Instrument& workload) {
    const auto ratings = bench::rows(row_count);
    const auto codes = codes_of(ratings);
    const bench::Loop loop;
    const double bound = speed_of(row_count, [&] {
        for (std::size_t row = 0; row < row_count; ++row) {
            const auto made = loop.score(&ratings[row * bench::items]);
            sink += static_cast<std::size_t>(made.tenths[3] + made.band + made.flag);
        }
    });
    print("written by hand", bound, bound);

    const engine::BatchScorer scorer(workload, {false, true, false});
    engine::BatchWorker worker(scorer), other(scorer);
    const double alone = speed_of(row_count, [&] { score_all(worker, codes.data(), row_count, bench::items); });
    print("batch, one thread (of by hand)", alone, bound);
    constexpr std::size_t passes = 20;   // long enough for the start of a thread not to count
    const auto score_passes = [&](engine::BatchWorker& by) {
        for (std::size_t pass = 0; pass < passes / 2; ++pass) score_all(by, codes.data(), row_count, bench::items);
    };
    const double together = speed_of(passes * row_count, [&] {
        std::jthread second([&] { score_passes(other); });
        score_passes(worker);
    });
    print("batch, two threads (of one)", together, alone);
    print("batch with full trace (of without)",
          speed_of(row_count, [&] { trace_all(worker, codes.data(), row_count, bench::items); }), alone);

    const engine::Scorer one_by_one(workload);
    const double singly = speed_of(row_count / 20, [&] {
        engine::Responses responses(workload);
        for (std::size_t row = 0; row < row_count / 20; ++row) {
            for (std::size_t item = 0; item < bench::items; ++item)
                responses[item] = engine::response_of(workload.items[item], codes[row * bench::items + item]);
            sink += one_by_one.score(responses, {}, engine::Detail::brief)->scales.size();
        }
    });
    print("Scorer, row by row (of batch)", singly, alone);
}

/// A prorated sum of `count` items rated 0 to 3, every tenth with a condition on the one before it.
engine::Instrument made_up(std::size_t count) {
    engine::Instrument made;
    engine::Scale scale;
    scale.id = engine::ScaleId{"total"};
    scale.missing = engine::MissingRule::prorate;
    scale.maximum_missing_share = engine::Points::fraction(1, 10).value();
    scale.bands = {{engine::BandId{"low"}, 0, {}}, {engine::BandId{"high"}, static_cast<std::int64_t>(count), {}}};
    std::vector<engine::ItemId> ids;
    for (std::size_t index = 0; index < count; ++index) {
        engine::Item item;
        item.id = engine::ItemId{"Q" + std::to_string(index)};
        item.options = {{0, {}}, {1, {}}, {2, {}}, {3, {}}};
        if (index % 10 == 9)
            item.applies_when = engine::read_condition(ids.back().value + " >= 1", ids, {}).value();
        ids.push_back(item.id);
        made.items.push_back(item);
        engine::Term term;
        term.item = index;
        scale.terms.push_back(term);
    }
    made.scales = {scale};
    return made;
}

/// Time an item takes, for instruments of rising size: the same throughout where cost is linear.
void measure_items() {
    for (const std::size_t count : {10, 30, 100, 300, 500}) {
        const auto instrument = made_up(count);
        const std::size_t rows = 2'000'000 / count;
        std::mt19937 random(1);
        std::vector<Code> codes(rows * count);
        for (auto& code : codes) code = static_cast<Code>(random() % 50 == 0 ? 0 : 3 + random() % 4);
        engine::BatchWorker worker{engine::BatchScorer(instrument)};
        const double speed = speed_of(rows, [&] { score_all(worker, codes.data(), rows, count); });
        std::printf("%4zu items %12.0f rows/s  %.2f ns an item\n", count, speed, 1e9 / speed / static_cast<double>(count));
    }
}

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> given(arguments + 1, arguments + count);
    if (given.size() == 3 && given[0] == "--make")
        return bench::write_lines(std::stoul(given[2]), given[1] == "csv"), 0;
    if (given.size() != 1) return 2;
    measure_memory(read(arguments[1]));
    measure_items();
    return sink == 0;
}
