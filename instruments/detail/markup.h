// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/instrument.h"

namespace lika::instruments::detail {

/// One element of a definition that is being written, with what is in it. Escaping is done here.
class Markup {
public:
    explicit Markup(std::string name) : name_(std::move(name)) {}
    /// An element of words: one child a language, or the words alone when there is one language.
    Markup(std::string name, const engine::Text& words, const std::vector<std::string>& languages);

    /// Attributes are written in the order they are set.
    Markup& set(std::string name, std::string value);
    template <class Number>
    Markup& set_if(std::string name, const std::optional<Number>& number) {
        return number ? set(std::move(name), fmt::to_string(*number)) : *this;
    }
    Markup& set_unless_empty(std::string name, std::string value);

    Markup& add(Markup child);
    /// Words that may be missing: nothing is added then.
    Markup& add_words(std::string name, const engine::Text& words,
                      const std::vector<std::string>& languages);

    /// The element indented by `depth` steps, with a line break at its end.
    std::string to_text(std::size_t depth = 0) const;

private:
    std::string start() const;
    std::string on_one_line() const;

    std::string name_, text_;
    std::vector<std::pair<std::string, std::string>> attributes_;
    std::vector<Markup> children_;
    bool words_ = false;  ///< an element of words is written on one line
};

}  // namespace lika::instruments::detail
