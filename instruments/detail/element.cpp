// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/element.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "engine/words.h"

namespace lika::instruments::detail {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Runs of space become one; a run with an empty line becomes a line break. Nothing is left of what
// no eye sees.
std::string collapsed(std::string_view whole) {
    const auto text = engine::trimmed(whole);
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_space(text[at])) {
            result += text[at++];
            continue;
        }
        std::size_t breaks = 0;
        for (; at < text.size() && is_space(text[at]); ++at) breaks += text[at] == '\n' ? 1U : 0U;
        if (!result.empty() && at < text.size()) result += breaks > 1 ? '\n' : ' ';
    }
    return result;
}

// What may stand there in place of a name that is not known.
std::string instead(Names names) {
    return names.size() == 0 ? std::string{} : fmt::format(": it has {}", fmt::join(names, ", "));
}

bool contains(Names names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 && is_letter(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; });
}

bool is_reserved(std::string_view text) {
    return contains({"all", "any", "count", "and", "or", "not", "none"}, text);
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        const auto start = at;
        while (at < text.size() && !is_space(text[at])) ++at;
        if (at > start) parts.emplace_back(text.substr(start, at - start));
        while (at < text.size() && is_space(text[at])) ++at;
    }
    return parts;
}

std::optional<std::pair<std::string, std::string>> read_pair(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == 0 || equals == std::string_view::npos || equals + 1 == text.size())
        return std::nullopt;
    if (text.find('=', equals + 1) != std::string_view::npos) return std::nullopt;
    return std::pair{std::string{text.substr(0, equals)}, std::string{text.substr(equals + 1)}};
}

void Element::allow_attributes(Names attributes) const {
    for (const auto attribute : node_.attributes())
        if (!contains(attributes, attribute.name()))
            fault("unknown_attribute", fmt::format("<{}> has no attribute {}{}", node_.name(),
                                                   cut(attribute.name()), instead(attributes)));
}

void Element::allow(Names attributes, Names children) const {
    allow_attributes(attributes);
    for (const auto child : node_.children()) {
        if (child.type() == pugi::node_element && !contains(children, child.name()))
            report_->add(child, "unknown_element",
                         fmt::format("<{}> may not hold <{}>{}", node_.name(), cut(child.name()),
                                     instead(children)));
        if (child.type() == pugi::node_pcdata)
            fault("stray_text", fmt::format("<{}> holds no text of its own: remove \"{}\"",
                                            node_.name(), cut(collapsed(child.value()))));
    }
}

engine::Text Element::words(Names attributes, const std::vector<std::string>& languages) const {
    allow_attributes(attributes);
    if (languages.size() == 1) {
        for (const auto child : node_.children())
            if (child.type() == pugi::node_element) unwanted(Element{child, *report_});
        return {{languages.front(), plain_text()}};
    }
    engine::Text words;
    for (const auto child : node_.children()) {
        if (child.type() == pugi::node_pcdata)
            fault("stray_text", fmt::format("put \"{}\" in <{}>", cut(collapsed(child.value())),
                                            fmt::join(languages, ">, <")));
        if (child.type() == pugi::node_element) one_language({child, *report_}, languages, words);
    }
    for (const auto& language : languages)
        if (!words.contains(language))
            fault("missing_language",
                  fmt::format("<{}> has no words in {}", node_.name(), language));
    return words;
}

void Element::one_language(const Element& child, const std::vector<std::string>& languages,
                           engine::Text& words) const {
    const std::string language = child.node_.name();
    if (std::find(languages.begin(), languages.end(), language) == languages.end())
        return unwanted(child);
    child.allow_attributes({});
    for (const auto inside : child.node_.children())
        if (inside.type() == pugi::node_element) unwanted(Element{inside, *report_});
    if (words.contains(language))
        child.fault("repeated_element", fmt::format("one <{}> a text", language));
    words[language] = child.plain_text();
}

void Element::unwanted(const Element& child) const {
    const std::string name = child.node_.name();
    const bool language = name.size() == 2;
    child.fault(language ? "undeclared_language" : "unknown_element",
                language
                    ? fmt::format("{} is not among the languages of the instrument", name)
                    : fmt::format("<{}> may not hold <{}>", child.node_.parent().name(), name));
}

