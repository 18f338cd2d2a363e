// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "storage/exercise.h"

namespace lika::storage::detail {

/// A text in its languages, and responses, as netstrings. What cannot have been written reads as nothing.
std::string write_words(const engine::Text& words);
engine::Text read_words(const std::string& text);
std::string write_responses(const std::vector<VignetteResponse>& responses);
std::vector<VignetteResponse> read_responses(const std::string& text);

/// `before` with those of `changed` in their place, sorted by item.
std::vector<VignetteResponse> merged(std::vector<VignetteResponse> before, const std::vector<VignetteResponse>& changed);

}  // namespace lika::storage::detail
