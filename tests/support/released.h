// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/score.h"
#include "tests/support/instrument_files.h"

/// Whole domains of released instruments against the published tables. The tables stand in the
/// tests, as printed.
namespace lika::tests {

/// One response an item, in the instrument's order.
using Sheet = std::vector<engine::Response>;

/// A row of a published table: the points from one number to another make a band.
struct PublishedBand {
    std::string band;
    int from = 0, to = 0;
};

inline const std::string& band_in(const std::vector<PublishedBand>& table, int points) {
    static const std::string outside = "no row";
    for (const auto& row : table)
        if (row.from <= points && points <= row.to) return row.band;
    return outside;
}

/// An instrument of instruments/, such as "library/gad-7-1.0", made ready to be scored many times.
class Released {
public:
    explicit Released(const std::string& name) : instrument_(read(name)), scorer_(instrument_) {}

    const engine::Instrument& instrument() const { return instrument_; }
    std::size_t items() const { return instrument_.items.size(); }

    engine::Score score(const Sheet& sheet, const engine::Facts& facts = {}) const {
        engine::Responses responses(instrument_);
        for (std::size_t item = 0; item < sheet.size(); ++item) responses[item] = sheet[item];
        auto made = scorer_.score(responses, facts, engine::Detail::brief);
        if (!made) FAIL(made.error().reason + " " + made.error().place);
        return std::move(*made);
    }

private:
    static engine::Instrument read(const std::string& name) {
        auto reading = instruments::read_instrument(
            bytes_of(PROJECT_SOURCE "/instruments/" + name + ".xml"), name);
        INFO(listed(reading.faults));
        REQUIRE(reading.instrument);
        return std::move(*reading.instrument);
    }

    engine::Instrument instrument_;
    engine::Scorer scorer_;
};

inline const std::string& band_of(const engine::ScaleScore& scale) {
    static const std::string none = "none";
    return scale.band ? scale.band->value : none;
}

inline std::string words(const std::optional<engine::Points>& points) {
    return points ? points->to_string() : "none";
}

inline int rating_sum(const Sheet& sheet) {
    int sum = 0;
    for (const auto& response : sheet) sum += response.rated() ? response.rating() : 0;
    return sum;
}

/// A sheet of that sum: the first items as high as they go, the last ones as low.
inline Sheet sheet_of(const engine::Instrument& instrument, int sum) {
    Sheet sheet;
    for (const auto& item : instrument.items) {
        sheet.emplace_back(item.options.front().rating);
        sum -= item.options.front().rating;
    }
    for (std::size_t item = 0; item < sheet.size(); ++item) {
        const auto& options = instrument.items[item].options;
        const int more = std::min(sum, options.back().rating - options.front().rating);
        sheet[item] = options.front().rating + more;
        sum -= more;
    }
    return sheet;
}

/// Visits every sheet: all options of all items in every combination.
template <class Visit>
void every_sheet(const engine::Instrument& instrument, Visit visit) {
    std::vector<std::size_t> chosen(instrument.items.size(), 0);
    Sheet sheet;
    for (const auto& item : instrument.items) sheet.emplace_back(item.options.front().rating);
    for (std::size_t item = 0; item < chosen.size();) {
        visit(sheet);
        for (item = 0; item < chosen.size(); ++item) {
            const auto& options = instrument.items[item].options;
            chosen[item] = (chosen[item] + 1) % options.size();
            sheet[item] = options[chosen[item]].rating;
            if (chosen[item] != 0) break;
        }
    }
}

/// What came out otherwise than the table says: counted, the first few in words.
class Differences {
public:
    void note(const Sheet& sheet, const char* what, int expected,
              const std::optional<engine::Points>& got) {
        if (got != engine::Points{expected})
            note(sheet, what, std::to_string(expected), words(got));
    }
    void note(const Sheet& sheet, const char* what, std::string_view expected,
              std::string_view got) {
        if (expected == got) return;
        if (++count_ > 5) return;
        for (const auto& response : sheet)
            text_ += (response.rated() ? std::to_string(response.rating())
                                       : std::string{engine::to_string(response.missing())}) +
                     " ";
        text_.append(what).append(": expected ").append(expected);
        text_.append(", got ").append(got).append("\n");
    }
    /// Nothing when all came out as published.
    std::string text() const {
        return count_ == 0 ? "" : std::to_string(count_) + " differ\n" + text_;
    }

private:
    std::size_t count_ = 0;
    std::string text_;
};

}  // namespace lika::tests
