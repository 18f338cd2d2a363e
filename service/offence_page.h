// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <ostream>
#include <string>

#include "engine/flags.h"

namespace lika::service {

/// The offence lists in words for a terminal, in Swedish ("sv") or English ("en").
class OffencePage {
public:
    OffencePage(const engine::OffenceCatalogue& catalogue, std::string language, std::ostream& out)
        : catalogue_(catalogue), language_(std::move(language)), out_(out) {}

    /// Every list with its offences, source, base rate and caution.
    void list() const;
    /// What the law says of an offence of the catalogue, what counts as it and what does not.
    void show(const std::string& code) const;
    /// Under which lists it is flagged, what must be kept in mind, then each list and the law.
    void compare(const engine::OffenceFlag& flag, engine::Sex sex) const;

private:
    std::string in(const engine::Text& text) const;
    const char* say(const char* swedish, const char* english) const { return language_ == "sv" ? swedish : english; }
    std::string known(const std::string& status) const;
    std::string listing(engine::Listing listing) const;

    void write(const std::string& text, std::size_t indent = 0) const;
    void write_heading(const engine::OffenceList& list) const;
    void write_law(const std::string& code) const;
    void write_verdict(const engine::ListVerdict& verdict, const engine::OffenceList& list) const;
    void write_figures(const engine::OffenceList& list, const std::vector<std::size_t>& figures) const;
    void write_cautions(const engine::OffenceFlag& flag) const;
    std::string described(const engine::Offence& offence, engine::Sex sex) const;

    const engine::OffenceCatalogue& catalogue_;
    std::string language_;
    std::ostream& out_;
};

}  // namespace lika::service
