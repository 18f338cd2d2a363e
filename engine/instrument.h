// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/condition.h"
#include "engine/id.h"
#include "engine/points.h"

namespace lika::engine {

/// The same words by language ("sv", "en").
using Text = std::map<std::string, std::string>;

/// Where a factor acts. Structural factors are context: never part of a person's level.
enum class FactorLevel { individual, social, structural };
/// Two kinds of evidence, scored apart, shown together.
enum class Factor { none, risk, protection };

/// One rating of an item with its anchor.
struct Option {
    std::int32_t rating = 0;
    Text anchor;
    std::optional<Condition> when = {};   ///< of a derived item: it has this rating when this holds
};

/// How a list of events becomes the rating of a number item.
struct FromEvents {
    enum class Take {
        count,               ///< how many events
        sum,                 ///< of the points of their kinds
        highest,             ///< of those points; 0 without events
        highest_per_group,   ///< summed over the groups: events with the same group, or else on the same day
        groups               ///< how many groups
    };

    EventsId events;
    Take take = Take::count;
    std::vector<EventKindId> kinds;   ///< only events of these; empty: of every kind
};

/// One thing rated. A factor rated on two poles is two items, `I1` (risk) and `I1-protection`.
///
/// A *derived* item is never entered: of its options, from the last to the first, the first whose `when` holds is its
/// rating; the first option has none and holds otherwise.
struct Item {
    ItemId id;
    DomainId domain;
    std::optional<FactorLevel> level;
    Factor factor = Factor::none;
    std::string higher_means;        ///< "more-risk", "more-protection", "more-symptoms" ...: stated, never inferred
    std::optional<ItemId> pole_of;   ///< for `I1-protection`: `I1`
    Text text;
    Text definition;
    std::vector<Text> ask_about;
    Text not_applicable_when;        ///< the item's own rule for `not_applicable`; empty: none stated
    bool may_be_not_applicable = true;   ///< false: said anyway, it scores as a missing rating
    std::vector<Option> options;     ///< in rising order of rating; at least two
    std::optional<Condition> applies_when;  ///< false: the item is not applicable, whatever was entered
    std::vector<std::string> sources;
    bool number = false;             ///< a whole number is entered; the options are every number from lowest to highest
    bool judgement = false;          ///< the assessor's own summary of an outcome: feeds no scale, flag or override
    Text horizon;                    ///< of a judgement: the time it is about; empty: none stated
    std::optional<ItemId> mark_of;   ///< a tick set beside that item's rating, apart from it
    std::optional<FromEvents> from_events;   ///< of a number: never entered, counted from a list of events

    bool derived() const { return !options.empty() && options.back().when.has_value(); }
    /// Whether its rating comes from the assessor.
    bool entered() const { return !derived() && !from_events; }
};

/// A kind of event and what one event of it counts.
struct EventKind {
    EventKindId id;
    std::int32_t points = 0;
    Text label;
};

/// Something that can happen many times (earlier decisions), entered as a list with days.
struct EventList {
    EventsId id;
    DomainId domain;
    Text text;
    std::vector<EventKind> kinds;
};

/// A theme items are shown under.
struct Domain {
    DomainId id;
    Text name;
};

/// What a scale does when ratings are missing.
enum class MissingRule {
    refuse,   ///< points only when every applicable item is rated; a band only when every completion gives it
    zero,     ///< a missing rating contributes nothing, because the manual says so
    prorate,  ///< sum * applicable / rated
    mean      ///< a missing rating contributes the mean contribution of the rated, rounded to `mean_decimals`
};

/// How an item feeds a scale: `recode[rating]` if given, else weight * rating.
struct Term {
    std::size_t item = 0;                              ///< index into Instrument::items
    Points weight = 1;
    std::map<std::int32_t, Points> recode;             ///< empty: none; otherwise every option has an entry
    std::optional<Points> skipped = {};                ///< what it gives when the item is not applicable; then it counts as rated

    /// What one rating gives. Errors (invalid): overflow.
    Result<Points> contribution(std::int32_t rating) const;
};

/// An interval of points from its cut-off up to the next band's.
struct Band {
    BandId id;
    Points from;
    Text label;
};

/// Cut-offs for some (girls, a grade). Of a scale's, the first whose condition holds are in force.
struct CutOffs {
    std::optional<Condition> when;   ///< none: for all not named before
    std::vector<Points> from;        ///< one a band, rising
    std::string source;
};

/// A table from raw points to standardised ones, for some. Of a scale's, the first whose condition holds is in force.
struct Norm {
    std::optional<Condition> when;
    std::map<Points, Points> standardised;   ///< every raw score the scale can have, in its rounding
    std::string source;
};

/// Items scored together.
struct Scale {
    enum class Combine { sum, judgement };   ///< judgement: never computed

