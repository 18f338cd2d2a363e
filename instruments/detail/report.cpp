// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "engine/words.h"

namespace lika::instruments::detail {

namespace {

constexpr std::size_t most_faults = 500;

// Faults of wording: rules are read in spite of them.
bool of_words(std::string_view reason) {
    static constexpr std::array reasons{"missing_language", "undeclared_language",
                                        "empty_text",       "missing_source",
                                        "missing_licence",  "unknown_reference"};
    return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

bool of_names(std::string_view reason) {
    static constexpr std::array reasons{"bad_id", "reserved_id", "duplicate_id",
                                        "missing_attribute"};
    return reason.starts_with("unknown_") || reason.starts_with("condition_") ||
           std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

bool lies_in(pugi::xml_node node, pugi::xml_node owner) {
    for (; node; node = node.parent())
        if (node == owner) return true;
    return false;
}

// Which of its brothers of the same name; nothing when it is the only one.
std::string position(pugi::xml_node node) {
    std::size_t before = 0;
    for (auto other = node.previous_sibling(node.name()); other;
         other = other.previous_sibling(node.name()))
        ++before;
    if (before == 0 && !node.next_sibling(node.name())) return {};
    return fmt::format("[{}]", before + 1);
}

std::string step(pugi::xml_node node) {
    for (const char* key : {"id", "rating"})
        if (const auto value = node.attribute(key))
            return fmt::format("/{}[@{}='{}']", node.name(), key, cut(value.value()));
    return fmt::format("/{}{}", node.name(), position(node));
}

}  // namespace

std::string cut(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string{text};
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    return std::string{text.substr(0, most)};
}

std::string path_of(pugi::xml_node node) {
    std::string path;
    for (; node.type() == pugi::node_element; node = node.parent()) path = step(node) + path;
    return path;
}

Report::Report(std::string_view xml, std::string file)
    : xml_(xml), file_(std::move(file)), lines_{0} {
    for (auto at = xml.find('\n'); at != std::string_view::npos; at = xml.find('\n', at + 1))
        lines_.push_back(at + 1);
}

bool Report::doubtful(pugi::xml_node node) const {
    return std::any_of(
        marks_.begin(), marks_.begin() + static_cast<std::ptrdiff_t>(marks_read()),
        [&](const Mark& mark) { return !of_words(mark.reason) && lies_in(mark.node, node); });
}

bool Report::misread() const {
    return std::any_of(marks_.begin(), marks_.begin() + static_cast<std::ptrdiff_t>(marks_read()),
                       [](const Mark& mark) { return of_names(mark.reason); });
}

bool Report::holds_unknown(pugi::xml_node node) const {
    return std::any_of(marks_.begin(), marks_.end(), [&](const Mark& mark) {
        return mark.reason == "unknown_element" && mark.node.parent() == node;
    });
}

std::size_t Report::line_of(std::size_t offset) const {
    const auto next = std::upper_bound(lines_.begin(), lines_.end(), offset);
    return static_cast<std::size_t>(next - lines_.begin());
}

void Report::place(Fault& fault, std::size_t offset) const {
    fault.line = line_of(offset);
    const auto start = lines_[fault.line - 1];
    fault.column = engine::length_of(xml_.substr(start, offset - start)) + 1;
}

void Report::keep(Fault fault) {
    if (faults_.size() < most_faults) faults_.push_back(std::move(fault));
}

void Report::add(std::size_t offset, std::string reason, std::string detail) {
    Fault fault{file_, 0, 0, {}, std::move(reason), std::move(detail)};
    place(fault, std::min(offset, xml_.size()));
    keep(std::move(fault));
}

void Report::add(pugi::xml_node node, std::string reason, std::string detail) {
    if (faults_.size() >= most_faults) return;  // before the path, which costs time
    marks_.push_back({node, reason});
    Fault fault{file_, 0, 0, path_of(node), std::move(reason), std::move(detail)};
    const auto offset = node.offset_debug();  // of the name, one past the "<"
    if (offset > 0) place(fault, static_cast<std::size_t>(offset) - 1);
    keep(std::move(fault));
}

void Report::add_whole(std::string reason, std::string detail) {
    keep(Fault{file_, 0, 0, {}, std::move(reason), std::move(detail)});
}

std::vector<Fault> Report::take() {
    std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return std::move(faults_);
}

}  // namespace lika::instruments::detail
