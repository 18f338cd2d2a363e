// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/instrument.h"
#include "engine/profile.h"
#include "engine/responses.h"

namespace lika::engine {

enum class ScaleStatus {
    scored,         ///< points are given
    not_scoreable,  ///< too few rated: points are not given, never guessed
    not_computed    ///< judgement only
};

/// What one scale says, and how much evidence stands behind it.
struct ScaleScore {
    ScaleId scale;
    std::optional<Points> points;   ///< exact, in the scale's rounding; empty when too few items were rated
    std::optional<Points> lowest;   ///< fewest points any completion of the missing ratings gives
    std::optional<Points> highest;  ///< most points; both empty for a judgement scale or with no applicable item
    std::optional<BandId> band;     ///< empty while the missing ratings leave it undecided, and when nothing is rated
    std::vector<BandId> possible_bands;  ///< what completions can give, lowest first
    std::size_t rated = 0;          ///< applicable items that carry a rating
    std::size_t items = 0;          ///< applicable items
    bool prorated = false;          ///< missing ratings were filled in (prorated, or by their mean)
    ScaleStatus status = ScaleStatus::scored;
};

/// A flag of the instrument. `raised` is empty while missing ratings leave it open.
struct FlagState {
    FlagId flag;
    std::optional<bool> raised;
    std::vector<ItemId> because;   ///< the rated items that made it so, when raised
};

/// One step of a scale's points: what item, what was entered, what it gave and why.
struct TraceLine {
    ScaleId scale;
    ItemId item;
    Response response;
    bool applicable = true;            ///< false: left out of the scale
    std::optional<Points> weight;      ///< when the rating was multiplied
    std::optional<Points> recoded;     ///< when a recode table gave the contribution
    std::optional<Points> contribution;  ///< empty when missing; a scale's contributions add up to its raw sum.
                                         ///< An item that does not apply has one when the scale gives it points then
};

/// How the raw sum became points and the points a band; one a scale that is computed.
struct TraceSummary {
    ScaleId scale;
    std::optional<Points> raw;       ///< sum of the contributions; empty when nothing is rated
    std::optional<Points> exact;     ///< after prorating, before rounding; empty without points
    std::optional<Points> looked_up; ///< rounded raw points for which the norm gave the points
    std::optional<std::size_t> norm; ///< index of the norm in force
    bool norm_missing = false;       ///< the scale has norms and none is known to be in force: no points
    std::optional<Points> cut_off;   ///< lowest points of the band given, when one set of cut-offs is known to be in force
    std::string missing_effect;      ///< "none", "refused", "zero", "prorated", "mean", "too_few", "too_many_missing",
                                     ///< "needed_missing" (one that may never be), "nothing_rated"
};

/// The smallest change of given ratings that makes another band: fewest items, then fewest steps, then item order.
/// Missing ratings stay missing. Only for scales with a band that is not the unscorable's; absent when no change makes
/// another, or when finding it would take over 20,000 rescorings. What is derived or counted is not changed.
struct NearestChange {
    ScaleId scale;
    BandId band;
    std::vector<std::pair<ItemId, std::int32_t>> change;
};

/// What a decision table allows.
struct DecisionState {
    DecisionId decision;
    std::optional<std::vector<OutcomeId>> outcomes;  ///< mildest first; empty while something missing could change them
    std::vector<OutcomeId> possible;                 ///< allowed in some completion
};

/// Everything the engine says about one set of responses.
struct Score {
    std::vector<ScaleScore> scales;     ///< in the instrument's order
    std::vector<FlagState> flags;
    std::vector<OverrideId> policy_overrides;   ///< those in force
    std::optional<LevelId> scored_level;        ///< after policy overrides; empty while undecided or judged
    std::vector<LevelId> possible_levels;       ///< lowest first
    std::vector<DecisionState> decisions;
    std::vector<ProfileRow> profile;            ///< when the instrument asks for one
    std::vector<TraceLine> trace;
    std::vector<TraceSummary> summary;
    std::vector<NearestChange> nearest_change;
};

enum class Detail { brief, full };   ///< brief leaves out trace, summary and nearest_change

/// Scores every scale of `instrument`.
///
/// Pure: no clock, file or locale; same bytes everywhere. A missing rating is never zero unless the scale's rule
/// says so. Nothing rated: no points, band or level, except a band declared for the unscorable.
/// Errors (invalid): overflow and too_many_completions, place = the scale; rating_out_of_range, place = the item;
/// wrong_instrument (responses of another); fact_not_a_number and fact_not_a_word, place = the fact: rules compare it as one. Source: docs/scoring.md.
Result<Score> score(const Instrument& instrument, const Responses& responses, const Facts& facts,
                    Detail detail = Detail::full);

/// An instrument made ready once, to score many sets of responses; gives what score() gives. Safe to use from many threads.
class Scorer {
public:
    /// `instrument` must outlive it.
    explicit Scorer(const Instrument& instrument);
    ~Scorer();

    Result<Score> score(const Responses& responses, const Facts& facts, Detail detail = Detail::full) const;

private:
    struct Ready;
    std::unique_ptr<const Ready> ready_;
};

/// Every way in which a worked example does not come out: "scale total points expected 3 got 4". Empty: it does.
std::vector<std::string> check_example(const Instrument& instrument, const WorkedExample& example);

}  // namespace lika::engine
