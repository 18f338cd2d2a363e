// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "instruments/detail/draft.h"

namespace lika::instruments::detail {

namespace {

using engine::Points;
using engine::Scale;
using engine::Term;

/// How a term turns ratings into points, as written.
struct Written {
    std::vector<Row> recode;
    bool reverse = false;
    std::optional<std::int64_t> count_from;
};

std::optional<Points> recoded(const Written& written, const engine::Item& item,
                              std::int32_t rating) {
    if (written.reverse)
        return Points{std::int64_t{item.options.front().rating} + item.options.back().rating -
                      rating};
    if (written.count_from) return Points{rating >= *written.count_from ? 1 : 0};
    return find_row(written.recode, Points{rating});
}

std::map<std::int32_t, Points> recode_of(const Element& element, const Written& written,
                                         const engine::Item& item) {
    std::map<std::int32_t, Points> recode;
    for (const auto& option : item.options) {
        if (const auto points = recoded(written, item, option.rating))
            recode[option.rating] = *points;
        else
            element.fault("recode_incomplete",
                          fmt::format("recode says nothing, or twice, of rating {} of {}",
                                      option.rating, item.id.value));
    }
    return recode;
}

void check_ratings_named(const Element& element, const Written& written, const engine::Item& item) {
    if (item.options.empty()) return;
    const Points lowest{item.options.front().rating}, highest{item.options.back().rating};
    for (const auto& row : written.recode)
        if (row.from < lowest || highest < row.to)
            element.fault("no_such_rating",
                          fmt::format("recode holds {}..{}: the ratings of {} go from {} to {}",
                                      row.from.to_string(), row.to.to_string(), item.id.value,
                                      lowest.to_string(), highest.to_string()));
    if (written.count_from &&
        !(Points{*written.count_from} > lowest && Points{*written.count_from} <= highest))
        element.fault("no_such_rating", fmt::format("{} has no rating to count from {}",
                                                    item.id.value, *written.count_from));
}

Written read_written(const Element& element) {
    Written written;
    written.recode = read_rows(element, "recode", "bad_recode");
    written.reverse = element.truth("reverse").value_or(false);
    written.count_from = element.number("count-from", -1000, 1000);
    std::vector<std::string> ways;
    for (const char* way : {"weight", "recode", "reverse", "count-from"})
        if (element.has(way)) ways.emplace_back(way);
    if (ways.size() > 1)
        element.fault("weight_and_recode", fmt::format("give one of {}", fmt::join(ways, ", ")));
    return written;
}

void read_term(Draft& draft, const Element& element, Scale& scale) {
    element.allow({"items", "weight", "recode", "reverse", "count-from", "skipped"}, {});
    Term term;
    element.required("items");
    if (const auto weight = element.points("weight")) term.weight = *weight;
    if (term.weight == Points{0})
        element.fault("zero_weight", fmt::format("weight 0 counts nothing: leave {} out",
                                                 cut(element.value("items"))));
    term.skipped = element.points("skipped");
    const auto written = read_written(element);
    const bool recodes = written.reverse || written.count_from || !written.recode.empty();
    for (const auto index : read_item_list(draft, element, "items")) {
        const auto& item = draft.instrument.items[index];
        if (!draft.fits(element, 1 + (recodes ? item.options.size() : 0))) return;
        term.item = index;
        check_ratings_named(element, written, item);
        if (recodes) term.recode = recode_of(element, written, item);
        scale.terms.push_back(term);
    }
}

void read_terms(Draft& draft, const Element& element, Scale& scale) {
    for (const auto index : read_item_list(draft, element, "items"))
        if (draft.fits(element, 1)) scale.terms.push_back(Term{index, 1, {}, {}});
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
        if (!element.children("cut-offs").empty()) {
            if (band.has("from") || band.has("to"))
                band.fault("from_and_cut_offs", "cut-offs say where the bands begin");
        } else {
            band.required("from");
        }
        const auto from = band.has("from") ? band.points("from") : Points{};
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
    element.fault("bad_share",
                  fmt::format("maximum-missing-share is \"{}\": write a fraction below "
                              "one, such as 1/10",
                              cut(said)));
    return std::nullopt;
}

void read_missing(const Draft& draft, const Element& element, Scale& scale) {
    if (scale.combine == Scale::Combine::sum) element.required("missing");
    if (const auto rule = element.choice("missing", {"refuse", "zero", "prorate", "mean"}))
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
    scale.never_missing = read_item_list(draft, element, "never-missing");
    std::sort(scale.never_missing.begin(), scale.never_missing.end());
    if (const auto decimals = element.number("decimals", 0, 9))
        scale.decimals = static_cast<int>(*decimals);
    if (const auto decimals = element.number("mean-decimals", 0, 9))
        scale.mean_decimals = static_cast<int>(*decimals);
    if (element.has("mean-decimals") && scale.missing != engine::MissingRule::mean)
        element.fault("mean_decimals_alone", "mean-decimals goes with missing=\"mean\"");
}

void read_scale(Draft& draft, const Element& element) {
    element.allow(
        {"id", "combine", "items", "missing", "minimum-rated", "maximum-missing", "missing-among",
         "maximum-missing-share", "never-missing", "decimals", "mean-decimals"},
        {"name", "term", "norm", "band", "cut-offs", "unscorable-band"});
    Scale scale;
    std::vector<Element> bands, cut_offs, norms;
    scale.combine =
        static_cast<Scale::Combine>(element.choice("combine", {"sum", "judgement"}).value_or(0));
    scale.name = element.only_words("name", true, draft.instrument.languages);
    read_terms(draft, element, scale);
    read_missing(draft, element, scale);
    read_norms(draft, element, scale, norms);
    read_bands(draft, element, scale, bands);
    read_cut_offs(draft, element, scale, cut_offs);
    const auto id = element.id();
    if (!draft.fits(element, scale.missing_among.size() + scale.never_missing.size()) || !id)
        return;
    scale.id = engine::ScaleId{*id};
    draft.instrument.scales.push_back(std::move(scale));
    draft.scales.push_back(element);
    draft.bands.push_back(std::move(bands));
    draft.cut_offs.push_back(std::move(cut_offs));
    draft.norms.push_back(std::move(norms));
}

}  // namespace

void read_scales(Draft& draft) {
    for (const auto& element : draft.root.children("scale")) read_scale(draft, element);
}

}  // namespace lika::instruments::detail
