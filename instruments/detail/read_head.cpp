// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/draft.h"
#include "instruments/detail/version.h"

namespace lika::instruments::detail {

namespace {

/// Those that the title is in, so that reading can go on where the languages are not said.
std::vector<std::string> languages_written(const Element& root) {
    std::vector<std::string> languages;
    for (const auto child : root.node().child("title").children())
        if (child.type() == pugi::node_element && languages.size() < 20)
            languages.emplace_back(child.name());
    if (languages.empty()) languages.emplace_back("en");
    return languages;
}

void read_languages(Draft& draft) {
    auto& languages = draft.instrument.languages;
    draft.root.required("languages");
    const auto said = draft.root.list("languages");
    for (const auto& language : said) {
        const bool good =
            language.size() == 2 && std::all_of(language.begin(), language.end(),
                                                [](char c) { return c >= 'a' && c <= 'z'; });
        if (good)
            languages.push_back(language);
        else
            draft.root.fault(
                "bad_language",
                fmt::format("{} is no language: two small letters such as sv", cut(language)));
    }
    if (languages.empty() || languages.size() < said.size())
        languages = languages_written(draft.root);
}

void read_identity(Draft& draft) {
    auto& instrument = draft.instrument;
    const auto& root = draft.root;
    if (const auto id = root.id()) instrument.id = engine::InstrumentId{*id};
    instrument.version = root.required("version");
    if (!instrument.version.empty() && !is_version(instrument.version))
        root.fault("bad_version",
                   fmt::format("{} is no version: one to four numbers with dots, such as 1.0",
                               cut(instrument.version)));
    instrument.licence = root.required("licence", "missing_licence");
    instrument.source = root.required("source", "missing_source");
    instrument.profile = root.truth("profile").value_or(false);
    if (const auto rating = root.number("evidence-from", -1000, 1000))
        instrument.evidence_from = static_cast<std::int32_t>(*rating);
}

void read_facts(Draft& draft) {
    for (auto& fact : draft.root.list("facts")) {
        if (is_reserved(fact))
            draft.root.fault("reserved_id", fmt::format("{} has a meaning of its own", fact));
        else if (is_id(fact))
            draft.instrument.facts.push_back(fact);
        else
            draft.root.fault("bad_id", fmt::format("the fact {} is no name", cut(fact)));
    }
}

void read_words(Draft& draft) {
    auto& instrument = draft.instrument;
    const auto words = [&](const char* name, bool needed) {
        return draft.root.only_words(name, needed, instrument.languages);
    };
    instrument.title = words("title", true);
    instrument.purpose = words("purpose", true);
    instrument.licence_text = words("licence-text", true);
    instrument.instructions = words("instructions", false);
    instrument.window = words("window", false);
    instrument.status = words("status", false);
    instrument.notice = words("notice", false);
}

void read_references(Draft& draft) {
    for (const auto& element : draft.root.children("reference")) {
        element.words({"id"}, {"en"});
        const auto id = element.id();
        if (id && !draft.references.emplace(*id, element.text()).second)
            element.fault("duplicate_id", fmt::format("the reference {} is there already", *id));
    }
}

void read_domains(Draft& draft) {
    auto& domains = draft.instrument.domains;
    for (const auto& element : draft.root.children("domain")) {
        engine::Domain domain;
        domain.name = element.words({"id"}, draft.instrument.languages);
        const auto id = element.id();
        if (!id) continue;
        domain.id = engine::DomainId{*id};
        const bool known = std::any_of(domains.begin(), domains.end(),
                                       [&](const auto& other) { return other.id == domain.id; });
        if (known)
            element.fault("duplicate_id", fmt::format("the domain {} is there already", *id));
        else
            domains.push_back(std::move(domain));
    }
}

}  // namespace

void read_head(Draft& draft) {
    draft.root.allow(
        {"id", "version", "languages", "licence", "source", "facts", "evidence-from", "profile"},
        {"title",  "purpose", "licence-text", "instructions", "window",
         "status", "notice",  "reference",    "options",      "domain",
         "item",   "factor",  "number",       "events",       "scale",
         "levels", "flag",    "override",     "decision",     "worked-example"});
    read_languages(draft);
    read_identity(draft);
    read_facts(draft);
    read_words(draft);
    read_references(draft);
    read_domains(draft);
}

}  // namespace lika::instruments::detail
