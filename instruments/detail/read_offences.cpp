// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/read_catalogue.h"

namespace lika::instruments::detail {

namespace {

using engine::OffenceCatalogue;
using engine::OffenceList;

Named read_named(const Element& root, const char* name) {
    Named named;
    for (const auto& element : root.children(name)) {
        auto words = element.words({"id"}, catalogue_languages());
        auto id = element.id();
        if (id && has_name(named, *id))
            element.fault("duplicate_id", fmt::format("{} is there already", *id));
        else if (id)
            named.emplace_back(std::move(*id), std::move(words));
    }
    if (named.empty()) root.fault("missing_element", fmt::format("<offences> needs <{}>", name));
    return named;
}

std::vector<engine::Sex> read_sexes(const Element& element) {
    std::vector<engine::Sex> sexes;
    element.required("sex");
    for (const auto& word : element.list("sex")) {
        const bool known = word == "female" || word == "male";
        if (known)
            sexes.push_back(word == "female" ? engine::Sex::female : engine::Sex::male);
        else
            element.fault("bad_choice", "sex is female, male or both");
    }
    return sexes;
}

engine::ListedOffence read_listed(const Element& element, const Named& codes) {
    engine::ListedOffence listed;
    element.allow({"code", "sex", "sex-unverified", "status"}, {});
    listed.code = element.required("code");
    if (check_offence(element, listed.code, codes))
        listed.name = std::find_if(codes.begin(), codes.end(), [&](const auto& code) {
                          return code.first == listed.code;
                      })->second;
    listed.sexes = read_sexes(element);
    listed.sex_unverified = element.truth("sex-unverified").value_or(false);
    listed.status = read_status(element);
    return listed;
}

void read_base_rate(const Element& element, engine::BaseRate& rate) {
    const auto found = element.only("base-rate", true);
    if (!found) return;
    rate.text = found->words({"source"}, catalogue_languages());
    rate.source = found->required("source", "missing_source");
}

engine::BaseRateFigure read_figure(const Element& element, const Named& codes) {
    engine::BaseRateFigure figure;
    element.allow({"codes", "sex", "share", "from-age", "to-age", "status", "source"},
                  {"counted", "among", "cohort"});
    element.required("codes");
    figure.codes = element.list("codes");
    for (const auto& code : figure.codes) check_offence(element, code, codes);
    figure.sexes = read_sexes(element);
    figure.share = element.value("share");
    const bool found = !figure.share.empty();  // what was counted belongs to a figure
    figure.counted = element.only_words("counted", found, catalogue_languages());
    figure.among = element.only_words("among", found, catalogue_languages());
    figure.cohort = element.only_words("cohort", true, catalogue_languages());
    element.required("from-age");
    element.required("to-age");
    figure.from_age = static_cast<int>(element.number("from-age", 0, 150).value_or(0));
    figure.to_age = static_cast<int>(element.number("to-age", 0, 150).value_or(150));
    if (figure.to_age < figure.from_age)
        element.fault("ends_before_it_begins", "to-age is under from-age");
    figure.source = element.required("source", "missing_source");
    figure.status = read_status(element);
    return figure;
}

OffenceList read_list(const Element& element, const Named& codes) {
    OffenceList list;
    element.allow({"id", "published", "valid-from", "valid-to", "status", "source"},
                  {"title", "short-title", "definition", "base-rate", "figure", "caution", "note",
                   "offence"});
    list.id = element.id().value_or("");
    list.title = element.only_words("title", true, catalogue_languages());
    list.short_title = element.only_words("short-title", false, catalogue_languages());
    if (list.short_title.empty()) list.short_title = list.title;
    element.only_words("definition", true, catalogue_languages());
    element.only_words("note", false, catalogue_languages());
    list.source = element.required("source", "missing_source");
    list.published = element.required("published");
    list.status = read_status(element);
    list.valid_from = read_day_of(element, "valid-from");
    list.valid_to = read_last_day(element, list.valid_from);
    list.caution = element.only_words("caution", true, catalogue_languages());
    read_base_rate(element, list.base_rate);
    for (const auto& figure : element.children("figure"))
        list.figures.push_back(read_figure(figure, codes));
    for (const auto& offence : element.children("offence")) {
        auto listed = read_listed(offence, codes);
        const bool twice =
            std::any_of(list.offences.begin(), list.offences.end(),
                        [&](const auto& other) { return other.code == listed.code; });
        if (twice) offence.fault("duplicate_id", "an offence stands once in a list");
        list.offences.push_back(std::move(listed));
    }
    if (list.offences.empty()) element.fault("missing_element", "<list> needs <offence>");
    return list;
}

void check_used(const Element& root, const OffenceCatalogue& catalogue) {
    for (const auto& element : root.children("code")) {
        const auto id = element.value("id");
        const bool used =
            std::any_of(catalogue.lists.begin(), catalogue.lists.end(), [&](const auto& list) {
                return std::any_of(list.offences.begin(), list.offences.end(),
                                   [&](const auto& offence) { return offence.code == id; });
            });
        if (!used) element.fault("unused_offence", "no list names this offence");
    }
}

}  // namespace

OffenceCatalogue read_offences(const Element& root) {
    OffenceCatalogue catalogue;
    root.allow({}, {"code", "statute", "variant", "offence-note", "basis", "basis-rule",
                    "other-sex", "age-of-responsibility", "list"});
    catalogue.codes = read_named(root, "code");
    catalogue.basis = read_named(root, "basis");
    catalogue.basis_rule = root.only_words("basis-rule", true, catalogue_languages());
    catalogue.other_sex = root.only_words("other-sex", true, catalogue_languages());
    read_offence_law(root, catalogue);
    for (const auto& element : root.children("list")) {
        auto list = read_list(element, catalogue.codes);
        const bool twice = std::any_of(catalogue.lists.begin(), catalogue.lists.end(),
                                       [&](const auto& other) { return other.id == list.id; });
        if (twice) element.fault("duplicate_id", "two lists have this id");
        catalogue.lists.push_back(std::move(list));
    }
    if (catalogue.lists.empty()) root.fault("missing_element", "<offences> needs <list>");
    check_used(root, catalogue);
    return catalogue;
}

}  // namespace lika::instruments::detail
