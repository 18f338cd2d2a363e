// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "instruments/detail/written.h"

namespace lika::instruments::detail {

namespace {

using engine::Points;
using engine::Scale;
using engine::Term;

std::string recoded(const std::map<std::int32_t, Points>& recode) {
    return written(std::map<Points, Points>(recode.begin(), recode.end()));
}

bool alike(const Term& a, const Term& b) {
    return a.weight == b.weight && a.recode == b.recode && a.skipped == b.skipped;
}

bool is_plain(const Term& term) {
    return alike(term, Term{});
}

std::vector<std::size_t> items_like(const Scale& scale, const Term& term) {
    std::vector<std::size_t> items;
    for (const auto& other : scale.terms)
        if (alike(other, term)) items.push_back(other.item);
    return items;
}

// Terms alike in one element, at the place of the first.
void write_terms(const engine::Instrument& instrument, const Scale& scale, Markup& element) {
    for (auto term = scale.terms.begin(); term != scale.terms.end(); ++term) {
        const bool written_before = std::any_of(
            scale.terms.begin(), term, [&](const Term& before) { return alike(before, *term); });
        if (is_plain(*term) || written_before) continue;
        Markup markup{"term"};
        markup.set("items", written(items_like(scale, *term), instrument));
        if (term->weight != engine::Points{1}) markup.set("weight", written(term->weight));
        markup.set_unless_empty("recode", recoded(term->recode));
        if (term->skipped) markup.set("skipped", written(*term->skipped));
        element.add(std::move(markup));
    }
}

void write_missing(const engine::Instrument& instrument, const Scale& scale, Markup& element) {
    constexpr std::array rules{"refuse", "zero", "prorate", "mean"};
    if (scale.combine == Scale::Combine::sum)
        element.set("missing", rules[static_cast<std::size_t>(scale.missing)]);
    element.set_if("minimum-rated", scale.minimum_rated)
        .set_if("maximum-missing", scale.maximum_missing);
    if (!scale.missing_among.empty())
        element.set("missing-among", written(scale.missing_among, instrument));
    if (const auto& share = scale.maximum_missing_share)
        element.set("maximum-missing-share",
                    fmt::format("{}/{}", share->numerator(), share->denominator()));
    if (!scale.never_missing.empty())
        element.set("never-missing", written(scale.never_missing, instrument));
    if (scale.decimals != 0) element.set("decimals", fmt::to_string(scale.decimals));
    if (scale.mean_decimals != 0)
        element.set("mean-decimals", fmt::to_string(scale.mean_decimals));
}

Points step_of(const Scale& scale) {
    std::int64_t tenths = 1;
    for (int i = 0; i < scale.decimals; ++i) tenths *= 10;
    return *Points::fraction(1, tenths);  // 1 to 10^9: cannot fail
}

// For whom a table is.
Markup conditional(const char* name, const std::optional<engine::Condition>& when) {
    Markup element{name};
    if (when) element.set("when", when->text);
    return element;
}

void write_norms(const Scale& scale, Markup& element) {
    for (const auto& norm : scale.norms)
        element.add(conditional("norm", norm.when)
                        .set("standardised", written(norm.standardised, step_of(scale)))
                        .set("source", norm.source));
}

void write_cut_offs(const Scale& scale, Markup& element) {
    for (const auto& cut_offs : scale.cut_offs) {
        std::string from;
        for (const auto& points : cut_offs.from)
            from += (from.empty() ? "" : " ") + written(points);
        element.add(conditional("cut-offs", cut_offs.when)
                        .set("from", from)
                        .set("source", cut_offs.source));
    }
}

void write_bands(const engine::Instrument& instrument, const Scale& scale, Markup& element) {
    for (const auto& band : scale.bands) {
        Markup markup{"band", band.label, instrument.languages};
        markup.set("id", band.id.value);
        if (scale.cut_offs.empty()) markup.set("from", written(band.from));
        element.add(std::move(markup));
    }
    write_cut_offs(scale, element);
    if (scale.unscorable_band)
        element.add(Markup{"unscorable-band", scale.unscorable_label, instrument.languages}.set(
            "id", scale.unscorable_band->value));
}

void write_scale(const engine::Instrument& instrument, const Scale& scale, Markup& root) {
    Markup element{"scale"};
    element.set("id", scale.id.value);
    if (scale.combine == Scale::Combine::judgement) element.set("combine", "judgement");
    if (const auto plain = items_like(scale, Term{}); !plain.empty())
        element.set("items", written(plain, instrument));
    write_missing(instrument, scale, element);
    element.add_words("name", scale.name, instrument.languages);
    write_terms(instrument, scale, element);
    write_norms(scale, element);
    write_bands(instrument, scale, element);
    root.add(std::move(element));
}

}  // namespace

void write_scales(const engine::Instrument& instrument, Markup& root) {
    for (const auto& scale : instrument.scales) write_scale(instrument, scale, root);
}

}  // namespace lika::instruments::detail
