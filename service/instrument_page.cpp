// SPDX-License-Identifier: EUPL-1.2
#include "service/instrument_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/profile.h"

namespace lika::service {
namespace {

using engine::Points;

/// "0=40 1..2=41": raw scores in a row that give the same stand together.
std::string rows(const std::map<Points, Points>& table) {
    std::string text;
    for (auto row = table.begin(); row != table.end();) {
        auto last = row;
        while (std::next(last) != table.end() && std::next(last)->second == row->second) ++last;
        text += (text.empty() ? "" : " ") + row->first.to_string() + (last == row ? "" : ".." + last->first.to_string()) + "=" +
                row->second.to_string();
        row = std::next(last);
    }
    return text;
}

/// "S1", "S2 x 2", "S3 (0=3 1=2 2=1 3=0)".
std::string term_words(const engine::Item& item, const engine::Term& term) {
    auto text = item.id.value;
    if (term.weight != Points{1}) text += " x " + term.weight.to_string();
    std::string recode;
    for (const auto& [rating, points] : term.recode)
        recode += fmt::format("{}{}={}", recode.empty() ? "" : " ", rating, points.to_string());
    return recode.empty() ? text : text + " (" + recode + ")";
}

}  // namespace

std::string InstrumentPage::in(const engine::Text& text) const {
    for (const auto& language : {language_, std::string{"en"}})
        if (const auto found = text.find(language); found != text.end()) return found->second;
    return text.empty() ? "" : text.begin()->second;
}

std::string InstrumentPage::for_whom(const std::optional<engine::Condition>& when) const {
    return when ? say("när ", "when ") + when->text : say("för alla andra", "for all others");
}

std::string InstrumentPage::items(const std::vector<std::size_t>& indexes) const {
    std::string text;
    for (const auto index : indexes) text += " " + instrument_.items[index].id.value;
    return text;
}

void InstrumentPage::line(std::size_t indent, const std::string& text) const {
    out_ << std::string(indent, ' ') << text << '\n';
}

void InstrumentPage::head_line(const char* swedish, const char* english, const std::string& value) const {
    if (!value.empty()) line(0, fmt::format("{}: {}", say(swedish, english), value));
}

void InstrumentPage::write_head() const {
    line(0, fmt::format("{} {}  {}", instrument_.id.value, instrument_.version, in(instrument_.title)));
    head_line("syfte", "purpose", in(instrument_.purpose));
    head_line("ställning", "status", in(instrument_.status));
    head_line("källa", "source", instrument_.source);
    head_line("licens", "licence", instrument_.licence);
    head_line("villkor", "terms", in(instrument_.licence_text));
    head_line("märkning", "notice", in(instrument_.notice));
    head_line("kontrollsumma", "digest", instrument_.digest);
}

void InstrumentPage::write_item(const engine::Item& item) const {
    auto head = item.id.value + "  " + in(item.text);
    if (item.factor != engine::Factor::none) head += fmt::format(" [{}]", engine::to_string(item.factor));
    if (item.applies_when) head += fmt::format(" ({} {})", say("gäller när", "applies when"), item.applies_when->text);
    if (item.from_events) head += fmt::format(" ({} {})", say("räknas ur", "counted from"), item.from_events->events.value);
    line(2, head);
    if (item.number)
        return line(4, fmt::format("{} {} {}", item.options.front().rating, say("till", "to"), item.options.back().rating));
    for (const auto& option : item.options)
        line(4, fmt::format("{}  {}{}", option.rating, in(option.anchor),
                            option.when ? fmt::format(" ({} {})", say("när", "when"), option.when->text) : ""));
}

void InstrumentPage::write_missing(const engine::Scale& scale) const {
    const auto limit = [&](const char* swedish, const char* english, const auto& number) {
        line(4, fmt::format(fmt::runtime(say(swedish, english)), number));
    };
    if (scale.minimum_rated)
        limit("inga poäng när färre än {} är skattade", "no points when fewer than {} are rated", *scale.minimum_rated);
    if (scale.maximum_missing) {
        const auto among = scale.missing_among.empty() ? "" : say(" av", " of") + items(scale.missing_among);
        limit("inga poäng när fler än {} saknas", "no points when more than {} are missing",
              std::to_string(*scale.maximum_missing) + among);
    }
    if (scale.maximum_missing_share)
        limit("inga poäng när mer än {} av de tillämpliga saknas", "no points when more than {} of the applicable are missing",
              fmt::format("{}/{}", scale.maximum_missing_share->numerator(), scale.maximum_missing_share->denominator()));
    if (!scale.never_missing.empty())
        limit("inga poäng när någon av dessa saknas:{}", "no points when any of these is missing:{}", items(scale.never_missing));
}

void InstrumentPage::write_rounding(const engine::Scale& scale) const {
    if (scale.missing == engine::MissingRule::mean)
        line(4, fmt::format(fmt::runtime(say("medelvärdet avrundas till {} decimaler", "the mean is rounded to {} decimals")),
                            scale.mean_decimals));
    if (scale.missing == engine::MissingRule::mean || scale.missing == engine::MissingRule::prorate || scale.decimals > 0)
        line(4, fmt::format(fmt::runtime(say("poängen avrundas till {} decimaler", "points are rounded to {} decimals")),
                            scale.decimals));
}

void InstrumentPage::write_terms(const engine::Scale& scale) const {
    std::string text = say("faktorer:", "items:");
    for (const auto& term : scale.terms) {
        text += " " + term_words(instrument_.items[term.item], term);
        if (term.skipped)
            text += fmt::format(" ({}: {})", say("ej tillämplig", "not applicable"), term.skipped->to_string());
    }
    line(4, text);
}

void InstrumentPage::write_norms(const engine::Scale& scale) const {
    for (const auto& norm : scale.norms)
        line(4, fmt::format("{} {}: {} [{}]", say("norm", "norm"), for_whom(norm.when), rows(norm.standardised), norm.source));
}

void InstrumentPage::write_bands(const engine::Scale& scale) const {
    for (const auto& band : scale.bands) {
        const auto from = scale.cut_offs.empty() ? fmt::format("{} {}: ", say("från", "from"), band.from.to_string()) : "";
        line(4, fmt::format("{}{}  {}", from, band.id.value, in(band.label)));
    }
    for (const auto& cut_offs : scale.cut_offs) {
        std::string from;
        for (std::size_t band = 0; band < scale.bands.size(); ++band)
            from += fmt::format("{} {} {} {}", band ? "," : "", scale.bands[band].id.value, say("från", "from"),
                                cut_offs.from[band].to_string());
        line(4, fmt::format("{} {}:{} [{}]", say("gränser", "cut-offs"), for_whom(cut_offs.when), from, cut_offs.source));
    }
    if (scale.unscorable_band)
        line(4, fmt::format("{}: {}", say("inga poäng", "no points"), scale.unscorable_band->value));
}

void InstrumentPage::write_scale(const engine::Scale& scale) const {
    const auto head = scale.id.value + "  " + in(scale.name) + "; ";
    if (scale.combine == engine::Scale::Combine::judgement)
        return line(2, head + say("bedöms, räknas inte", "judged, not computed"));
    const char* const rules[] = {say("poäng bara när allt är skattat", "points only when complete"),
                                 say("det som saknas räknas som inget", "missing counts as nothing"),
                                 say("det som saknas räknas upp i proportion", "missing is prorated"),
                                 say("det som saknas får medelvärdet av det skattade", "missing gets the mean of the rated")};
    line(2, head + rules[static_cast<int>(scale.missing)]);
    write_terms(scale);
    write_missing(scale);
    write_rounding(scale);
    write_norms(scale);
    write_bands(scale);
}

void InstrumentPage::write_flags() const {
    if (!instrument_.flags.empty()) line(0, say("\nflaggor", "\nflags"));
    for (const auto& flag : instrument_.flags) {
        const auto* const never_open = flag.open_when_missing ? "" : say("; aldrig öppen", "; never open");
        line(2, fmt::format("{}  {} ({}{})", flag.id.value, in(flag.text), flag.when.text, never_open));
    }
}

void InstrumentPage::write_levels() const {
    if (!instrument_.levels.empty()) line(0, say("\nnivåer", "\nlevels"));
    for (const auto& level : instrument_.levels) line(2, level.id.value + "  " + in(level.label));
    for (const auto& scale : instrument_.level_scales)
        line(2, fmt::format("{} {}", say("föreslås av skalan", "proposed by the scale"), scale.value));
    for (const auto& rule : instrument_.policy_overrides) {
        const auto raise = rule.raises_by ? fmt::format("{} {}", say("höjer", "raises by"), rule.raises_by)
                                          : fmt::format("{} {}", say("höjer till", "raises to"), rule.raises_to.value);
        line(2, fmt::format("{} {} {} {}", rule.id.value, raise, say("när", "when"), rule.when.text));
    }
}

std::string InstrumentPage::outcomes(const engine::Decision& decision, const std::vector<std::size_t>& indexes) const {
    std::string text;
    for (const auto index : indexes) text += (text.empty() ? "" : ", ") + decision.outcomes[index].first.value;
    return text.empty() ? say("inget", "nothing") : text;
}

void InstrumentPage::write_decision(const engine::Decision& decision) const {
    const auto& item = instrument_.items[decision.item];
    const auto& scale = instrument_.scales[decision.scale];
    line(2, fmt::format("{}  {} [{}]", decision.id.value, in(decision.name), decision.source));
    for (const auto& [id, words] : decision.outcomes) line(4, id.value + "  " + in(words));
    for (std::size_t option = 0; option < item.options.size(); ++option)
        for (std::size_t band = 0; band < scale.bands.size(); ++band)
            for (const auto& cell : decision.cells)
                if (cell.option == option && cell.band == band)
                    line(4, fmt::format("{} = {}, {} {}: {}", item.id.value, item.options[option].rating, scale.id.value,
                                        scale.bands[band].id.value, outcomes(decision, cell.outcomes)));
    write_exceptions(decision);
}

void InstrumentPage::write_exceptions(const engine::Decision& decision) const {
    for (const auto& exception : decision.exceptions)
        line(4, fmt::format("{} {} {} {}: {} [{}]", say("även", "also"), outcomes(decision, exception.outcomes), say("när", "when"),
                            exception.when.text, in(exception.text), exception.source));
}

void InstrumentPage::write() const {
    write_head();
    line(0, say("\nfaktorer", "\nitems"));
    for (const auto& item : instrument_.items) write_item(item);
    if (!instrument_.scales.empty()) line(0, say("\nskalor", "\nscales"));
    for (const auto& scale : instrument_.scales) write_scale(scale);
    write_flags();
    write_levels();
    if (!instrument_.decisions.empty()) line(0, say("\nbeslutstabeller", "\ndecision tables"));
    for (const auto& decision : instrument_.decisions) write_decision(decision);
}

}  // namespace lika::service
