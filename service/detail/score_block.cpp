// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/score_block.h"

#include <algorithm>

#include "service/detail/response_line.h"

namespace lika::service {
namespace {

using What = ScoreColumn::What;

bool asks_for(const std::vector<ScoreColumn>& columns, std::initializer_list<What> what) {
    return std::any_of(columns.begin(), columns.end(), [&](const ScoreColumn& column) {
        return std::find(what.begin(), what.end(), column.what) != what.end();
    });
}

engine::BatchAsks asks_of(const std::vector<ScoreColumn>& columns) {
    return {asks_for(columns, {What::lowest, What::highest}), asks_for(columns, {What::flag}),
            asks_for(columns, {What::level})};
}

std::string_view without_carriage_return(std::string_view text) {
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

}  // namespace

SharedScoring::SharedScoring(const ScoreJob& of, const RecordFormat& as)
    : job(of), format(as), scorer(of.instrument) {
    if (job.columns.empty()) return;
    batch.emplace(job.instrument, asks_of(job.columns));
    if (!batch->has_codes()) batch.reset();
}

BlockScorer::BlockScorer(const SharedScoring& shared)
    : shared_(shared), reader_(shared.format.reader()), line_(shared.job.instrument) {
    if (!shared.batch) return;
    worker_.emplace(*shared.batch);
    writer_.emplace(shared.job.instrument, shared.job.columns);
    plain_.codes.resize(shared.job.instrument.items.size());
}

void BlockScorer::score(const TextBlock& block, BlockScored& scored) {
    scored.text.clear();
    scored.refused.clear();
    scored.scored = scored.lines = 0;
    if (block.kind == TextBlock::Kind::records) return score_records(block.view(), scored);
    score_record({block.view(), 0, block.kind == TextBlock::Kind::too_long}, scored);
}

void BlockScorer::score_records(std::string_view text, BlockScored& scored) {
    while (!text.empty()) {
        const auto* const next = worker_ ? reader_->read_plain(text, plain_) : nullptr;
        if (next) {
            score_plain(scored);
            text.remove_prefix(static_cast<std::size_t>(next - text.data()));
            continue;
        }
        const auto length = shared_.format.find_end(text);
        score_record({without_carriage_return(text.substr(0, length)), scored.lines}, scored);
        text.remove_prefix(length + 1);
    }
}

void BlockScorer::score_plain(BlockScored& scored) {
    const auto* const score = worker_->score(plain_.codes.data(), {});
    if (score) {
        writer_->append(scored.text, plain_.id, *score);
        ++scored.scored;
    } else {
        scored.refused.push_back({scored.lines, {{worker_->error().reason, worker_->error().place}}});
    }
    ++scored.lines;
}

void BlockScorer::score_record(const TextRecord& record, BlockScored& scored) {
    const auto line = scored.lines;
    scored.lines += 1 + static_cast<std::size_t>(std::count(record.text.begin(), record.text.end(), '\n'));
    if (!record.too_long && shared_.format.is_blank(record.text)) return;
    read_record(*reader_, {record.text, line, record.too_long}, line_);
    if (line_.faults.empty() && score_line(scored.text))
        ++scored.scored;
    else
        scored.refused.push_back({line, line_.faults});
}

/// Appends the result of line_, or adds why there is none to its faults.
bool BlockScorer::score_line(RowText& text) {
    const auto& job = shared_.job;
    if (worker_) return score_codes(line_.id, line_.facts, text);
    const auto detail = job.columns.empty() ? engine::Detail::full : engine::Detail::brief;
    const auto score = shared_.scorer.score(line_.responses, line_.facts, detail);
    written_.clear();
    if (!score)
        line_.faults.push_back({score.error().reason, score.error().place});
    else if (job.columns.empty())
        append_json(written_, job.instrument, line_.id, *score, job.explained);
    else
        append_csv(written_, job.columns, line_.id, *score);
    text.add(written_);
    return score.has_value();
}

bool BlockScorer::score_codes(std::string_view id, const engine::Facts& facts, RowText& text) {
    const auto& items = shared_.job.instrument.items;
    for (std::size_t item = 0; item < items.size(); ++item)
        plain_.codes[item] = engine::code_of(items[item], line_.responses[item]).value_or(0);
    const auto* const score = worker_->score(plain_.codes.data(), facts);
    if (score)
        writer_->append(text, id, *score);
    else
        line_.faults.push_back({worker_->error().reason, worker_->error().place});
    return score != nullptr;
}

}  // namespace lika::service
