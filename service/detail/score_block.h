// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/batch.h"
#include "service/detail/batch_row.h"
#include "service/detail/record_format.h"
#include "service/score_file.h"

namespace lika::service {

/// What became of a block of records.
struct BlockScored {
    struct Refused {
        std::size_t line;   ///< from 0 at the block's start
        std::vector<LineFault> faults;
    };
    RowText text;   ///< the results, in order
    std::vector<Refused> refused;
    std::size_t scored = 0;
    std::size_t lines = 0;   ///< line breaks in the block
};

/// What the threads that score one file share.
struct SharedScoring {
    SharedScoring(const ScoreJob& of, const RecordFormat& as);

    const ScoreJob& job;
    const RecordFormat& format;
    std::optional<engine::BatchScorer> batch;   ///< for columns of an instrument with codes
    engine::Scorer scorer;
};

/// Scores blocks of records, one after another. One a thread.
class BlockScorer {
public:
    explicit BlockScorer(const SharedScoring& shared);
    /// `scored` is wholly overwritten; its memory is used again.
    void score(const TextBlock& block, BlockScored& scored);

private:
    void score_records(std::string_view text, BlockScored& scored);
    void score_record(const TextRecord& record, BlockScored& scored);
    void score_plain(BlockScored& scored);
    bool score_line(RowText& text);
    bool score_codes(std::string_view id, const engine::Facts& facts, RowText& text);

    const SharedScoring& shared_;
    std::unique_ptr<RecordReader> reader_;
    std::optional<engine::BatchWorker> worker_;
    std::optional<BatchRowWriter> writer_;
    PlainLine plain_;
    ScoreLine line_;
    std::string written_;   ///< one result that is no row of a batch
};

}  // namespace lika::service
