// SPDX-License-Identifier: EUPL-1.2
#include "engine/batch.h"

#include "engine/detail/batch_state.h"

namespace lika::engine {

std::optional<Code> code_of(const Item& item, const Response& response) {
    if (!response.rated()) return static_cast<Code>(response.missing());
    const auto option = detail::option_of(item, response.rating());
    if (!option || *option + first_option > 255) return std::nullopt;
    return static_cast<Code>(*option + first_option);
}

Response response_of(const Item& item, Code code) {
    if (code < first_option) return static_cast<Missing>(code);
    return item.options[code - std::size_t{first_option}].rating;
}

BatchScorer::BatchScorer(const Instrument& instrument, BatchAsks asks)
    : plan_(std::make_shared<const detail::BatchPlan>(instrument, asks)) {}

bool BatchScorer::has_codes() const {
    return plan_->has_codes;
}

BatchWorker::BatchWorker(const BatchScorer& scorer)
    : state_(std::make_unique<detail::BatchState>(scorer.plan_)) {}

BatchWorker::~BatchWorker() = default;
BatchWorker::BatchWorker(BatchWorker&&) noexcept = default;

const BatchScore* BatchWorker::score(const Code* row, const Facts& facts) {
    return state_->score(row, facts);
}

const std::vector<BatchStep>* BatchWorker::trace(const Code* row, const Facts& facts) {
    return state_->trace(row, facts);
}

const Error& BatchWorker::error() const {
    return state_->error();
}

std::size_t BatchWorker::left_to_scorer() const {
    return state_->left_to_scorer();
}

}  // namespace lika::engine
