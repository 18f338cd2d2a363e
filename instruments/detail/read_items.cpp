// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "instruments/detail/draft.h"

namespace lika::instruments::detail {

namespace {

using engine::Factor;
using engine::Item;

constexpr std::size_t most_items = 2000;

void read_shared_options(Draft& draft) {
    for (const auto& element : draft.root.children("options")) {
        element.allow({"id"}, {"option"});
        auto options = read_options(element, draft.instrument.languages);
        const auto id = element.id();
        if (id && !draft.shared_options.emplace(*id, std::move(options)).second)
            element.fault("duplicate_id", fmt::format("the options {} are there already", *id));
    }
}

void read_domain_of(const Draft& draft, const Element& element, Item& item) {
    item.domain = engine::DomainId{element.required("domain")};
    const auto& domains = draft.instrument.domains;
    const bool known = std::any_of(domains.begin(), domains.end(),
                                   [&](const auto& domain) { return domain.id == item.domain; });
    if (!known && !item.domain.value.empty())
        element.fault("unknown_domain",
                      fmt::format("add <domain id=\"{}\">", cut(item.domain.value)));
}

void read_sources(Draft& draft, const Element& element, Item& item) {
    for (const auto& id : element.list("sources")) {
        const auto found = draft.references.find(id);
        if (found == draft.references.end()) {
            element.fault("unknown_reference", fmt::format("add <reference id=\"{}\">", cut(id)));
            continue;
        }
        item.sources.push_back(found->second);
        draft.used_names.insert("reference " + id);
    }
}

void read_own_options(Draft& draft, const Element& element, Item& item) {
    if (!element.has("options")) {
        item.options = read_options(element, draft.instrument.languages, true);
        return;
    }
    const auto id = element.value("options");
    const auto found = draft.shared_options.find(id);
    if (found == draft.shared_options.end())
        return element.fault("unknown_options", fmt::format("add <options id=\"{}\">", cut(id)));
    draft.used_names.insert("options " + id);
    item.options = found->second;
    if (const auto own = element.children("option"); !own.empty())
        own.front().fault(
            "options_twice",
            fmt::format("the item has the options {}: remove its own, or options", cut(id)));
}

void read_direction(const Element& element, Item& item) {
    const auto factor = element.choice("factor", {"none", "risk", "protection"});
    if (factor) item.factor = static_cast<Factor>(*factor);
    item.higher_means = element.required("higher-means");
    const auto means =
        element.choice("higher-means", {"more-risk", "more-protection", "more-symptoms",
                                        "more-difficulty", "more-strength", "no-order"});
    const bool agrees =
        (item.factor == Factor::risk) == (item.higher_means == "more-risk") &&
        (item.factor == Factor::protection) == (item.higher_means == "more-protection");
    const bool read = means && (factor || !element.has("factor"));
    if (read && !agrees)
        element.fault(
            "direction_mismatch",
            fmt::format("higher-means is {} and factor {}: factor risk goes with more-risk, "
                        "factor protection with more-protection",
                        item.higher_means,
                        element.has("factor") ? element.value("factor") : "none"));
}

void read_item(Draft& draft, const Element& element) {
    element.allow({"id", "domain", "level", "factor", "higher-means", "pole-of", "mark-of",
                   "judgement", "options", "applies-when", "may-be-not-applicable", "sources"},
                  {"text", "definition", "not-applicable-when", "ask-about", "horizon", "option"});
    auto item = read_common(draft, element);
    read_own_options(draft, element, item);
    if (element.has("pole-of")) item.pole_of = engine::ItemId{element.value("pole-of")};
    if (element.has("mark-of")) item.mark_of = engine::ItemId{element.value("mark-of")};
    item.judgement = element.truth("judgement").value_or(false);
    item.horizon = element.only_words("horizon", false, draft.instrument.languages);
    finish_item(draft, element, std::move(item));
}

void read_pole(Draft& draft, const Element& factor, const char* name, Item item) {
    const auto pole = factor.only(name, true);
    if (!pole) return;
    pole->allow({}, {"option", "not-applicable-when"});
    item.options = read_options(*pole, draft.instrument.languages);
    if (const auto own = pole->only_words("not-applicable-when", false, draft.instrument.languages);
        !own.empty())
        item.not_applicable_when = own;
    item.may_be_not_applicable = !item.not_applicable_when.empty();
    if (!item.id.value.empty()) add_item(draft, *pole, std::move(item));
}

void read_factor(Draft& draft, const Element& element) {
    element.allow({"id", "domain", "level", "sources"},
                  {"text", "definition", "not-applicable-when", "ask-about", "risk", "protection"});
    auto risk = read_common(draft, element);
    if (const auto id = element.id()) risk.id = engine::ItemId{*id};
    auto protection = risk;
    risk.factor = Factor::risk;
    risk.higher_means = "more-risk";
    protection.factor = Factor::protection;
    protection.higher_means = "more-protection";
    if (!risk.id.value.empty()) {
        protection.pole_of = risk.id;
        protection.id.value += "-protection";
    }
    read_pole(draft, element, "risk", std::move(risk));
    read_pole(draft, element, "protection", std::move(protection));
}

/// The conditions of one item's options; a shared set has none.
void read_derived(Draft& draft, const Element& element, Item& item) {
    for (const auto& child : element.children("option")) {
        if (!child.has("when")) continue;
        const auto rating = child.number("rating", -1000, 1000);
        for (auto& option : item.options)
            if (option.rating == rating) option.when = read_when(draft, child, "when");
    }
}

void read_conditions(Draft& draft) {
    for (std::size_t i = 0; i < draft.items.size(); ++i) {
        auto& item = draft.instrument.items[i];
        if (draft.items[i].has("applies-when"))
            item.applies_when = read_when(draft, draft.items[i], "applies-when");
        read_derived(draft, draft.items[i], item);
    }
}

}  // namespace

Item read_common(Draft& draft, const Element& element) {
    const auto& languages = draft.instrument.languages;
    Item item;
    read_domain_of(draft, element, item);
    if (const auto level = element.choice("level", {"individual", "social", "structural"}))
        item.level = static_cast<engine::FactorLevel>(*level);
    item.text = element.only_words("text", true, languages);
    item.definition = element.only_words("definition", false, languages);
    item.not_applicable_when = element.only_words("not-applicable-when", false, languages);
    for (const auto& question : element.children("ask-about"))
        item.ask_about.push_back(question.words({}, languages));
    read_sources(draft, element, item);
    return item;
}

void finish_item(Draft& draft, const Element& element, Item item) {
    read_direction(element, item);
    item.may_be_not_applicable =
        element.truth("may-be-not-applicable")
            .value_or(!item.not_applicable_when.empty() || element.has("applies-when"));
    const auto id = element.id();
    if (!id) return;
    item.id = engine::ItemId{*id};
    add_item(draft, element, std::move(item));
}

void add_item(Draft& draft, const Element& element, Item item) {
    if (draft.instrument.find_item(item.id))
        return element.fault("duplicate_id",
                             fmt::format("the item {} is there already", item.id.value));
    if (draft.instrument.items.size() >= most_items) {
        if (!std::exchange(draft.has_most_items, true))
            element.fault("too_many_items", fmt::format("at most {} items", most_items));
        return;
    }
    if (!item.number && !draft.fits(element, item.options.size())) return;
    draft.instrument.items.push_back(std::move(item));
    draft.items.push_back(element);
}

std::vector<engine::Option> read_options(const Element& owner,
                                         const std::vector<std::string>& languages, bool derived) {
    std::vector<engine::Option> options;
    for (const auto& element : owner.children("option")) {
        engine::Option option;
        option.anchor = derived ? element.words({"rating", "when"}, languages)
                                : element.words({"rating"}, languages);
        element.required("rating");
        const auto rating = element.number("rating", -1000, 1000);
        if (!rating) continue;
        option.rating = static_cast<std::int32_t>(*rating);
        if (!options.empty() && options.back().rating >= option.rating)
            element.fault(
                "ratings_not_rising",
                fmt::format("{} comes after {}: write the options from the lowest rating to "
                            "the highest, each once",
                            option.rating, options.back().rating));
        else
            options.push_back(std::move(option));
    }
    if (owner.children("option").size() < 2)
        owner.lacks("too_few_options",
                    fmt::format("<{}> needs at least two options", owner.node().name()));
    return options;
}

void read_items(Draft& draft) {
    read_shared_options(draft);
    for (const auto node : draft.root.node().children()) {
        if (draft.has_most_items) break;
        const std::string_view name = node.name();
        if (name == "item") read_item(draft, {node, *draft.report});
        if (name == "factor") read_factor(draft, {node, *draft.report});
        if (name == "number") read_number(draft, {node, *draft.report});
    }
    const auto stands = [&](const char* name) { return !draft.root.children(name).empty(); };
    if (!stands("item") && !stands("factor") && !stands("number"))
        draft.root.lacks("no_items", "an instrument has at least one item");
    read_conditions(draft);
}

}  // namespace lika::instruments::detail