    ScaleId id;
    Text name;
    Combine combine = Combine::sum;
    std::vector<Term> terms;
    MissingRule missing = MissingRule::refuse;
    std::optional<std::size_t> minimum_rated;   ///< fewer rated: not_scoreable
    std::optional<Points> maximum_missing_share;  ///< of the applicable items, e.g. 1/10; more missing: not_scoreable
    std::optional<std::size_t> maximum_missing;   ///< more applicable items missing: not_scoreable
    std::vector<std::size_t> missing_among;       ///< items `maximum_missing` counts (PSC-17: all 17); empty: the scale's own
    std::vector<std::size_t> never_missing;       ///< applicable items without which there are no points
    int decimals = 0;                           ///< points are rounded to this, halves up
    int mean_decimals = 0;                      ///< of the mean that missing ratings get; only for MissingRule::mean
    std::vector<Norm> norms;                    ///< empty: points are raw; otherwise without a norm in force there are none
    std::vector<Band> bands;                    ///< in rising order; the first one's `from` is the lowest possible points
    std::vector<CutOffs> cut_offs;              ///< empty: the bands' own `from`; otherwise without any in force there is no band
    std::optional<BandId> unscorable_band;      ///< the band declared for points that cannot be given
    Text unscorable_label;
};

/// Something the ratings raise; never changes points or level.
struct Flag {
    FlagId id;
    Text text;
    Condition when;
    bool open_when_missing = true;   ///< false: a missing rating never raises it and it is never open
    std::string source;
};

/// A rule of the instrument that raises the level whatever the points: by `raises_by` steps, no further than the highest
/// level, or to `raises_to`. Where several hold, the largest step is taken and then the highest level raised to.
struct PolicyOverride {
    OverrideId id;
    Condition when;
    LevelId raises_to;   ///< at least; empty when it raises by steps
    Text text;
    std::string source;
    std::size_t raises_by = 0;
};

/// One outcome level, lowest first.
struct Level {
    LevelId id;
    Text label;
};

/// What may be decided when an item has one rating and a scale one band.
struct Cell {
    std::size_t option = 0;                ///< of the decision's item
    std::size_t band = 0;                  ///< of the decision's scale
    std::vector<std::size_t> outcomes;     ///< into Decision::outcomes, rising
};

/// Outcomes that become allowed besides those of the cell.
struct Exception {
    Condition when;
    std::vector<std::size_t> outcomes;
    Text text;
    std::string source;
};

/// A table of an item against a scale whose cells say which outcomes are allowed.
struct Decision {
    DecisionId id;
    Text name;
    std::size_t item = 0;    ///< rows: its ratings
    std::size_t scale = 0;   ///< columns: its bands
    std::vector<std::pair<OutcomeId, Text>> outcomes;   ///< mildest first
    std::vector<Cell> cells;                            ///< one for each rating and band
    std::vector<Exception> exceptions;
    std::string source;
};

/// What a worked example of the manual must come out as. Only what is set is compared.
struct Expectation {
    ScaleId scale;
    std::optional<std::string> points, lowest, highest, band;  ///< "" expects none
    std::optional<std::vector<BandId>> possible_bands;
};

/// What a decision table must allow in a worked example; an empty list expects it undecided.
struct ExpectedDecision {
    DecisionId decision;
    std::optional<std::vector<OutcomeId>> outcomes, possible;
};

/// An event as a worked example writes it: the list's id and "2024-03-01 a-e session-1".
struct ExampleEvent {
    EventsId events;
    std::string on, kind, group;
};

/// Counts one level of the profile must show in a worked example.
struct ExpectedCounts {
    FactorLevel level = FactorLevel::individual;
    std::optional<std::size_t> risk_2_or_more, risk_3, protection_2_or_more, unknown;
};

/// A worked example the definition carries. Responses as written: item -> "2" or "not-known" ...
struct WorkedExample {
    std::string source;
    std::vector<std::pair<ItemId, std::string>> responses;
    std::vector<std::pair<std::string, std::string>> facts;
    std::vector<ExampleEvent> events;
    std::vector<EventsId> no_events;                          ///< lists entered as empty
    std::vector<ExpectedDecision> decisions;
    std::vector<Expectation> scales;
    std::vector<std::pair<FlagId, bool>> flags;
    std::vector<ExpectedCounts> profile;
    std::optional<std::string> scored_level;                  ///< "" expects none
    std::optional<std::vector<LevelId>> possible_levels;
};

/// A published tool at one version. Immutable once read; every index in it is valid (the checker saw to it).
struct Instrument {
    InstrumentId id;
    std::string version;
    std::string digest;                    ///< "sha256:<64 hex>" over meaning; set by the reader
    std::vector<std::string> languages;    ///< "sv", "en": every text is complete in each
    Text title, purpose, instructions, window, status, notice;
    std::string licence;                   ///< SPDX id or "LicenseRef-..."
    Text licence_text;                     ///< what the publisher grants, in words
    std::string source;
    std::vector<Domain> domains;
    std::vector<Item> items;
    std::vector<Scale> scales;
    std::vector<Flag> flags;
    std::vector<std::string> facts;        ///< facts the rules name; others never matter
    std::vector<Level> levels;             ///< lowest first; empty: the instrument has none
    std::vector<ScaleId> level_scales;     ///< scales whose bands propose the level (band id = level id), the highest counts; none: judgement
    std::vector<PolicyOverride> policy_overrides;
    bool profile = false;                  ///< counts of risk and protection by level and domain
    std::optional<std::int32_t> evidence_from;  ///< a rating this high needs evidence before signing
    std::vector<EventList> events;
    std::vector<Decision> decisions;
    std::vector<WorkedExample> worked_examples;

    /// Index of an item, or nothing.
    std::optional<std::size_t> find_item(const ItemId& item) const;
    /// A level's position, lowest first, or nothing.
    std::optional<std::size_t> find_level(const LevelId& level) const;
    /// Whether every rating comes from the assessor.
    bool all_entered() const;
};

}  // namespace lika::engine
