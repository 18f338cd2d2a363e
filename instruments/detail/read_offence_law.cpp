// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/read_catalogue.h"

namespace lika::instruments::detail {

namespace {

using engine::OffenceCatalogue;

engine::AgeOfResponsibility read_age(const Element& element) {
    engine::AgeOfResponsibility age;
    age.text = element.words({"years", "valid-from", "valid-to", "status", "source"},
                             catalogue_languages());
    element.required("years");
    age.years = static_cast<int>(element.number("years", 1, 30).value_or(15));
    age.source = element.required("source", "missing_source");
    age.status = read_status(element);
    if (element.has("valid-from")) age.valid_from = read_day_of(element, "valid-from");
    age.valid_to = read_last_day(element, age.valid_from.value_or(engine::Day{}));
    return age;
}

bool overlap(const engine::AgeOfResponsibility& one, const engine::AgeOfResponsibility& other) {
    const auto ends_before = [](const auto& a, const auto& b) {
        return a.valid_to && b.valid_from && *a.valid_to < *b.valid_from;
    };
    return !ends_before(one, other) && !ends_before(other, one);
}

void read_ages(const Element& root, OffenceCatalogue& catalogue) {
    auto& ages = catalogue.ages_of_responsibility;
    for (const auto& element : root.children("age-of-responsibility")) {
        auto age = read_age(element);
        if (std::any_of(ages.begin(), ages.end(),
                        [&](const auto& one) { return overlap(one, age); }))
            element.fault("overlapping_rules", "two ages of responsibility hold on the same day");
        ages.push_back(std::move(age));
    }
    if (ages.empty()) root.fault("missing_element", "<offences> needs <age-of-responsibility>");
}

/// Optional words of the only child of this name.
engine::Text words_in(const Element& element, const char* name) {
    return element.only_words(name, false, catalogue_languages());
}

engine::Statute read_statute(const Element& element) {
    engine::Statute statute;
    element.allow({"code", "law", "sfs", "chapter", "section", "role", "status"}, {"note"});
    statute.law = element.required("law");
    statute.sfs = element.required("sfs");
    statute.chapter = element.value("chapter");
    statute.section = element.required("section");
    statute.role = element.required("role");
    element.choice("role",
                   {"basic", "aggravated", "minor", "attempt", "extension", "later-offence"});
    statute.status = read_status(element);
    statute.note = words_in(element, "note");
    return statute;
}

engine::Variant read_variant(const Element& element) {
    engine::Variant variant;
    element.allow({"code", "id", "counts", "mark", "status"}, {"name", "why"});
    variant.id = element.id().value_or("");
    variant.name = element.only_words("name", true, catalogue_languages());
    element.required("counts");
    variant.counts = element.truth("counts").value_or(false);
    variant.mark = element.value("mark");
    variant.why = words_in(element, "why");
    variant.status = read_status(element);
    return variant;
}

/// The law of the offence an element is about.
engine::OffenceLaw& law_of(const Element& element, OffenceCatalogue& catalogue) {
    const auto code = element.required("code");
    if (!code.empty()) check_offence(element, code, catalogue.codes);
    return catalogue.law[code];
}

void read_law(const Element& root, OffenceCatalogue& catalogue) {
    for (const auto& element : root.children("statute"))
        law_of(element, catalogue).statutes.push_back(read_statute(element));
    for (const auto& element : root.children("variant")) {
        auto& variants = law_of(element, catalogue).variants;
        auto variant = read_variant(element);
        if (std::any_of(variants.begin(), variants.end(),
                        [&](const auto& one) { return one.id == variant.id; }))
            element.fault("duplicate_id", "the offence has a variant of this id already");
        variants.push_back(std::move(variant));
    }
    for (const auto& element : root.children("offence-note")) {
        auto words = element.words({"code", "status"}, catalogue_languages());
        law_of(element, catalogue).notes.emplace_back(read_status(element), std::move(words));
    }
}

}  // namespace

bool has_name(const Named& named, const std::string& id) {
    return std::any_of(named.begin(), named.end(),
                       [&](const auto& entry) { return entry.first == id; });
}

bool check_offence(const Element& element, const std::string& code, const Named& codes) {
    if (has_name(codes, code)) return true;
    element.fault("unknown_offence", fmt::format("add <code id=\"{}\">", cut(code)));
    return false;
}

void read_offence_law(const Element& root, OffenceCatalogue& catalogue) {
    read_ages(root, catalogue);
    read_law(root, catalogue);
}

}  // namespace lika::instruments::detail
