// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
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
    /// The faults in the order of their places.
    std::vector<Fault> take();

private:
    void keep(Fault fault);
    void place(Fault& fault, std::size_t offset) const;

    std::string_view xml_;
    std::string file_;
    std::vector<std::size_t> lines_;  // where each line begins
    std::vector<Fault> faults_;
};

/// "/instrument/scale[@id='total']/band[@id='high']".
std::string path_of(pugi::xml_node node);

}  // namespace lika::instruments::detail
