// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/batch.h"
#include "service/detail/row_text.h"
#include "service/score_output.h"

namespace lika::service {

/// Writes the rows of a batch as append_csv() would.
class BatchRowWriter {
public:
    BatchRowWriter(const engine::Instrument& instrument, const std::vector<ScoreColumn>& columns);
    void append(RowText& text, std::string_view id, const engine::BatchScore& score) const;

private:
    char* write(char* at, const ScoreColumn& column, const engine::BatchScore& score) const;

    const std::vector<ScoreColumn>& columns_;
    std::vector<std::vector<std::string>> bands_;   ///< cells by scale and band, the unscorable one last
    std::vector<std::string> levels_;
    std::size_t most_ = 0;   ///< bytes of a row without its ids
};

}  // namespace lika::service
