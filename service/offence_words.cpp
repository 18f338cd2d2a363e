// SPDX-License-Identifier: EUPL-1.2
#include "service/offence_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace lika::service {
namespace {

using engine::Listing;
using engine::Sex;
using engine::Text;
using Names = std::vector<std::string>;

std::string in(const Text& text, const std::string& language) {
    const auto found = text.find(language);
    return found == text.end() ? std::string{} : found->second;
}

const engine::OffenceList* find(const engine::OffenceCatalogue& catalogue, const std::string& id) {
    const auto found = std::find_if(catalogue.lists.begin(), catalogue.lists.end(), [&](const auto& list) { return list.id == id; });
    return found == catalogue.lists.end() ? nullptr : &*found;
}

/// "A, B and C".
std::string listed(const Names& names, const char* last) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? fmt::format(" {} ", last) : ", ") + names[i];
    return text;
}

/// The lists that say one thing of a sex, named in one language.
Names names_of(const engine::OffenceCatalogue& catalogue, const engine::OffenceFlag& flag, Sex sex, Listing said,
               const std::string& language) {
    Names names;
    for (const auto& verdict : flag.lists) {
        if ((sex == Sex::female ? verdict.female : verdict.male) != said) continue;
        const auto* const list = find(catalogue, verdict.list);
        auto name = list ? in(list->short_title, language) : verdict.list;
        if (!verdict.current) name += language == "sv" ? " (gällde inte den dagen)" : " (did not hold on the day)";
        names.push_back(std::move(name));
    }
    return names;
}

std::string swedish(const Names& yes, const Names& no, const Names& unverified) {
    Names parts;
    if (!yes.empty()) parts.push_back("flaggat enligt " + listed(yes, "och"));
    if (!no.empty()) parts.push_back((yes.empty() ? "inte flaggat enligt " : "inte enligt ") + listed(no, "eller"));
    if (!unverified.empty()) parts.push_back("inte kontrollerat för " + listed(unverified, "och"));
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string english(const Names& yes, const Names& no, const Names& unverified) {
    Names parts;
    if (!yes.empty()) parts.push_back("flagged under " + listed(yes, "and"));
    if (!no.empty()) parts.push_back((yes.empty() ? "not flagged under " : "not under ") + listed(no, "or"));
    if (!unverified.empty()) parts.push_back("not verified for " + listed(unverified, "and"));
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string compared(const engine::OffenceCatalogue& catalogue, const engine::OffenceFlag& flag, Sex sex, const std::string& language) {
    const auto yes = names_of(catalogue, flag, sex, Listing::yes, language);
    const auto no = names_of(catalogue, flag, sex, Listing::no, language);
    const auto unverified = names_of(catalogue, flag, sex, Listing::unverified, language);
    return language == "sv" ? swedish(yes, no, unverified) : english(yes, no, unverified);
}

std::string sentence(std::string words) {
    if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    return words + ".";
}

}  // namespace

Text comparison_words(const engine::OffenceCatalogue& catalogue, const engine::OffenceFlag& flag, Sex sex) {
    Text words;
    for (const std::string language : {"sv", "en"}) {
        if (!flag.sex_unsettled) {
            words[language] = sentence(compared(catalogue, flag, sex, language));
            continue;
        }
        const bool is_swedish = language == "sv";
        words[language] = (is_swedish ? "Flickors lista: " : "The girls' list: ") + compared(catalogue, flag, Sex::female, language) +
                          (is_swedish ? ". Pojkars lista: " : ". The boys' list: ") + compared(catalogue, flag, Sex::male, language) +
                          (is_swedish ? ". Ingen av listorna är gjord för personen." : ". Neither list was made for the person.");
    }
    return words;
}

Text statute_words(const engine::Statute& statute) {
    const auto act = fmt::format("{} ({})", statute.law, statute.sfs);
    const auto section = statute.section.substr(0, statute.section.find(" §"));
    if (statute.chapter.empty())
        return {{"sv", fmt::format("{} {}", statute.section, act)}, {"en", fmt::format("section {} of {}", section, act)}};
    return {{"sv", fmt::format("{} kap. {} {}", statute.chapter, statute.section, act)},
            {"en", fmt::format("chapter {} section {} of {}", statute.chapter, section, act)}};
}

Text figure_words(const engine::BaseRateFigure& figure) {
    if (figure.share.empty())
        return {{"sv", fmt::format("ingen siffra hittad ({})", in(figure.cohort, "sv"))},
                {"en", fmt::format("no figure found ({})", in(figure.cohort, "en"))}};
    return {{"sv", fmt::format("{} av {}: {} ({})", figure.share, in(figure.among, "sv"), in(figure.counted, "sv"), in(figure.cohort, "sv"))},
            {"en", fmt::format("{} of {}: {} ({})", figure.share, in(figure.among, "en"), in(figure.counted, "en"), in(figure.cohort, "en"))}};
}

}  // namespace lika::service
