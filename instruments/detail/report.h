// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "instruments/read_instrument.h"

namespace lika::instruments::detail {

/// Collects the faults of one document with their places. Keeps at most 500: a file that bad is not
/// this format.
class Report {
public:
    /// `xml` must outlive the report.
    Report(std::string_view xml, std::string file);

    /// A fault at a byte; line and column count from 1, columns in characters.
    void add(std::size_t offset, std::string reason, std::string detail);
    /// A fault of an element, with its path.
    void add(pugi::xml_node node, std::string reason, std::string detail);
    /// A fault of the whole file.
    void add_whole(std::string reason, std::string detail);

    bool empty() const { return faults_.empty(); }

    /// From here on `doubtful` and `misread` no longer look at what is added.
    void end_of_reading() { read_ = marks_.size(); }
    /// Whether a fault of the element, or of one inside it, changed more than words: what is found
    /// of it after that may be a mere consequence.
    bool doubtful(pugi::xml_node node) const;
    /// Whether some name could not be read or found: then nothing can be said of what no one names.
    bool misread() const;
    /// Whether the element holds one whose name is not known, which may be the one that is missing.
    bool holds_unknown(pugi::xml_node node) const;

    /// The line of a byte, from 1.
    std::size_t line_of(std::size_t offset) const;
    /// The faults in the order of their places.
    std::vector<Fault> take();

private:
    struct Mark {
        pugi::xml_node node;
        std::string reason;
    };

    void keep(Fault fault);
    std::size_t marks_read() const { return std::min(read_, marks_.size()); }
    void place(Fault& fault, std::size_t offset) const;

    std::string_view xml_;
    std::string file_;
    std::vector<std::size_t> lines_;  // where each line begins
    std::vector<Fault> faults_;
    std::vector<Mark> marks_;                          // one a fault of an element
    std::size_t read_ = static_cast<std::size_t>(-1);  // how many of them reading gave
};

/// The beginning of what a file says, at most so many bytes, for a message; characters stay whole.
std::string cut(std::string_view text, std::size_t most = 64);

/// "/instrument/scale[@id='total']/band[@id='high']".
std::string path_of(pugi::xml_node node);

}  // namespace lika::instruments::detail
