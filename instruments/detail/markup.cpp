// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/markup.h"

namespace lika::instruments::detail {

namespace {

// A line break stands for an empty line: `line_break` is what says that where the text goes.
std::string escaped(std::string_view text, std::string_view line_break) {
    std::string safe;
    for (const char c : text) {
        if (c == '&') safe += "&amp;";
        else if (c == '<') safe += "&lt;";
        else if (c == '>') safe += "&gt;";
        else if (c == '"') safe += "&quot;";
        else if (c == '\n') safe += line_break;
        else safe += c;
    }
    return safe;
}

}  // namespace

Markup::Markup(std::string name, const engine::Text& words,
               const std::vector<std::string>& languages)
    : name_(std::move(name)), words_(true) {
    if (languages.size() == 1) {
        text_ = words.at(languages.front());
        return;
    }
    for (const auto& language : languages)
        add(Markup{language, {{language, words.at(language)}}, {language}});
}

Markup& Markup::set(std::string name, std::string value) {
    attributes_.emplace_back(std::move(name), std::move(value));
    return *this;
}

Markup& Markup::set_unless_empty(std::string name, std::string value) {
    return value.empty() ? *this : set(std::move(name), std::move(value));
}

Markup& Markup::add(Markup child) {
    children_.push_back(std::move(child));
    return *this;
}

Markup& Markup::add_words(std::string name, const engine::Text& words,
                          const std::vector<std::string>& languages) {
    return words.empty() ? *this : add({std::move(name), words, languages});
}

std::string Markup::start() const {
    auto tag = "<" + name_;
    for (const auto& [name, value] : attributes_)
        tag += fmt::format(" {}=\"{}\"", name, escaped(value, "&#10;&#10;"));
    return tag;
}

std::string Markup::on_one_line() const {
    auto inside = escaped(text_, "\n\n");
    for (const auto& child : children_) inside += child.on_one_line();
    return inside.empty() ? start() + "/>" : fmt::format("{}>{}</{}>", start(), inside, name_);
}

std::string Markup::to_text(std::size_t depth) const {
    const std::string indent(2 * depth, ' ');
    if (words_ || children_.empty()) return indent + on_one_line() + '\n';
    auto text = indent + start() + ">\n";
    for (const auto& child : children_) text += child.to_text(depth + 1);
    return text + fmt::format("{}</{}>\n", indent, name_);
}

}  // namespace lika::instruments::detail
