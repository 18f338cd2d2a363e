// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/compare.h"

namespace lika::service {

enum class Language { swedish, english };

/// A difference in a sentence without its full stop: "cut-off of band high in scale total: 15 -> 14".
/// A part without a word of its own is called by its name in the definition.
std::string words_of(const engine::Difference& difference, Language language);

/// The same without what a part that came or went holds.
std::string brief_words_of(const engine::Difference& difference, Language language);

/// How the command line names a language: "sv", "en".
Language read_language(const std::string& code);

}  // namespace lika::service
