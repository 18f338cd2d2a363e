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
};

/// One thing rated. A factor rated on two poles is two items, `I1` (risk) and `I1-protection`.
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
    prorate   ///< sum * applicable / rated
};

/// How an item feeds a scale: `recode[rating]` if given, else weight * rating.
struct Term {
    std::size_t item = 0;                              ///< index into Instrument::items
    Points weight = 1;
    std::map<std::int32_t, Points> recode;             ///< empty: none; otherwise every option has an entry
};

/// An interval of points from its cut-off up to the next band's.
struct Band {
    BandId id;
    Points from;
    Text label;
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
    int decimals = 0;                           ///< points are rounded to this, halves up
    std::vector<Band> bands;                    ///< in rising order; the first one's `from` is the lowest possible points
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

/// A rule of the instrument that raises the level whatever the points.
struct PolicyOverride {
    OverrideId id;
    Condition when;
    LevelId raises_to;   ///< at least
    Text text;
    std::string source;
};

/// One outcome level, lowest first.
struct Level {
    LevelId id;
    Text label;
};

/// What a worked example of the manual must come out as. Only what is set is compared.
struct Expectation {
    ScaleId scale;
    std::optional<std::string> points, lowest, highest, band;  ///< "" expects none
    std::optional<std::vector<BandId>> possible_bands;
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
    std::optional<ScaleId> level_scale;    ///< the scale whose bands propose the level (band id = level id); none: judgement
    std::vector<PolicyOverride> policy_overrides;
    bool profile = false;                  ///< counts of risk and protection by level and domain
    std::optional<std::int32_t> evidence_from;  ///< a rating this high needs evidence before signing
    std::vector<WorkedExample> worked_examples;

    /// Index of an item, or nothing.
    std::optional<std::size_t> find_item(const ItemId& item) const;
};

}  // namespace lika::engine
