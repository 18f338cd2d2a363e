// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "engine/level.h"
#include "tests/support/released.h"
#include "tests/support/structure_features.h"

using namespace lika;
using namespace lika::engine;
using namespace lika::tests;

namespace {

const std::string statute = "nc-7b-2507-1.0";  // not made up; it has a test of its own

const std::map<std::string, Instrument>& structures() {
    static const auto all = [] {
        std::map<std::string, Instrument> read;
        for (const auto& file : xml_of(TEST_DATA "/structures")) {
            auto reading = instruments::read_instrument(bytes_of(file), file.filename().string());
            INFO(listed(reading.faults));
            REQUIRE(reading.instrument);
            read.emplace(file.stem().string(), std::move(*reading.instrument));
        }
        return read;
    }();
    return all;
}

const Instrument& structure(const std::string& name) {
    INFO(name);
    REQUIRE(structures().contains(name));
    return structures().at(name);
}

/// A thing an instrument may need, the definitions that show how it is written, and how the
/// instrument that was read shows that it is there.
struct Feature {
    const char* what;
    std::vector<std::string> shown_by;
    std::function<bool(const Instrument&)> used;
};

const std::vector<Feature>& checklist() {
    namespace f = features;
    static const std::vector<Feature> lines{
        {"ordinal items", {"judged-risk-1.0", "action-counts-1.0"}, f::ordinal_item},
        {"nominal items", {"kinds-of-answers-1.0"}, f::nominal_item},
        {"numeric items", {"kinds-of-answers-1.0", "banded-counts-1.0"}, f::entered_number},
        {"count items", {"kinds-of-answers-1.0", "repeated-events-1.0"}, f::counted_number},
        {"dates", {"kinds-of-answers-1.0", "repeated-events-1.0"}, f::dated_event},
        {"repeating events", {"kinds-of-answers-1.0", "repeated-events-1.0"}, f::repeated_event},
        {"anchors of an item's own", {"judged-risk-1.0", "graded-profile-1.0"}, f::own_anchors},
        {"two ratings of one factor",
         {"graded-profile-1.0", "strength-and-vulnerability-1.0"},
         f::two_poles},
        {"a critical mark apart from the score", {"critical-marks-1.0"}, f::mark_apart},
        {"unanswered, not known and not applicable apart",
         {"judged-risk-1.0", "missing-rules-1.0"},
         f::three_kinds_of_missing},
        {"reversed items",
         {"reversed-1.0", "informants-1.0", "shared-items-1.0"},
         f::reversed_term},
        {"weights",
         {"higher-of-two-1.0", "gated-blocks-1.0", "shared-items-1.0"},
         f::weighted_term},
        {"counts banded into points",
         {"banded-counts-1.0", "repeated-events-1.0", "matrix-1.0"},
         f::banded_number},
        {"action levels counted, not summed",
         {"action-counts-1.0", "shared-items-1.0"},
         f::counting_term},
        {"derived items", {"derived-1.0", "two-scale-matrix-1.0"}, f::derived_item},
        {"derived from derived", {"derived-1.0"}, f::derived_from_derived},
        {"gated blocks", {"gated-blocks-1.0"}, f::gated_block},
        {"points for what is skipped", {"gated-blocks-1.0"}, f::points_when_skipped},
        {"a maximum per group", {"repeated-events-1.0"}, f::highest_per_group},
        {"norms by sex and grade", {"norms-by-sex-and-grade-1.0"}, f::norms_by_sex_and_grade},
        {"scaled scores by age", {"norms-by-sex-and-grade-1.0"}, f::norms_by_age},
        {"several scales from one item",
         {"shared-items-1.0", "ticks-by-sex-1.0", "action-counts-1.0"},
         f::shared_item},
        {"several band sets by sex", {"ticks-by-sex-1.0"}, f::cut_offs_by("sex")},
        {"several band sets by informant", {"informants-1.0"}, f::cut_offs_by("informant")},
        {"band sets and norms by what an item says",
         {"informant-asked-1.0"},
         f::cut_offs_and_norms_by_item},
        {"a form with items for each informant", {"informant-forms-1.0"}, f::scale_of_each_domain},
        {"a two-way table whose cells allow several", {"matrix-1.0"}, f::cell_of_several},
        {"an exception to the table", {"matrix-1.0"}, f::table_exception},
        {"one scale's bands against another's", {"two-scale-matrix-1.0"}, f::derived_row},
        {"a level judged without a formula",
         {"judged-risk-1.0", "critical-marks-1.0"},
         f::judged_level},
        {"a profile without total or level", {"graded-profile-1.0"}, f::profile_alone},
        {"a level by formula, raised by a rule",
         {"higher-of-two-1.0", "step-up-1.0"},
         f::raised_to},
        {"a step up", {"step-up-1.0"}, f::raised_by_steps},
        {"the higher of two scales", {"higher-of-two-1.0"}, f::several_level_scales},
        {"many outcomes judged, with a horizon",
         {"strength-and-vulnerability-1.0"},
         f::eight_judged_outcomes},
        {"a missing rule of each scale",
         {"missing-rules-1.0", "shared-items-1.0"},
         f::several_missing_rules},
        {"items that must not be missing",
         {"missing-rules-1.0", "norms-by-sex-and-grade-1.0"},
         f::item_never_missing},
        {"42 ticks in eight domains, each with a strength",
         {"ticks-by-sex-1.0"},
         f::ticks_and_strengths},
        {"band sets by version",
         {"bands-1.0", "bands-2.0"},
         [](const Instrument& i) { return i.id == InstrumentId{"bands"}; }},
    };
    return lines;
}

}  // namespace

