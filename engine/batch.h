// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/score.h"

namespace lika::engine {

/// What was entered for one item, in one byte: why there is no rating (0 unanswered, 1 not_known,
/// 2 not_applicable), or `first_option` plus the position of the rating among the item's options.
using Code = std::uint8_t;
inline constexpr Code first_option = 3;

/// The code of a response; nothing for a rating the item does not offer, or one past 252 options.
std::optional<Code> code_of(const Item& item, const Response& response);
/// The way back. `code` is one the item has.
Response response_of(const Item& item, Code code);

/// What is asked of a batch besides points, bands and counts: it costs time only where asked for.
struct BatchAsks {
    bool bounds = false;  ///< lowest and highest points
    bool flags = false;
    bool level = false;
};

/// What one scale gives to a row of codes; as ScaleScore has it.
struct BatchScale {
    ScaleStatus status = ScaleStatus::scored;
    bool prorated = false;
    std::int32_t band = -1;  ///< position among the scale's bands, one past the last for the
                             ///< unscorable band; -1: none given
    std::uint32_t rated = 0, items = 0;
    std::string points_text;  ///< of `points`; empty without points
    std::optional<Points> points;
    std::optional<Points> lowest, highest;  ///< only when asked for
};

/// What is said of one row of codes.
struct BatchScore {
    std::vector<const BatchScale*> scales;   ///< in the instrument's order
    std::vector<std::optional<bool>> flags;  ///< raised, not raised, open; only when asked for
    std::optional<std::size_t> level;        ///< scored; position among the levels; when asked for
};

/// One step of a scale's raw points, as TraceLine has it; without words.
struct BatchStep {
    std::uint32_t scale = 0, item = 0;  ///< positions in the instrument
    Code code = 0;                      ///< as entered
    bool applicable = true;             ///< false: left out of the scale
    bool counted = false;               ///< false: it has no contribution
    Points contribution;                ///< those counted add up to the scale's raw points
};

namespace detail {
struct BatchPlan;
class BatchState;
}  // namespace detail

/// An instrument compiled for scoring many rows: tables instead of rules. What the tables cannot
/// decide is left to Scorer row by row, so that every answer is Scorer's. Source: docs/scoring.md.
class BatchScorer {
public:
    /// `instrument` must outlive it.
    explicit BatchScorer(const Instrument& instrument, BatchAsks asks = {});

    /// False: an item has more options than a code can tell; no row can be made.
    bool has_codes() const;

private:
    friend class BatchWorker;
    std::shared_ptr<const detail::BatchPlan> plan_;
};

/// One thread's work on a batch: what it has counted once it remembers, in bounded memory.
class BatchWorker {
public:
    explicit BatchWorker(const BatchScorer& scorer);
    ~BatchWorker();
    BatchWorker(BatchWorker&&) noexcept;

    /// Scores one row: a code for each item, in the instrument's order, each one its item has.
    /// The answer holds until the next call; nullptr: refused, see error().
    const BatchScore* score(const Code* row, const Facts& facts);
    /// The steps of every computed scale's points, in the order of scales and terms: what Scorer's
    /// trace says, but for the nearest change, which is not part of a batch. Holds until the next
    /// call; nullptr: refused, see error().
    const std::vector<BatchStep>* trace(const Code* row, const Facts& facts);
    /// Why the last row was refused: what Scorer says of it.
    const Error& error() const;
    /// Rows so far that the tables could not decide.
    std::size_t left_to_scorer() const;

private:
    std::unique_ptr<detail::BatchState> state_;
};

}  // namespace lika::engine
