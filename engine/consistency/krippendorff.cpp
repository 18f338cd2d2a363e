// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/krippendorff.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "engine/consistency/detail/quantile.h"

namespace lika::engine::consistency {
namespace {

const char* name_of(Metric metric) {
    switch (metric) {
        case Metric::nominal: return "Krippendorff's alpha, nominal";
        case Metric::ordinal: return "Krippendorff's alpha, ordinal";
        case Metric::interval: return "Krippendorff's alpha, interval";
        case Metric::ratio: return "Krippendorff's alpha, ratio";
    }
    return "";
}

/// Squared distances of categories; the ordinal ones depend on how often each was used.
class Distances {
public:
    Distances(Metric metric, const std::vector<double>& categories)
        : metric_(metric), categories_(categories), middles_(categories.size()), squared_(categories.size() * categories.size()) {
        if (metric != Metric::ordinal) fill();
    }
    void used(const std::vector<double>& use) {
        if (metric_ != Metric::ordinal) return;
        double below = 0;
        for (std::size_t k = 0; k < use.size(); ++k) {
            middles_[k] = below + use[k] / 2;
            below += use[k];
        }
        fill();
    }
    double operator()(std::size_t one, std::size_t other) const { return squared_[one * categories_.size() + other]; }

private:
    void fill() {
        for (std::size_t c = 0; c < categories_.size(); ++c)
            for (std::size_t k = 0; k < categories_.size(); ++k) squared_[c * categories_.size() + k] = squared(c, k);
    }
    double squared(std::size_t c, std::size_t k) const {
        if (c == k) return 0;
        double apart = 1;
        if (metric_ == Metric::ordinal) apart = middles_[c] - middles_[k];
        if (metric_ == Metric::interval) apart = categories_[c] - categories_[k];
        if (metric_ == Metric::ratio) {
            const double sum = categories_[c] + categories_[k];
            apart = sum == 0 ? 0 : (categories_[c] - categories_[k]) / sum;
        }
        return apart * apart;
    }

    Metric metric_;
    const std::vector<double>& categories_;
    std::vector<double> middles_, squared_;
};

/// What each pattern of two ratings or more adds for one subject: its pairs of different categories over m - 1, and its use
/// of the categories. Pairs of the same category never count.
class Patterns {
public:
    explicit Patterns(const SubjectCounts& counts) : categories_(counts.categories().size()) {
        for (std::size_t i = 0; i < counts.patterns(); ++i)
            if (counts.raters(i) >= 2) add(counts.pattern(i), counts.raters(i), counts.times(i));
    }

    std::size_t size() const { return times_.size(); }
    const std::vector<std::uint64_t>& times() const { return times_; }
    std::span<const double> pairs(std::size_t at) const { return {pairs_.data() + at * all_pairs(), all_pairs()}; }
    std::span<const double> use(std::size_t at) const { return {use_.data() + at * categories_, categories_}; }
    std::size_t all_pairs() const { return categories_ * (categories_ - 1) / 2; }
    std::size_t categories() const { return categories_; }

private:
    void add(std::span<const std::uint32_t> row, std::uint32_t raters, std::uint64_t times) {
        for (std::size_t c = 0; c < categories_; ++c) {
            use_.push_back(row[c]);
            for (std::size_t k = c + 1; k < categories_; ++k)
                pairs_.push_back(2.0 * row[c] * row[k] / (raters - 1));
        }
        times_.push_back(times);
    }

