// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/compare.h"
#include "engine/score.h"

namespace lika::engine {

/// One outcome that is another under the second instrument.
struct OutcomeChange {
    enum class What { band, level, flag, decision };
    enum class Made {
        alone,     ///< each of `rules` makes it when nothing else is changed
        together,  ///< no rule does alone; `rules` do together, and none of them can be left out
        untold     ///< the instruments differ in a way that cannot be put into the first rule by rule
    };

    What what = What::band;
    std::string name;      ///< the scale, flag or decision table; empty for the level
    std::string from, to;  ///< a band or level, "raised", "not_raised" or "open", the outcomes that are allowed by
                           ///< name; empty: none is given, or it is undecided
    Made made = Made::untold;
    std::vector<std::size_t> rules;  ///< indexes into Replay::rules()
};

/// What one set of responses comes to under the second instrument.
struct Replayed {
    std::vector<OutcomeChange> changes;  ///< bands in the first's order of scales, then level, flags, decisions
    std::vector<ScaleId> points;         ///< scales whose points are others
    std::vector<ItemId> unknown;         ///< rated items that the second does not have: they are left out there
    std::vector<ItemId> not_offered;     ///< ratings that the second does not offer, or counts from events in another
                                         ///< way: then nothing was rescored
};

/// Rescores responses to one instrument under another and finds the rules that made the difference.
///
/// A flag that one of them does not have counts as not raised there, a decision table as undecided; a scale only one of
/// them has is not compared.
/// Which rule made a change is found by putting it into the first instrument and rescoring. Pure.
class Replay {
public:
    Replay(const Instrument& from, const Instrument& to);
    ~Replay();

    /// What reads the responses: it has the items, ratings and facts of both, and no rules.
    const Instrument& both() const;
    /// The rules of scoring in which they differ, each as the differences it is made of.
    const std::vector<std::vector<Difference>>& rules() const;
    /// Scales only one of them has.
    const std::vector<ScaleId>& not_compared() const;

    /// `responses` are to both(). Errors (invalid): rating_out_of_range, place = an item the first instrument has
    /// but not with this rating; those of score().
    Result<Replayed> replay(const Responses& responses, const Facts& facts);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace lika::engine
