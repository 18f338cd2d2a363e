// SPDX-License-Identifier: EUPL-1.2
#include "service/offence_page.h"

#include "service/offence_words.h"

namespace lika::service {

std::string OffencePage::in(const engine::Text& text) const {
    const auto found = text.find(language_);
    return found == text.end() ? std::string{} : found->second;
}

void OffencePage::write(const std::string& text, std::size_t indent) const {
    if (!text.empty()) out_ << std::string(indent, ' ') << text << '\n';
}

std::string OffencePage::known(const std::string& status) const {
    if (status == "verified") return say("läst i lagen", "read in the law");
    if (status == "sourced") return say("enligt källan", "as the source says");
    if (status == "partly-sourced") return say("delvis enligt källan", "in part as the source says");
    return say("inte kontrollerat", "not verified");
}

std::string OffencePage::listing(engine::Listing listing) const {
    if (listing == engine::Listing::yes) return say("ja", "yes");
    return listing == engine::Listing::no ? say("nej", "no") : say("inte kontrollerat", "not verified");
}

void OffencePage::write_heading(const engine::OffenceList& list) const {
    const auto to = list.valid_to ? " - " + engine::to_string(*list.valid_to) : std::string{};
    write(in(list.title) + " [" + known(list.status) + "]");
    write(std::string{say("räknas gälla från ", "taken to hold from ")} + engine::to_string(list.valid_from) + to, 2);
    write(std::string{say("källa: ", "source: ")} + list.source, 2);
}

void OffencePage::list() const {
    for (const auto& list : catalogue_.lists) {
        write_heading(list);
        for (const auto& [code, name] : catalogue_.codes) {
            const engine::Offence offence{code, list.valid_from, catalogue_.lists_rest_on, true};
            const auto flags = engine::strategic_flags(catalogue_, {offence}, engine::Sex::not_recorded, {});
            const auto& verdict = flags->front().lists[static_cast<std::size_t>(&list - catalogue_.lists.data())];
            write(code + ": " + say("flickor ", "girls ") + listing(verdict.female) + say(", pojkar ", ", boys ") + listing(verdict.male), 2);
        }
        write(std::string{say("basfrekvens: ", "base rate: ")} + in(list.base_rate.text), 2);
        write(std::string{say("att tänka på: ", "caution: ")} + in(list.caution), 2);
    }
}

void OffencePage::write_law(const std::string& code) const {
    const auto found = catalogue_.law.find(code);
    if (found == catalogue_.law.end()) return;
    write(say("lag", "law"));
    for (const auto& statute : found->second.statutes) {
        const auto note = in(statute.note);
        write(in(statute_words(statute)) + " [" + statute.role + ", " + known(statute.status) + "]" + (note.empty() ? "" : ": " + note), 2);
    }
    write(say("vad som räknas", "what counts"));
    for (const auto& variant : found->second.variants) {
        const auto why = in(variant.why);
        write((variant.counts ? say("ja: ", "yes: ") : say("nej: ", "no: ")) + in(variant.name) + " [" + known(variant.status) + "]" +
                  (why.empty() ? "" : ": " + why), 2);
    }
    for (const auto& [status, text] : found->second.notes) write(in(text) + " [" + known(status) + "]");
}

void OffencePage::show(const std::string& code) const {
    write(in(engine::words_named(catalogue_.codes, code)));
    write_law(code);
}

void OffencePage::write_figures(const engine::OffenceList& list, const std::vector<std::size_t>& figures) const {
    for (const auto index : figures) {
        const auto& figure = list.figures[index];
        write(std::string{say("basfrekvens: ", "base rate: ")} + in(figure_words(figure)) + " [" + known(figure.status) + ": " + figure.source + "]", 2);
    }
    if (figures.empty()) write(std::string{say("basfrekvens: ", "base rate: ")} + in(list.base_rate.text), 2);
}

void OffencePage::write_verdict(const engine::ListVerdict& verdict, const engine::OffenceList& list) const {
    write_heading(list);
    write(std::string{say("flickor: ", "girls: ")} + listing(verdict.female) + say(", pojkar: ", ", boys: ") + listing(verdict.male) +
              (verdict.current ? "" : say(" (listan gällde inte den dagen)", " (the list did not hold on the day)")), 2);
    if (verdict.female == engine::Listing::no && verdict.male == engine::Listing::no) return;
    write_figures(list, verdict.figures);
    if (verdict.other_age) write(say("siffran gäller andra åldrar än personens", "the figure is of other ages than the person's"), 2);
    write(std::string{say("att tänka på: ", "caution: ")} + in(list.caution), 2);
}

void OffencePage::write_cautions(const engine::OffenceFlag& flag) const {
    if (flag.disagree) write(say("Listorna är inte eniga.", "The lists disagree."));
    if (flag.by_analogy) write(in(catalogue_.basis_rule));
    if (flag.under_age) {
        const auto* const age = engine::age_of_responsibility(catalogue_, flag.offence.committed_on);
        write(std::string{say("Under straffbarhetsåldern ", "Under the age of responsibility, ")} + std::to_string(age->years) +
              say(" år: bara som jämförelse. ", ": by analogy only. ") + in(age->text) + " [" + known(age->status) + "]");
    }
    if (flag.not_first) write(say("Listorna gäller den första lagföringen.", "The lists are about the first conviction."));
    if (flag.sex_unsettled) write(in(catalogue_.other_sex));
    if (flag.raised) write(say("Erbjud stöd tidigt. Flaggan ändrar aldrig en poäng eller en nivå.", "Offer support early. A flag never changes a score or a level."));
}

std::string OffencePage::described(const engine::Offence& offence, engine::Sex sex) const {
    const std::string sexes = sex == engine::Sex::female ? say("flicka", "girl") : sex == engine::Sex::male ? say("pojke", "boy")
                              : sex == engine::Sex::other ? say("annat kön", "other sex") : say("kön inte registrerat", "sex not recorded");
    return in(engine::words_named(catalogue_.codes, offence.code)) + ", " + engine::to_string(offence.committed_on) + ", " + sexes + ", " +
           in(engine::words_named(catalogue_.basis, offence.basis));
}

void OffencePage::compare(const engine::OffenceFlag& flag, engine::Sex sex) const {
    write(described(flag.offence, sex));
    write(in(comparison_words(catalogue_, flag, sex)));
    write_cautions(flag);
    for (std::size_t list = 0; list < flag.lists.size(); ++list) write_verdict(flag.lists[list], catalogue_.lists[list]);
    write_law(flag.offence.code);
}

}  // namespace lika::service
