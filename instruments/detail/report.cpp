// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engine/words.h"

namespace lika::instruments::detail {

namespace {

constexpr std::size_t most_faults = 500;

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
            return fmt::format("/{}[@{}='{}']", node.name(), key,
                               std::string_view{value.value()}.substr(0, 64));
    return fmt::format("/{}{}", node.name(), position(node));
}

}  // namespace

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

void Report::place(Fault& fault, std::size_t offset) const {
    const auto next = std::upper_bound(lines_.begin(), lines_.end(), offset);
    const auto start = *std::prev(next);
    fault.line = static_cast<std::size_t>(next - lines_.begin());
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
