// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/instrument.h"
#include "instruments/detail/report.h"

namespace lika::instruments::detail {

using Names = std::initializer_list<std::string_view>;

/// One element being read: each value that is wrong becomes a fault, and reading goes on with a
/// harmless one.
class Element {
public:
    Element(pugi::xml_node node, Report& report) : node_(node), report_(&report) {}

    pugi::xml_node node() const { return node_; }
    Report& report() const { return *report_; }
    void fault(std::string reason, std::string detail) const {
        report_->add(node_, std::move(reason), std::move(detail));
    }

    /// A fault that something inside is missing; silent where a child's name is not known: that one
    /// is the cause.
    void lacks(std::string reason, std::string detail) const {
        if (!report_->holds_unknown(node_)) fault(std::move(reason), std::move(detail));
    }
    /// Whether what is found of it may be a consequence of its faults.
    bool doubtful() const { return report_->doubtful(node_); }

    /// Faults unknown_attribute, unknown_element, stray_text for what is not named.
    void allow(Names attributes, Names children) const;

    bool has(const char* attribute) const { return !node_.attribute(attribute).empty(); }
    /// Space collapsed; empty when absent.
    std::string value(const char* attribute) const;
    /// Fault `reason` when it is absent or blank.
    std::string required(const char* attribute, const char* reason = "missing_attribute") const;
    /// A required id. Faults missing_attribute, bad_id, reserved_id give nothing.
    std::optional<std::string> id() const;
    /// Words between spaces; fault repeated_word for one said twice.
    std::vector<std::string> list(const char* attribute) const;
    /// Faults bad_number; nothing when absent or wrong.
    std::optional<std::int64_t> number(const char* attribute, std::int64_t lowest,
                                       std::int64_t highest) const;
    std::optional<engine::Points> points(const char* attribute) const;
    /// Index of the choice, or nothing when absent; fault bad_choice.
    std::optional<std::size_t> choice(const char* attribute, Names choices) const;
    /// "true", "false" or absent.
    std::optional<bool> truth(const char* attribute) const;

    /// Children of one name, in order.
    std::vector<Element> children(const char* name) const;
    /// The only child of this name. Faults missing_element (when needed), repeated_element.
    std::optional<Element> only(const char* name, bool needed) const;

    /// The element's text: space collapsed, an empty line kept as one line break.
    std::string text() const;
    /// The same; fault empty_text.
    std::string plain_text() const;
    /// An element of words: text, or one child a language, complete, and nothing but these
    /// attributes. Faults missing_language, undeclared_language, empty_text, stray_text,
    /// repeated_element, unknown_attribute.
    engine::Text words(Names attributes, const std::vector<std::string>& languages) const;
    /// The words of the only child of this name; none when it is absent.
    engine::Text only_words(const char* name, bool needed,
                            const std::vector<std::string>& languages) const;

private:
    void allow_attributes(Names attributes) const;
    void one_language(const Element& child, const std::vector<std::string>& languages,
                      engine::Text& words) const;
    void unwanted(const Element& child) const;

    pugi::xml_node node_;
    Report* report_;
};

/// A letter, then letters, digits, "-" and "_", at most 64.
bool is_id(std::string_view text);
/// A word that conditions and lists use themselves: all, any, count, and, or, not, none.
bool is_reserved(std::string_view text);
/// Splits at white space.
std::vector<std::string> split(std::string_view text);
/// "F1=2": nothing without exactly one "=" between two words.
std::optional<std::pair<std::string, std::string>> read_pair(std::string_view text);

}  // namespace lika::instruments::detail