TEST_CASE("every made-up structure reads without fault and its worked examples come out",
          "[instruments][structures]") {
    REQUIRE(structures().size() >= 23);

    for (const auto& [name, instrument] : structures()) {
        INFO(name);
        CHECK(instrument.id.value + "-" + instrument.version == name);
        CHECK(instrument.worked_examples.size() >= 2);
        for (const auto& example : instrument.worked_examples)
            CHECK(check_example(instrument, example).empty());
    }
}

TEST_CASE("every thing an instrument may need is really used by the structures that show it",
          "[instruments][structures]") {
    for (const auto& feature : checklist())
        for (const auto& name : feature.shown_by) {
            INFO(feature.what << " in " << name);
            CHECK(feature.used(structure(name)));
        }
}

TEST_CASE("a structure without a thing is not taken to have it", "[instruments][structures]") {
    const auto& plain = structure("bands-1.0");
    const std::set<std::string> of_plain{"ordinal items", "band sets by version"};

    for (const auto& feature : checklist()) {
        INFO(feature.what);
        CHECK(feature.used(plain) == of_plain.contains(feature.what));
    }
}

TEST_CASE("every made-up structure shows something", "[instruments][structures]") {
    std::set<std::string> showing{statute};
    for (const auto& feature : checklist())
        showing.insert(feature.shown_by.begin(), feature.shown_by.end());

    for (const auto& [name, instrument] : structures()) CHECK(showing.contains(name));
}

TEST_CASE("worked examples of the made-up structures leave ratings missing",
          "[instruments][structures]") {
    for (const auto& [name, instrument] : structures()) {
        if (name == statute) continue;
        INFO(name);
        CHECK(std::any_of(
            instrument.worked_examples.begin(), instrument.worked_examples.end(),
            [&of = instrument](const auto& example) { return features::leaves_missing(of, example); }));
    }
}

TEST_CASE("at least half of the structures are complete in Swedish and English",
          "[instruments][structures]") {
    const auto both = std::count_if(structures().begin(), structures().end(), [](const auto& one) {
        return one.second.languages == std::vector<std::string>{"sv", "en"};
    });

    CHECK(2 * both >= static_cast<std::ptrdiff_t>(structures().size()));
}

TEST_CASE("two versions of one instrument give the same points other bands",
          "[instruments][structures]") {
    const auto& older = structure("bands-1.0");
    const auto& newer = structure("bands-2.0");
    const auto band = [](const Instrument& instrument, int points) {
        Responses responses(instrument);
        for (std::size_t item = 0; item < 3; ++item)
            responses[item] = std::clamp(points - 2 * static_cast<int>(item), 0, 2);
        return score(instrument, responses, {})->scales[0].band->value;
    };

    CHECK(older.id == newer.id);
    CHECK(older.digest != newer.digest);
    const std::vector<std::string> under_older{"few", "few", "few", "few", "many", "many", "many"};
    const std::vector<std::string> under_newer{"few",  "few",  "some", "some",
                                               "some", "many", "many"};
    for (int points = 0; points <= 6; ++points) {
        CHECK(band(older, points) == under_older[static_cast<std::size_t>(points)]);
        CHECK(band(newer, points) == under_newer[static_cast<std::size_t>(points)]);
    }
}

TEST_CASE("a level by formula may be set aside with a reason, a judged level needs one final level",
          "[instruments][structures]") {
    const LevelId low{"low"}, high{"high"};
    const auto fields = [](const Instrument& instrument, const std::optional<LevelId>& final_level,
                           const std::optional<OverrideReason>& reason) {
        std::vector<DraftItem> items(instrument.items.size());
        Responses responses(instrument);
        for (std::size_t item = 0; item < items.size(); ++item)
            responses[item] = items[item].response = instrument.items[item].options.front().rating;
        std::vector<std::string> reasons;
        for (const auto& gap :
             gaps(instrument, items, {}, *score(instrument, responses, {}), final_level, reason))
            reasons.push_back(gap.reason);
        return reasons;
    };
    const OverrideReason why{"severity",
                             "What the visit last Tuesday showed weighs more than the points."};
    using Reasons = std::vector<std::string>;

    const auto& formula = structure("higher-of-two-1.0");
    CHECK(fields(formula, low, {}).empty());
    CHECK(fields(formula, high, {}) == Reasons{"override_required"});
    CHECK(fields(formula, high, OverrideReason{"severity", "Because."}) ==
          Reasons{"reason_too_short"});
    CHECK(fields(formula, high, why).empty());

    const auto& judged = structure("judged-risk-1.0");
    CHECK(fields(judged, {}, {}) == Reasons{"final_level_required"});
    CHECK(fields(judged, high, {}).empty());
    CHECK(fields(judged, high, why) == Reasons{"override_refused"});
}