    std::size_t categories_;
    std::vector<double> pairs_, use_;
    std::vector<std::uint64_t> times_;
};

/// The pairs and uses of all subjects, of which alpha is made.
struct Totals {
    Totals(const Patterns& patterns, const std::vector<std::uint64_t>& times)
        : pairs(patterns.all_pairs()), use(patterns.categories()) {
        for (std::size_t i = 0; i < patterns.size(); ++i) {
            const auto n = static_cast<double>(times[i]);
            if (n == 0) continue;
            for (std::size_t pair = 0; pair < pairs.size(); ++pair) pairs[pair] += n * patterns.pairs(i)[pair];
            for (std::size_t k = 0; k < use.size(); ++k) use[k] += n * patterns.use(i)[k];
        }
        for (const double times_used : use) values += times_used;
    }
    std::vector<double> pairs, use;
    double values = 0;
};

/// None: what is expected by chance is 0.
Number alpha_of(const Totals& totals, Distances& distances) {
    distances.used(totals.use);
    double observed = 0, expected = 0;
    std::size_t pair = 0;
    for (std::size_t c = 0; c < totals.use.size(); ++c)
        for (std::size_t k = c + 1; k < totals.use.size(); ++k, ++pair) {
            observed += totals.pairs[pair] * distances(c, k);
            expected += 2 * totals.use[c] * totals.use[k] * distances(c, k);
        }
    if (expected <= 0) return std::nullopt;
    return 1 - (totals.values - 1) * observed / expected;
}

/// Agreement weights that give alpha's nominal or interval metric; none for the others.
std::optional<Weights> weights_of(Metric metric, const std::vector<double>& categories) {
    if (metric == Metric::nominal) return Weights::identity(categories.size());
    if (metric != Metric::interval) return std::nullopt;
    const auto [least, most] = std::minmax_element(categories.begin(), categories.end());
    std::vector<double> near;
    for (const double one : categories)
        for (const double other : categories) {
            const double apart = (one - other) / (*most - *least);
            near.push_back(1 - apart * apart);
        }
    return Weights{categories.size(), std::move(near)};
}

double weighted(std::span<const std::uint32_t> counts, const std::vector<double>& by) {
    double sum = 0;
    for (std::size_t k = 0; k < by.size(); ++k) sum += counts[k] * by[k];
    return sum;
}

/// Gwet's linearisation, of the agreement that alpha's correction for few values leaves out.
class GwetError {
public:
    GwetError(const SubjectCounts& counts, const Weights& weights) : counts_(counts), weights_(weights), use_(counts.categories().size()) {
        for (std::size_t i = 0; i < counts.patterns(); ++i) {
            if (counts.raters(i) < 2) continue;
            n_ += static_cast<double>(counts.times(i));
            values_ += static_cast<double>(counts.times(i)) * counts.raters(i);
            for (std::size_t k = 0; k < use_.size(); ++k)
                use_[k] += static_cast<double>(counts.times(i)) * counts.pattern(i)[k];
        }
        mean_raters_ = values_ / n_;
        for (double& one : use_) one /= values_;
        near_use_ = near(use_);
        for (std::size_t k = 0; k < use_.size(); ++k) by_chance_ += use_[k] * near_use_[k];
    }
    double operator()() const {
        double observed = 0;
        over_subjects([&](std::size_t i, double times) { observed += times * shared(i) / n_; });
        const double alpha = (observed - by_chance_) / (1 - by_chance_);
        const double corrected = (1 - 1 / values_) * observed + 1 / values_;
        double squares = 0;
        over_subjects([&](std::size_t i, double times) {
            const double more = (counts_.raters(i) - mean_raters_) / mean_raters_;
            const double own = weighted(counts_.pattern(i), near_use_) / mean_raters_ - by_chance_ * more;
            const double x = (shared(i) - corrected * more - by_chance_) / (1 - by_chance_) -
                             2 * (1 - alpha) * (own - by_chance_) / (1 - by_chance_);
            squares += times * (x - alpha) * (x - alpha);
        });
        return std::sqrt(squares / (n_ * (n_ - 1)));
    }

private:
    template <class Visit>
    void over_subjects(Visit visit) const {
        for (std::size_t i = 0; i < counts_.patterns(); ++i)
            if (counts_.raters(i) >= 2) visit(i, static_cast<double>(counts_.times(i)));
    }
    template <class Row>
    std::vector<double> near(const Row& row) const {
        std::vector<double> sums(use_.size());
        for (std::size_t k = 0; k < sums.size(); ++k)
            for (std::size_t l = 0; l < sums.size(); ++l) sums[k] += weights_(k, l) * row[l];
        return sums;
    }
    double shared(std::size_t i) const {
        const auto row = counts_.pattern(i);
        const auto close = near(row);
        double pairs = 0;
        for (std::size_t k = 0; k < close.size(); ++k) pairs += row[k] * (close[k] - 1);
        return pairs / (mean_raters_ * (counts_.raters(i) - 1));
    }

    const SubjectCounts& counts_;
    const Weights& weights_;
    std::vector<double> use_, near_use_;
    double n_ = 0, values_ = 0, mean_raters_ = 0, by_chance_ = 0;
};

}  // namespace

KrippendorffAlpha krippendorff_alpha(const SubjectCounts& counts, Metric metric) {
    const Patterns patterns{counts};
    const Totals totals{patterns, patterns.times()};
    KrippendorffAlpha found;
    found.form = name_of(metric);
    found.convention = "C1 C5 C16";
    for (const auto times : patterns.times()) found.n += times;
    found.values = static_cast<std::uint64_t>(totals.values);
    if (found.n == 0) return undefined(found, "undefined_no_pairs");
    Distances distances{metric, counts.categories()};
    found.alpha = alpha_of(totals, distances);
    if (!found.alpha) return undefined(found, "undefined_no_variation");
    if (const auto weights = weights_of(metric, counts.categories()); weights && found.n > 1)
        found.se_gwet = GwetError{counts, *weights}();
    return found;
}

namespace {

/// Draws as many subjects as there are, with replacement, and counts them by pattern: one multinomial draw, made of binomials.
class Resampler {
public:
    Resampler(const std::vector<std::uint64_t>& times, std::uint64_t seed) : times_(times), chance_(seed) {
        for (const auto one : times) all_ += one;
    }
    const std::vector<std::uint64_t>& draw() {
        drawn_.assign(times_.size(), 0);
        auto left = all_, subjects = all_;
        for (std::size_t i = 0; i < times_.size() && left > 0; ++i) {
            const double share = static_cast<double>(times_[i]) / static_cast<double>(subjects);
            drawn_[i] = share >= 1 ? left : std::binomial_distribution<std::uint64_t>{left, share}(chance_);
            left -= drawn_[i];
            subjects -= times_[i];
        }
        return drawn_;
    }

private:
    const std::vector<std::uint64_t>& times_;
    std::vector<std::uint64_t> drawn_;
    std::mt19937_64 chance_;
    std::uint64_t all_ = 0;
};

double deviation(const std::vector<double>& values) {
    double mean = 0, squares = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    for (const double value : values) squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

}  // namespace

KrippendorffAlpha krippendorff_bootstrap(const SubjectCounts& counts, Metric metric, int replicates, std::uint64_t seed,
                                         double confidence) {
    auto found = krippendorff_alpha(counts, metric);
    found.convention += " C14";
    if (!found.is_ok()) return found;
    const Patterns patterns{counts};
    Distances distances{metric, counts.categories()};
    Resampler resampler{patterns.times(), seed};
    std::vector<double> alphas;
    for (int i = 0; i < replicates; ++i)
        if (const auto alpha = alpha_of({patterns, resampler.draw()}, distances)) alphas.push_back(*alpha);
    if (alphas.size() < 2) return found;
    std::sort(alphas.begin(), alphas.end());
    found.boot_se = deviation(alphas);
    found.interval = {detail::quantile(alphas, (1 - confidence) / 2), detail::quantile(alphas, (1 + confidence) / 2)};
    return found;
}

}  // namespace lika::engine::consistency
