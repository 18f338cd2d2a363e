// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "engine/profile.h"
#include "instruments/write_instrument.h"
#include "service/commands/commands.h"
#include "service/detail/instrument_choice.h"
#include "service/detail/share.h"

namespace lika::service {
namespace {

/// The English words, else the first language's.
std::string words(const engine::Text& text) {
    const auto english = text.find("en");
    if (english != text.end()) return english->second;
    return text.empty() ? "" : text.begin()->second;
}

bool check(const std::string& file) {
    const auto text = read_file(file);
    if (!text) {
        std::cout << file << ": file_unreadable\n";
        return false;
    }
    const auto reading = instruments::read_instrument(*text, file);
    for (const auto& fault : reading.faults) std::cout << fault.to_string() << '\n';
    if (!reading.instrument) return false;
    const auto examples = reading.instrument->worked_examples.size();
    std::cout << file << ": ok, " << examples << (examples == 1 ? " worked example\n" : " worked examples\n");
    return true;
}

int check_all(const std::vector<std::string>& files) {
    bool well = true;
    for (const auto& file : files) well = check(file) && well;
    return well ? 0 : 1;
}

int list() {
    std::ostringstream faults;
    for (const auto& instrument : installed_library(faults).all())
        std::cout << instrument->id.value << '\t' << instrument->version << '\t' << words(instrument->title) << '\t'
                  << instrument->licence << '\t' << instrument->digest << '\n';
    std::cerr << faults.str();
    return faults.str().empty() ? 0 : 1;
}

void show_line(const char* name, const std::string& value) {
    if (!value.empty()) std::cout << name << ": " << value << '\n';
}

void show_item(const engine::Item& item) {
    std::cout << "  " << item.id.value << "  " << words(item.text);
    if (item.factor != engine::Factor::none) std::cout << " [" << engine::to_string(item.factor) << ']';
    if (item.applies_when) std::cout << " (applies when " << item.applies_when->text << ')';
    if (item.from_events) std::cout << " (counted from " << item.from_events->events.value << ')';
    std::cout << '\n';
    if (item.number) {
        std::cout << "    " << item.options.front().rating << " to " << item.options.back().rating << '\n';
        return;
    }
    for (const auto& option : item.options) {
        std::cout << "    " << option.rating << "  " << words(option.anchor);
        if (option.when) std::cout << " (when " << option.when->text << ')';
        std::cout << '\n';
    }
}

std::string for_whom(const std::optional<engine::Condition>& when) {
    return when ? "when " + when->text : "for all others";
}

void show_cut_offs(const engine::Scale& scale) {
    for (std::size_t band = 0; band < scale.bands.size(); ++band) {
        std::cout << "    ";
        if (scale.cut_offs.empty()) std::cout << "from " << scale.bands[band].from.to_string() << ": ";
        std::cout << scale.bands[band].id.value << "  " << words(scale.bands[band].label) << '\n';
    }
    for (const auto& cut_offs : scale.cut_offs) {
        std::cout << "    cut-offs " << for_whom(cut_offs.when) << ':';
        for (const auto& from : cut_offs.from) std::cout << ' ' << from.to_string();
        std::cout << '\n';
    }
    for (const auto& norm : scale.norms)
        std::cout << "    norm " << for_whom(norm.when) << ": " << norm.standardised.size() << " raw scores\n";
}

const char* words(engine::MissingRule rule) {
    switch (rule) {
        case engine::MissingRule::refuse: return "points only when complete";
        case engine::MissingRule::zero: return "missing counts as nothing";
        case engine::MissingRule::mean: return "missing gets the mean of the rated";
        case engine::MissingRule::prorate: break;
    }
    return "missing is prorated";
}

/// "S1", "S2 x 2", "S3 (0=3 1=2 2=1 3=0)".
void show_term(const engine::Instrument& instrument, const engine::Term& term) {
    std::cout << ' ' << instrument.items[term.item].id.value;
    if (term.weight != engine::Points{1}) std::cout << " x " << term.weight.to_string();
    const char* before = " (";
    for (const auto& [rating, points] : term.recode) {
        std::cout << before << rating << '=' << points.to_string();
        before = " ";
    }
    if (!term.recode.empty()) std::cout << ')';
    if (term.skipped) std::cout << " (not applicable: " << term.skipped->to_string() << ')';
}

void show_scale(const engine::Instrument& instrument, const engine::Scale& scale) {
    std::cout << "  " << scale.id.value << "  " << words(scale.name) << "; ";
    if (scale.combine == engine::Scale::Combine::judgement) {
        std::cout << "judged, not computed\n";
        return;
    }
    std::cout << words(scale.missing) << "\n    items:";
    for (const auto& term : scale.terms) show_term(instrument, term);
    std::cout << '\n';
    show_cut_offs(scale);
    if (scale.unscorable_band) std::cout << "    no points: " << scale.unscorable_band->value << '\n';
}

void show_rules(const engine::Instrument& instrument) {
    if (!instrument.flags.empty()) std::cout << "\nflags\n";
    for (const auto& flag : instrument.flags)
        std::cout << "  " << flag.id.value << "  " << words(flag.text) << " (" << flag.when.text << ")\n";
    if (!instrument.levels.empty()) std::cout << "\nlevels\n";
    for (const auto& level : instrument.levels)
        std::cout << "  " << level.id.value << "  " << words(level.label) << '\n';
    for (const auto& rule : instrument.policy_overrides)
        std::cout << "  " << rule.id.value << " raises "
                  << (rule.raises_by ? "by " + std::to_string(rule.raises_by) : "to " + rule.raises_to.value)
                  << " when " << rule.when.text << '\n';
}

int show(const std::string& choice, bool xml) {
    const auto instrument = choose_instrument(choice, std::cerr);
    if (!instrument) return 1;
    if (xml) {
        std::cout << instruments::write_instrument(*instrument);
        return 0;
    }
    std::cout << instrument->id.value << ' ' << instrument->version << "  " << words(instrument->title) << '\n';
    show_line("purpose", words(instrument->purpose));
    show_line("status", words(instrument->status));
    show_line("source", instrument->source);
    show_line("licence", instrument->licence);
    show_line("terms", words(instrument->licence_text));
    show_line("notice", words(instrument->notice));
    show_line("digest", instrument->digest);
    std::cout << "\nitems\n";
    for (const auto& item : instrument->items) show_item(item);
    if (!instrument->scales.empty()) std::cout << "\nscales\n";
    for (const auto& scale : instrument->scales) show_scale(*instrument, scale);
    show_rules(*instrument);
    return 0;
}

}  // namespace

void add_instrument(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("instrument", "Checks and shows instruments");
    command->require_subcommand(1);
    command->footer("\nExample:\n  lika instrument check my-instrument-1.0.xml\n  lika instrument show lika-8@1.0");

    auto* checking = command->add_subcommand("check", "Every fault of a definition, and whether its worked examples come out");
    const auto files = std::make_shared<std::vector<std::string>>();
    checking->add_option("FILE", *files, "Definitions")->required();
    checking->footer("\nExample:\n  lika instrument check my-instrument-1.0.xml\nA fault: FILE:LINE:COLUMN: reason: detail");
    checking->callback([files, &status] { status = check_all(*files); });

    auto* listing = command->add_subcommand("list", "The library: id, version, title, licence, digest, between tabs");
    listing->footer("\nExample:\n  lika instrument list");
    listing->callback([&status] { status = list(); });

    auto* showing = command->add_subcommand("show", "One definition in words");
    const auto choice = std::make_shared<std::string>();
    showing->add_option("INSTRUMENT", *choice, "ID[@VERSION] of the library, or a file")->required();
    const auto xml = std::make_shared<bool>(false);
    showing->add_flag("--xml", *xml, "As a definition in its canonical form");
    showing->footer("\nExample:\n  lika instrument show lika-8@1.0\n  lika instrument show --xml lika-8@1.0");
    showing->callback([choice, xml, &status] { status = show(*choice, *xml); });

    add_instrument_diff(*command, status);
}

}  // namespace lika::service
