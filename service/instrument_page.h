// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <ostream>
#include <string>

#include "engine/instrument.h"

namespace lika::service {

/// A definition in words for a terminal, in Swedish ("sv") or English ("en"): every rule that decides points, band, level,
/// flags and what a decision table allows. The instrument's own words in another language where it lacks that one.
class InstrumentPage {
public:
    InstrumentPage(const engine::Instrument& instrument, std::string language, std::ostream& out)
        : instrument_(instrument), language_(std::move(language)), out_(out) {}

    void write() const;

private:
    std::string in(const engine::Text& text) const;
    const char* say(const char* swedish, const char* english) const { return language_ == "sv" ? swedish : english; }
    std::string for_whom(const std::optional<engine::Condition>& when) const;
    std::string items(const std::vector<std::size_t>& indexes) const;
    std::string outcomes(const engine::Decision& decision, const std::vector<std::size_t>& indexes) const;

    void line(std::size_t indent, const std::string& text) const;
    void head_line(const char* swedish, const char* english, const std::string& value) const;
    void write_head() const;
    void write_item(const engine::Item& item) const;
    void write_scale(const engine::Scale& scale) const;
    void write_missing(const engine::Scale& scale) const;
    void write_rounding(const engine::Scale& scale) const;
    void write_terms(const engine::Scale& scale) const;
    void write_norms(const engine::Scale& scale) const;
    void write_bands(const engine::Scale& scale) const;
    void write_flags() const;
    void write_levels() const;
    void write_decision(const engine::Decision& decision) const;
    void write_exceptions(const engine::Decision& decision) const;

    const engine::Instrument& instrument_;
    std::string language_;
    std::ostream& out_;
};

}  // namespace lika::service
