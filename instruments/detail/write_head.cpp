// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "instruments/detail/written.h"

namespace lika::instruments::detail {

namespace {

void write_identity(const engine::Instrument& instrument, Markup& root) {
    root.set("id", instrument.id.value)
        .set("version", instrument.version)
        .set("languages", fmt::format("{}", fmt::join(instrument.languages, " ")))
        .set("licence", instrument.licence)
        .set("source", instrument.source)
        .set_unless_empty("facts", fmt::format("{}", fmt::join(instrument.facts, " ")))
        .set_if("evidence-from", instrument.evidence_from);
    if (instrument.profile) root.set("profile", "true");
}

void write_words(const engine::Instrument& instrument, Markup& root) {
    const auto& languages = instrument.languages;
    root.add_words("title", instrument.title, languages)
        .add_words("purpose", instrument.purpose, languages)
        .add_words("licence-text", instrument.licence_text, languages)
        .add_words("instructions", instrument.instructions, languages)
        .add_words("window", instrument.window, languages)
        .add_words("status", instrument.status, languages)
        .add_words("notice", instrument.notice, languages);
}

}  // namespace

void write_head(const engine::Instrument& instrument, Markup& root) {
    write_identity(instrument, root);
    write_words(instrument, root);
    for (const auto& domain : instrument.domains)
        root.add(Markup{"domain", domain.name, instrument.languages}.set("id", domain.id.value));
}

}  // namespace lika::instruments::detail
