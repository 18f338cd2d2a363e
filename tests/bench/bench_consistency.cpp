// SPDX-License-Identifier: EUPL-1.2
// bench_consistency [SUBJECTS=1000000]: statistics beside tight loops over the same data in memory ("bound"), in turn.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <vector>

#include "engine/consistency/item_bias.h"
#include "engine/consistency/kappa.h"
#include "engine/consistency/krippendorff.h"
#include "engine/consistency/reliability.h"

using namespace lika::engine::consistency;

namespace {

constexpr std::size_t raters = 4, categories = 4, items = 36;
constexpr int rounds = 11, replicates = 1000;
const std::vector<double> scale{0, 1, 2, 3};

double sink = 0;   // what is computed is used

template <class Work>
double milliseconds(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    sink += work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// Medians of both, in turn.
template <class Ours, class Bound>
void compare(const char* name, int times, Ours&& ours, Bound&& bound) {
    std::vector<double> one, other;
    for (int i = 0; i < times; ++i) {
        other.push_back(milliseconds(bound));
        one.push_back(milliseconds(ours));
    }
    std::nth_element(one.begin(), one.begin() + times / 2, one.end());
    std::nth_element(other.begin(), other.begin() + times / 2, other.end());
    const double a = one[static_cast<std::size_t>(times / 2)], b = other[static_cast<std::size_t>(times / 2)];
    std::printf("%-34s %9.3f ms, bound %9.3f ms, ratio %.2f\n", name, a, b, a / b);
}

/// A person's true level, seen by each rater with error; a tenth is missing unless `is_complete`.
std::vector<Code> ratings_of(std::size_t subjects, std::size_t columns, bool is_complete) {
    std::mt19937_64 chance{1};
    std::vector<Code> codes;
    codes.reserve(subjects * columns);
    for (std::size_t i = 0; i < subjects; ++i) {
        const auto level = static_cast<int>(chance() % categories);
        for (std::size_t j = 0; j < columns; ++j) {
            const auto draw = chance() % 100;
            const int seen = std::clamp(level + (draw < 20 ? -1 : draw < 40 ? 1 : 0), 0, static_cast<int>(categories) - 1);
            codes.push_back(!is_complete && chance() % 10 == 0 ? no_rating : static_cast<Code>(seen));
        }
    }
    return codes;
}

/// Ordinal alpha from pairs of each subject's ratings, counted by the bytes of the subject.
double bound_alpha(const std::vector<Code>& codes) {
    std::vector<std::uint32_t> counts(std::size_t{1} << 12U);
    for (std::size_t i = 0; i + raters <= codes.size(); i += raters) {
        std::uint32_t four = 0;
        std::memcpy(&four, codes.data() + i, 4);
        four &= 0x07070707U;   // 255 is 7
        ++counts[(four | four >> 5U | four >> 10U | four >> 15U) & 0xFFFU];
    }
    std::array<double, categories> use{};
    double pairs[categories][categories] = {};
    for (std::uint32_t pattern = 0; pattern < counts.size(); ++pattern) {
        if (counts[pattern] == 0) continue;
        double row[8] = {}, m = 0;
        for (unsigned j = 0; j < raters; ++j) ++row[pattern >> (3 * j) & 7U];
        for (std::size_t k = 0; k < categories; ++k) m += row[k];
        if (m < 2) continue;
        for (std::size_t c = 0; c < categories; ++c) {
            use[c] += counts[pattern] * row[c];
            for (std::size_t k = 0; k < categories; ++k)
                if (c != k) pairs[c][k] += counts[pattern] * row[c] * row[k] / (m - 1);
        }
    }
    double n = 0, observed = 0, expected = 0, below = 0, middle[categories];
    for (std::size_t k = 0; k < categories; ++k) {
        middle[k] = below + use[k] / 2;
        below += use[k];
    }
    n = below;
    for (std::size_t c = 0; c < categories; ++c)
        for (std::size_t k = 0; k < categories; ++k) {
            const double d = (middle[c] - middle[k]) * (middle[c] - middle[k]);
            observed += pairs[c][k] * d;
            expected += use[c] * use[k] * d;
        }
    return 1 - (n - 1) * observed / expected;
}

double bound_kappa(const std::vector<Code>& codes) {
    std::uint32_t counts[categories * categories] = {};
    for (std::size_t i = 0; i + 2 <= codes.size(); i += 2) ++counts[codes[i] * categories + codes[i + 1]];
    double n = 0, po = 0, pe = 0, first[categories] = {}, second[categories] = {};
    for (std::size_t i = 0; i < categories; ++i)
        for (std::size_t j = 0; j < categories; ++j) {
            n += counts[i * categories + j];
            first[i] += counts[i * categories + j];
            second[j] += counts[i * categories + j];
        }
    for (std::size_t i = 0; i < categories; ++i)
        for (std::size_t j = 0; j < categories; ++j) {
            const double apart = static_cast<double>(i) - static_cast<double>(j), w = 1 - apart * apart / 9;
            po += w * counts[i * categories + j] / n;
            pe += w * first[i] * second[j] / (n * n);
        }
    return (po - pe) / (1 - pe);
}

double bound_icc(const std::vector<Code>& codes) {
    const auto n = static_cast<double>(codes.size() / raters);
    std::uint64_t squares = 0, rows = 0, column[raters] = {};
    for (std::size_t i = 0; i + raters <= codes.size(); i += raters) {
        std::uint32_t sum = 0;
        for (std::size_t j = 0; j < raters; ++j) {
            const std::uint32_t x = codes[i + j];
            sum += x;
            squares += x * x;
            column[j] += x;
        }
        rows += sum * sum;
    }
    double all = 0, columns = 0;
    for (const auto one : column) {
        all += static_cast<double>(one);
        columns += static_cast<double>(one) * static_cast<double>(one) / n;
    }
    const double k = raters, correction = all * all / (n * k), between = static_cast<double>(rows) / k - correction;
    const double judges = columns - correction, error = static_cast<double>(squares) - correction - between - judges;
    const double msr = between / (n - 1), msc = judges / (k - 1), mse = error / ((n - 1) * (k - 1));
    return (msr - mse) / (msr + (k - 1) * mse + k * (msc - mse) / n);
}

ItemResponses persons_of(std::size_t subjects) {
    std::mt19937_64 chance{2};
    ItemResponses persons{items, {}, {}};
    persons.ratings.reserve(subjects * items);
    for (std::size_t i = 0; i < subjects; ++i) {
        persons.groups.push_back(chance() % 3 == 0 ? Group::focal : Group::reference);
        const auto level = chance() % 60 + 20;
        for (std::size_t item = 0; item < items; ++item) persons.ratings.push_back(chance() % 100 < level ? 1 : 0);
    }
    return persons;
}

/// Every item's common odds ratio.
double bound_bias(const ItemResponses& persons) {
    std::vector<std::uint32_t> counts(2 * (items + 1) * (items + 1));
    for (std::size_t i = 0; i < persons.persons(); ++i) {
        const auto* row = persons.ratings.data() + i * items;
        std::uint32_t total = 0;
        for (std::size_t item = 0; item < items; ++item) total += row[item];
        auto* at = counts.data() + (static_cast<std::size_t>(persons.groups[i] == Group::focal) * (items + 1) + total) * (items + 1);
        ++at[items];
        for (std::size_t item = 0; item < items; ++item) at[item] += row[item];
    }
    double sum = 0;
    for (std::size_t item = 0; item < items; ++item) {
        double up = 0, down = 0;
        for (std::size_t total = 0; total <= items; ++total) {
            const auto* reference = counts.data() + total * (items + 1);
            const auto* focal = reference + (items + 1) * (items + 1);
            const double n = reference[items] + focal[items];
            if (n == 0) continue;
            up += static_cast<double>(reference[item]) * (focal[items] - focal[item]) / n;
            down += static_cast<double>(focal[item]) * (reference[items] - reference[item]) / n;
        }
        sum += up / down;
    }
    return sum;
}

/// Alpha of replicates whose subjects are drawn by pattern.
double bound_bootstrap(const SubjectCounts& counts) {
    std::mt19937_64 chance{3};
    std::uint64_t subjects = 0;
    for (std::size_t i = 0; i < counts.patterns(); ++i) subjects += counts.raters(i) < 2 ? 0 : counts.times(i);
    double sum = 0;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        double pairs[categories][categories] = {}, use[categories] = {}, middle[categories];
        auto left = subjects, rest = subjects;
        for (std::size_t i = 0; i < counts.patterns(); ++i) {
            if (counts.raters(i) < 2 || left == 0) continue;
            const double share = static_cast<double>(counts.times(i)) / static_cast<double>(rest);
            const auto drawn = share >= 1 ? left : std::binomial_distribution<std::uint64_t>{left, share}(chance);
            left -= drawn;
            rest -= counts.times(i);
            const auto n = static_cast<double>(drawn);
            const auto row = counts.pattern(i);
            for (std::size_t c = 0; c < categories; ++c) {
                use[c] += n * row[c];
                for (std::size_t k = c + 1; k < categories; ++k) pairs[c][k] += n * row[c] * row[k] / (counts.raters(i) - 1);
            }
        }
        double below = 0, observed = 0, expected = 0;
        for (std::size_t k = 0; k < categories; ++k) {
            middle[k] = below + use[k] / 2;
            below += use[k];
        }
        for (std::size_t c = 0; c < categories; ++c)
            for (std::size_t k = c + 1; k < categories; ++k) {
                const double d = (middle[c] - middle[k]) * (middle[c] - middle[k]);
                observed += 2 * pairs[c][k] * d;
                expected += 2 * use[c] * use[k] * d;
            }
        sum += 1 - (below - 1) * observed / expected;
    }
    return sum;
}

/// One replicate, subject by subject.
double naive_replicate(const std::vector<Code>& codes, std::mt19937_64& chance, std::vector<Code>& drawn) {
    const auto subjects = codes.size() / raters;
    drawn.resize(codes.size());
    for (std::size_t i = 0; i < subjects; ++i)
        std::memcpy(drawn.data() + i * raters, codes.data() + chance() % subjects * raters, raters);
    return bound_alpha(drawn);
}

}  // namespace

