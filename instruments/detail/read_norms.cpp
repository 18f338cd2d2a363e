// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/draft.h"

namespace lika::instruments::detail {

namespace {

using engine::Points;
using engine::Scale;

constexpr std::int64_t longest_norm = 20'000;

std::optional<Row> read_row(const std::string& word) {
    const auto pair = read_pair(word);
    if (!pair) return std::nullopt;
    const auto dots = pair->first.find("..");
    const auto from = Points::read(pair->first.substr(0, dots));
    const auto to = dots == std::string::npos ? from : Points::read(pair->first.substr(dots + 2));
    const auto points = Points::read(pair->second);
    if (!from || !to || !points || *to < *from) return std::nullopt;
    return Row{*from, *to, *points};
}

/// Every raw score of the scale's rounding that the rows hold. Fault bad_norm gives nothing.
std::optional<std::map<Points, Points>> written_out(const Element& element,
                                                    const std::vector<Row>& rows, int decimals) {
    std::int64_t tenths = 1;
    for (int i = 0; i < decimals; ++i) tenths *= 10;
    const auto step = *Points::fraction(1, tenths);
    std::map<Points, Points> table;
    const auto refuse = [&](const std::string& why) {
        element.fault("bad_norm", why);
        return std::nullopt;
    };
    for (const auto& row : rows)
        for (auto raw = row.from; raw <= row.to;) {
            const auto next = raw.plus(step);
            if (!next || static_cast<std::int64_t>(table.size()) >= longest_norm)
                return refuse(fmt::format("a norm has at most {} raw scores", longest_norm));
            if (!table.emplace(raw, row.points).second)
                return refuse(fmt::format("the raw score {} stands twice", raw.to_string()));
            raw = *next;
        }
    return table;
}

std::optional<engine::Condition> read_optional_when(const Draft& draft, const Element& element) {
    return element.has("when") ? read_when(draft, element, "when") : std::nullopt;
}

}  // namespace

std::vector<Row> read_rows(const Element& element, const char* attribute, const char* reason) {
    std::vector<Row> rows;
    for (const auto& word : element.list(attribute)) {
        if (const auto row = read_row(word))
            rows.push_back(*row);
        else
            element.fault(reason,
                          fmt::format("{} holds {}: write 0=2 or 1..3=2", attribute, cut(word)));
    }
    return rows;
}

std::optional<Points> find_row(const std::vector<Row>& rows, const Points& key) {
    const auto holds = [&](const Row& row) { return row.from <= key && key <= row.to; };
    if (std::count_if(rows.begin(), rows.end(), holds) != 1) return std::nullopt;
    return std::find_if(rows.begin(), rows.end(), holds)->points;
}

void read_norms(Draft& draft, const Element& element, Scale& scale, std::vector<Element>& places) {
    for (const auto& child : element.children("norm")) {
        child.allow({"when", "standardised", "source"}, {});
        child.required("standardised");
        engine::Norm norm;
        norm.when = read_optional_when(draft, child);
        norm.source = child.required("source", "missing_source");
        auto table =
            written_out(child, read_rows(child, "standardised", "bad_norm"), scale.decimals);
        if (table && !draft.fits(child, table->size())) return;
        if (table) norm.standardised = std::move(*table);
        if (child.has("when") && !norm.when) continue;  // its fault is noted; it is not for all
        scale.norms.push_back(std::move(norm));
        places.push_back(child);
    }
}

void read_cut_offs(const Draft& draft, const Element& element, Scale& scale,
                   std::vector<Element>& places) {
    for (const auto& child : element.children("cut-offs")) {
        child.allow({"when", "from", "source"}, {});
        child.required("from");
        engine::CutOffs cut_offs;
        cut_offs.when = read_optional_when(draft, child);
        cut_offs.source = child.required("source", "missing_source");
        for (const auto& word : split(child.value("from"))) {
            const auto from = Points::read(word);
            if (!from) child.fault("bad_number", fmt::format("{} is no number", cut(word)));
            cut_offs.from.push_back(from ? *from : Points{});
        }
        if (cut_offs.from.size() != scale.bands.size()) {
            child.fault("cut_offs_do_not_match_bands",
                        fmt::format("from holds {} cut-offs for {} bands", cut_offs.from.size(),
                                    scale.bands.size()));
            continue;
        }
        if (child.has("when") && !cut_offs.when) continue;  // its fault is noted
        scale.cut_offs.push_back(std::move(cut_offs));
        places.push_back(child);
    }
}

}  // namespace lika::instruments::detail
