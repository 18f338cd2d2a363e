// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <tuple>

#include "tests/support/random_instrument.h"

using namespace lika;
using namespace lika::made_up;

namespace {

using Changed = std::vector<std::pair<std::size_t, int>>;

std::optional<BandId> real_band(const Instrument& instrument, const Responses& responses,
                                const Facts& facts) {
    const auto made = score(instrument, responses, facts, Detail::brief);
    const auto& band = made->scales.front().band;
    return band == instrument.scales.front().unscorable_band ? std::nullopt : band;
}

std::string written(const Instrument& instrument, const Changed& change, const BandId& band) {
    std::string text = band.value + ":";
    for (const auto& [item, rating] : change)
        text += " " + instrument.items[item].id.value + "=" + std::to_string(rating);
    return text;
}

/// Tries every change of the given ratings.
class AllChanges {
public:
    AllChanges(const Instrument& instrument, const Responses& responses, const Facts& facts)
        : instrument_(instrument),
          facts_(facts),
          responses_(responses),
          band_(real_band(instrument, responses, facts)) {}

    std::string nearest() {
        if (band_) try_from(0, 0);
        return best_ ? best_text_ : "none";
    }

private:
    using Key = std::tuple<std::size_t, std::size_t, std::vector<std::size_t>, Changed>;

    void try_from(std::size_t item, std::size_t steps) {
        if (item == responses_.size()) return judge(steps);
        try_from(item + 1, steps);
        const auto given = responses_[item];
        if (!given.rated()) return;
        const auto& options = instrument_.items[item].options;
        const auto position = [&](int rating) { return rating - options.front().rating; };
        for (const auto& option : options) {
            if (option.rating == given.rating()) continue;
            responses_[item] = option.rating;
            change_.emplace_back(item, option.rating);
            try_from(item + 1, steps + static_cast<std::size_t>(std::abs(
                                           position(option.rating) - position(given.rating()))));
            change_.pop_back();
        }
        responses_[item] = given;
    }

    void judge(std::size_t steps) {
        const auto band = real_band(instrument_, responses_, facts_);
        if (!band || band == band_) return;
        std::vector<std::size_t> items;
        for (const auto& changed : change_) items.push_back(changed.first);
        Key key{change_.size(), steps, items, change_};
        if (best_ && *best_ <= key) return;
        best_ = key;
        best_text_ = written(instrument_, change_, *band);
    }

    const Instrument& instrument_;
    const Facts& facts_;
    Responses responses_;
    std::optional<BandId> band_;
    Changed change_;
    std::optional<Key> best_;
    std::string best_text_;
};

std::string nearest(const Instrument& instrument, const Responses& responses,
                    const Facts& facts = {}) {
    const auto made = scored(instrument, responses, facts);
    const auto& scale = instrument.scales.front().id;
    const auto found = std::find_if(made.nearest_change.begin(), made.nearest_change.end(),
                                    [&](const NearestChange& one) { return one.scale == scale; });
    if (found == made.nearest_change.end()) return "none";
    Changed change;
    for (const auto& [item, rating] : found->change)
        change.emplace_back(*instrument.find_item(item), rating);
    return written(instrument, change, found->band);
}

Instrument two_bands(int items, int most, Points cut_off) {
    Instrument made;
    for (int index = 1; index <= items; ++index)
        made.items.push_back(item("Q" + std::to_string(index), 0, most));
    auto total = sum_of(made, "total");
    total.bands = bands({{"low", 0}, {"high", cut_off}});
    made.scales = {total};
    return made;
}

}  // namespace

TEST_CASE("the nearest change is that of a search through all changes", "[engine][score]") {
    RandomInstruments random(7);
    for (int tried = 0; tried < rounds(2500); ++tried) {
        const auto instrument = random.instrument();
        const auto responses = random.responses(instrument);
        const auto facts = random.facts();
        INFO("case " << tried);

        REQUIRE(nearest(instrument, responses, facts) ==
                AllChanges(instrument, responses, facts).nearest());
    }
}

TEST_CASE("the nearest change takes fewest items, then fewest steps, then the first items",
          "[engine][score]") {
    const auto instrument = two_bands(3, 3, 4);

    CHECK(nearest(instrument, responses(instrument, {{"Q1", 1}, {"Q2", 1}, {"Q3", 1}})) ==
          "high: Q1=2");
    CHECK(nearest(instrument, responses(instrument, {{"Q1", 0}, {"Q2", 0}, {"Q3", 2}})) ==
          "high: Q1=2");
    CHECK(nearest(instrument, responses(instrument, {{"Q1", 0}, {"Q2", 0}, {"Q3", 0}})) ==
          "high: Q1=1 Q2=3");
    CHECK(nearest(instrument, responses(instrument, {{"Q1", 3}, {"Q2", 1}, {"Q3", 0}})) ==
          "low: Q1=2");
}

TEST_CASE("a missing rating stays missing in the nearest change", "[engine][score]") {
    const auto instrument = two_bands(3, 3, 4);

    // Q3 is open, 0 to 3: low is certain only at 0 + 0, high only from 4.
    CHECK(nearest(instrument,
                  responses(instrument, {{"Q1", 0}, {"Q2", 0}, {"Q3", Missing::not_known}})) ==
          "high: Q1=1 Q2=3");
    CHECK(nearest(instrument,
                  responses(instrument, {{"Q1", 1}, {"Q2", 1}, {"Q3", Missing::not_known}})) ==
          "none");
}

TEST_CASE("the nearest change follows a condition that brings an item in", "[engine][score]") {
    auto instrument = two_bands(3, 3, 4);
    instrument.items[2].applies_when = condition(instrument, "Q1 >= 1");

    CHECK(nearest(instrument, responses(instrument, {{"Q1", 0}, {"Q2", 0}, {"Q3", 3}})) ==
          "high: Q1=1");
}

TEST_CASE("a large scale far from its cut-off has its nearest change at once", "[engine][score]") {
    const auto instrument = two_bands(60, 3, 90);
    Responses given(instrument);
    for (std::size_t index = 0; index < given.size(); ++index) given[index] = 0;

    const auto change = scored(instrument, given).nearest_change.front().change;

    CHECK(change.size() == 30);  // 30 items raised to 3
    CHECK(change.back().first == ItemId{"Q30"});
}