int main(int count, char** words) {
    const auto subjects = static_cast<std::size_t>(count > 1 ? std::atoll(words[1]) : 1'000'000);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::printf("%zu subjects\n", subjects);
    const auto codes = ratings_of(subjects, raters, false), complete = ratings_of(subjects, raters, true), two = ratings_of(subjects, 2, true);
    compare("ordinal alpha, 4 raters, 10% missing", rounds,
            [&] { return *krippendorff_alpha(SubjectCounts{Ratings::counted(scale, raters, codes)}, Metric::ordinal).alpha; },
            [&] { return bound_alpha(codes); });
    compare("quadratic kappa", rounds,
            [&] { return *cohen_kappa(JointTable{Ratings::counted(scale, 2, two)}, Weights::quadratic(categories)).kappa; },
            [&] { return bound_kappa(two); });
    compare("ICC(A,1) and five others, intervals", rounds,
            [&] { return *intraclass(mean_squares(Ratings::counted(scale, raters, complete))).agreement.estimate; },
            [&] { return bound_icc(complete); });
    const auto persons = persons_of(subjects);
    compare("Mantel-Haenszel of 36 items", rounds, [&] { return *item_bias(persons).items[0].odds_ratio; },
            [&] { return bound_bias(persons); });
    const SubjectCounts counts{Ratings::counted(scale, raters, codes)};
    double ours = 0;
    compare("alpha, 1,000 bootstrap replicates", 3,
            [&] {
                const auto start = std::chrono::steady_clock::now();
                const auto found = krippendorff_bootstrap(SubjectCounts{Ratings::counted(scale, raters, codes)}, Metric::ordinal, replicates, 3);
                ours = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
                return *found.boot_se;
            },
            [&] { return bound_bootstrap(counts); });
    std::mt19937_64 chance{4};
    std::vector<Code> drawn;
    const double naive = milliseconds([&] { return naive_replicate(codes, chance, drawn); });
    std::printf("naive resampling: %.3f ms a replicate, %.0f times as long as ours\n", naive, naive * replicates / ours);
    return std::isfinite(sink) ? 0 : 1;
}