std::string Element::plain_text() const {
    auto said = text();
    if (said.empty()) fault("empty_text", fmt::format("<{}> has no words", node_.name()));
    return said;
}

engine::Text Element::only_words(const char* name, bool needed,
                                 const std::vector<std::string>& languages) const {
    const auto found = only(name, needed);
    return found ? found->words({}, languages) : engine::Text{};
}

std::string Element::value(const char* attribute) const {
    return collapsed(node_.attribute(attribute).value());
}

std::string Element::required(const char* attribute, const char* reason) const {
    auto said = value(attribute);
    if (said.empty())
        fault(reason, fmt::format("<{}> needs the attribute {}", node_.name(), attribute));
    return said;
}

std::optional<std::string> Element::id() const {
    auto id = required("id");
    if (id.empty()) return std::nullopt;
    if (!is_id(id)) {
        fault("bad_id",
              fmt::format("{} is no id: a letter, then letters, digits, - and _, at most 64",
                          cut(id)));
        return std::nullopt;
    }
    if (is_reserved(id)) {
        fault("reserved_id", fmt::format("{} has a meaning of its own; choose another id", id));
        return std::nullopt;
    }
    return id;
}

std::vector<std::string> Element::list(const char* attribute) const {
    std::set<std::string> seen;
    std::vector<std::string> kept;
    for (auto& word : split(node_.attribute(attribute).value())) {
        if (seen.insert(word).second)
            kept.push_back(word);
        else
            fault("repeated_word", fmt::format("{} names {} twice", attribute, cut(word)));
    }
    return kept;
}

std::optional<std::int64_t> Element::number(const char* attribute, std::int64_t lowest,
                                            std::int64_t highest) const {
    if (!has(attribute)) return std::nullopt;
    const auto said = value(attribute);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), number);
    if (error == std::errc{} && end == said.data() + said.size() && number >= lowest &&
        number <= highest)
        return number;
    fault("bad_number", fmt::format("{} is \"{}\": write a whole number from {} to {}", attribute,
                                    cut(said), lowest, highest));
    return std::nullopt;
}

std::optional<engine::Points> Element::points(const char* attribute) const {
    if (!has(attribute)) return std::nullopt;
    const auto said = value(attribute);
    const auto points = engine::Points::read(said);
    if (points) return *points;
    fault("bad_number",
          fmt::format("{} is \"{}\": write a number such as 3 or 15.5", attribute, cut(said)));
    return std::nullopt;
}

std::optional<std::size_t> Element::choice(const char* attribute, Names choices) const {
    if (!has(attribute)) return std::nullopt;
    const auto said = value(attribute);
    const auto* const found = std::find(choices.begin(), choices.end(), std::string_view{said});
    if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
    fault("bad_choice", fmt::format("{} is \"{}\": write one of {}", attribute, cut(said),
                                    fmt::join(choices, ", ")));
    return std::nullopt;
}

std::optional<bool> Element::truth(const char* attribute) const {
    const auto said = choice(attribute, {"false", "true"});
    return said ? std::optional{*said == 1} : std::nullopt;
}

std::vector<Element> Element::children(const char* name) const {
    std::vector<Element> found;
    for (const auto child : node_.children(name)) found.emplace_back(child, *report_);
    return found;
}

std::optional<Element> Element::only(const char* name, bool needed) const {
    const auto found = children(name);
    if (found.empty()) {
        if (needed) lacks("missing_element", fmt::format("<{}> needs <{}>", node_.name(), name));
        return std::nullopt;
    }
    if (found.size() > 1)
        found[1].fault("repeated_element", fmt::format("<{}> holds one <{}>", node_.name(), name));
    return found.front();
}

std::string Element::text() const {
    std::string whole;
    for (const auto child : node_.children())
        if (child.type() == pugi::node_pcdata) whole += child.value();
    return collapsed(whole);
}

}  // namespace lika::instruments::detail
