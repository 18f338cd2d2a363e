// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/draft.h"

namespace lika::instruments::detail {

namespace {

using engine::Points;
using engine::Scale;
using engine::Term;

std::map<std::int32_t, Points> read_recode(const Element& element) {
    std::map<std::int32_t, Points> recode;
    for (const auto& word : element.list("recode")) {
        const auto pair = read_pair(word);
        const auto rating =
            pair ? Points::read(pair->first) : engine::Result<Points>{engine::Error{}};
        const auto points =
            pair ? Points::read(pair->second) : engine::Result<Points>{engine::Error{}};
        const bool whole = rating && rating->denominator() == 1 && rating->numerator() >= -1000 &&
                           rating->numerator() <= 1000;
        const bool fresh =
            whole && points &&
            recode.emplace(static_cast<std::int32_t>(rating->numerator()), *points).second;
        if (!fresh)
            element.fault("bad_recode",
                          "write recode as rating=points, each rating once: 0=2 1=1 2=0");
    }
    return recode;
}

void check_recode(const Element& element, const engine::Item& item,
                  const std::map<std::int32_t, Points>& recode) {
    for (const auto& option : item.options)
        if (!recode.contains(option.rating))
            element.fault("recode_incomplete", fmt::format("recode says nothing of rating {} of {}",
                                                           option.rating, item.id.value));
    if (recode.size() > item.options.size())
        element.fault("no_such_rating",
                      fmt::format("recode holds more ratings than {} has", item.id.value));
}

void read_term(const Draft& draft, const Element& element, Scale& scale) {
    element.allow({"items", "weight", "recode"}, {});
    Term term;
    element.required("items");
    if (const auto weight = element.points("weight")) term.weight = *weight;
    if (term.weight == Points{0})
        element.fault("zero_weight", "an item of weight 0 counts nothing: leave it out");
    term.recode = read_recode(element);
    if (element.has("weight") && element.has("recode"))
        element.fault("weight_and_recode", "give a weight or a recode, not both");
    for (const auto index : read_item_list(draft, element, "items")) {
        term.item = index;
        if (!term.recode.empty()) check_recode(element, draft.instrument.items[index], term.recode);
        scale.terms.push_back(term);
    }
}

void read_terms(const Draft& draft, const Element& element, Scale& scale) {
    for (const auto index : read_item_list(draft, element, "items"))
        scale.terms.push_back(Term{index, 1, {}});
    for (const auto& term : element.children("term")) read_term(draft, term, scale);
    std::stable_sort(scale.terms.begin(), scale.terms.end(),
                     [](const Term& a, const Term& b) { return a.item < b.item; });
    const auto twice =
        std::adjacent_find(scale.terms.begin(), scale.terms.end(),
                           [](const Term& a, const Term& b) { return a.item == b.item; });
    if (twice != scale.terms.end())
        element.fault("item_twice",
                      fmt::format("{} counts twice", draft.instrument.items[twice->item].id.value));
}

void read_bands(const Draft& draft, const Element& element, Scale& scale,
                std::vector<Element>& places) {
    for (const auto& band : element.children("band")) {
        engine::Band read;
        read.label = band.words({"id", "from", "to"}, draft.instrument.languages);
        band.required("from");
        const auto from = band.points("from");
        const auto id = band.id();
        if (!from || !id) continue;
        read.from = *from;
        read.id = engine::BandId{*id};
        scale.bands.push_back(std::move(read));
        places.push_back(band);
    }
    if (const auto band = element.only("unscorable-band", false)) {
        scale.unscorable_label = band->words({"id"}, draft.instrument.languages);
        if (const auto id = band->id()) scale.unscorable_band = engine::BandId{*id};
    }
}

std::optional<Points> read_share(const Element& element) {
    if (!element.has("maximum-missing-share")) return std::nullopt;
    const auto said = element.value("maximum-missing-share");
    const auto slash = said.find('/');
    const auto above = Points::read(said.substr(0, slash));
    const auto below = slash == std::string::npos ? engine::Result<Points>{Points{1}}
                                                  : Points::read(said.substr(slash + 1));
    if (above && below && *below > Points{0})
        if (const auto share = above->divided_by(*below);
            share && *share >= Points{0} && *share < Points{1})
            return *share;
    element.fault("bad_share", "a share is a fraction below one, such as 1/10");
    return std::nullopt;
}

void read_missing(const Draft& draft, const Element& element, Scale& scale) {
    if (scale.combine == Scale::Combine::sum) element.required("missing");
    if (const auto rule = element.choice("missing", {"refuse", "zero", "prorate"}))
        scale.missing = static_cast<engine::MissingRule>(*rule);
    if (const auto least = element.number("minimum-rated", 1, 10'000))
        scale.minimum_rated = static_cast<std::size_t>(*least);
    if (const auto most = element.number("maximum-missing", 0, 10'000))
        scale.maximum_missing = static_cast<std::size_t>(*most);
    scale.maximum_missing_share = read_share(element);
    scale.missing_among = read_item_list(draft, element, "missing-among");
    std::sort(scale.missing_among.begin(), scale.missing_among.end());
    if (!scale.missing_among.empty() && !scale.maximum_missing)
        element.fault("missing_among_alone",
                      "missing-among says which items maximum-missing counts: give both");
    if (const auto decimals = element.number("decimals", 0, 9))
        scale.decimals = static_cast<int>(*decimals);
}

void read_scale(Draft& draft, const Element& element) {
    element.allow({"id", "combine", "items", "missing", "minimum-rated", "maximum-missing",
                   "missing-among", "maximum-missing-share", "decimals"},
                  {"name", "term", "band", "unscorable-band"});
    Scale scale;
    std::vector<Element> bands;
    scale.combine =
        static_cast<Scale::Combine>(element.choice("combine", {"sum", "judgement"}).value_or(0));
    scale.name = element.only_words("name", true, draft.instrument.languages);
    read_terms(draft, element, scale);
    read_missing(draft, element, scale);
    read_bands(draft, element, scale, bands);
    const auto id = element.id();
    if (!id) return;
    scale.id = engine::ScaleId{*id};
    draft.instrument.scales.push_back(std::move(scale));
    draft.scales.push_back(element);
    draft.bands.push_back(std::move(bands));
}

}  // namespace

void read_scales(Draft& draft) {
    for (const auto& element : draft.root.children("scale")) read_scale(draft, element);
}

}  // namespace lika::instruments::detail
