// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/profile.h"
#include "instruments/detail/written.h"

namespace lika::instruments::detail {

namespace {

using engine::Item;

class ItemWriter {
public:
    ItemWriter(const engine::Instrument& instrument, Markup& root)
        : instrument_(instrument), root_(root) {}

    void write() {
        write_references();
        write_shared_options();
        const auto& items = instrument_.items;
        for (std::size_t index = 0; index < items.size(); ++index) {
            if (index + 1 < items.size() && is_factor(items[index], items[index + 1])) {
                write_factor(items[index], items[index + 1]);
                ++index;
            } else {
                write_item(items[index]);
            }
        }
    }

private:
    /// The sources an item names, each text once an item: a text said twice has two references.
    using Reference = std::pair<std::string, std::size_t>;

    static std::vector<Reference> references_of(const Item& item) {
        std::map<std::string, std::size_t> said;
        std::vector<Reference> references;
        for (const auto& source : item.sources) references.emplace_back(source, said[source]++);
        return references;
    }

    void write_references() {
        for (const auto& item : instrument_.items)
            for (const auto& reference : references_of(item)) {
                const auto id = fmt::format("source-{}", references_.size() + 1);
                if (!references_.emplace(reference, id).second) continue;
                root_.add(Markup{"reference", {{"en", reference.first}}, {"en"}}.set("id", id));
            }
    }

    /// A number has its range and a derived item its conditions.
    static bool may_share(const Item& item) {
        return !item.number && std::none_of(item.options.begin(), item.options.end(),
                                            [](const auto& option) { return option.when; });
    }

    /// One text for equal options.
    std::string key_of(const std::vector<engine::Option>& options) const {
        Markup set{"options"};
        add_options(options, set);
        return set.to_text();
    }

    void write_shared_options() {
        std::map<std::string, std::size_t> uses;
        for (const auto& item : instrument_.items)
            if (may_share(item)) ++uses[key_of(item.options)];
        for (const auto& item : instrument_.items) {
            const auto key = may_share(item) ? key_of(item.options) : std::string{};
            if (key.empty() || uses[key] < 2) continue;
            const auto id = fmt::format("options-{}", shared_options_.size() + 1);
            if (!shared_options_.emplace(key, id).second) continue;
            Markup set{"options"};
            add_options(item.options, set.set("id", id));
            root_.add(std::move(set));
        }
    }

    void add_options(const std::vector<engine::Option>& options, Markup& owner) const {
        for (const auto& option : options) {
            Markup element{"option", option.anchor, instrument_.languages};
            element.set("rating", fmt::to_string(option.rating));
            if (option.when) element.set("when", option.when->text);
            owner.add(std::move(element));
        }
    }

    bool shares_options(const Item& item) const {
        return may_share(item) && shared_options_.contains(key_of(item.options));
    }

    /// Two items that <factor> would read as: the same but for pole, options and when not applicable.
    bool is_factor(const Item& risk, const Item& protection) const {
        const bool pair = risk.factor == engine::Factor::risk &&
                          protection.factor == engine::Factor::protection && !risk.pole_of &&
                          protection.pole_of == risk.id &&
                          protection.id.value == risk.id.value + "-protection";
        const bool alike = risk.domain == protection.domain && risk.level == protection.level &&
                           risk.text == protection.text &&
                           risk.definition == protection.definition &&
                           risk.ask_about == protection.ask_about &&
                           risk.sources == protection.sources;
        return pair && alike && is_plain_pole(risk) && is_plain_pole(protection);
    }

    bool is_plain_pole(const Item& item) const {
        return !item.applies_when && may_share(item) && !shares_options(item) && !item.judgement &&
               !item.mark_of && item.horizon.empty() &&
               item.may_be_not_applicable == !item.not_applicable_when.empty();
    }

    std::string sources_of(const Item& item) const {
        std::string ids;
        for (const auto& reference : references_of(item))
            ids += (ids.empty() ? "" : " ") + references_.at(reference);
        return ids;
    }

    static void set_place(const Item& item, Markup& element) {
        element.set("id", item.id.value).set("domain", item.domain.value);
        if (item.level) element.set("level", engine::to_string(*item.level));
    }

    void add_words(const Item& item, bool not_applicable_when, Markup& element) const {
        const auto& languages = instrument_.languages;
        element.add_words("text", item.text, languages)
            .add_words("definition", item.definition, languages);
        if (not_applicable_when)
            element.add_words("not-applicable-when", item.not_applicable_when, languages);
        element.add_words("horizon", item.horizon, languages);
        for (const auto& question : item.ask_about)
            element.add_words("ask-about", question, languages);
    }

    void write_factor(const Item& risk, const Item& protection) {
        Markup factor{"factor"};
        set_place(risk, factor);
        factor.set_unless_empty("sources", sources_of(risk));
        const bool same = risk.not_applicable_when == protection.not_applicable_when;
        add_words(risk, same, factor);
        for (const auto* item : {&risk, &protection}) {
            Markup pole{engine::to_string(item->factor)};
            add_options(item->options, pole);
            if (!same)
                pole.add_words("not-applicable-when", item->not_applicable_when,
                               instrument_.languages);
            factor.add(std::move(pole));
        }
        root_.add(std::move(factor));
    }

    void set_rules(const Item& item, Markup& element) const {
        if (item.factor != engine::Factor::none)
            element.set("factor", engine::to_string(item.factor));
        element.set("higher-means", item.higher_means);
        if (item.pole_of) element.set("pole-of", item.pole_of->value);
        if (item.mark_of) element.set("mark-of", item.mark_of->value);
        if (item.judgement) element.set("judgement", "true");
        if (item.number) set_number(item, element);
        if (shares_options(item))
            element.set("options", shared_options_.at(key_of(item.options)));
        if (item.applies_when) element.set("applies-when", item.applies_when->text);
        const bool usual = item.applies_when || !item.not_applicable_when.empty();
        if (item.may_be_not_applicable != usual)
            element.set("may-be-not-applicable", item.may_be_not_applicable ? "true" : "false");
        element.set_unless_empty("sources", sources_of(item));
    }

    void write_item(const Item& item) {
        Markup element{item.number ? "number" : "item"};
        set_place(item, element);
        set_rules(item, element);
        add_words(item, true, element);
        if (!item.number && !shares_options(item)) add_options(item.options, element);
        root_.add(std::move(element));
    }

    const engine::Instrument& instrument_;
    Markup& root_;
    std::map<Reference, std::string> references_;
    std::map<std::string, std::string> shared_options_;
};

}  // namespace

void write_items(const engine::Instrument& instrument, Markup& root) {
    ItemWriter{instrument, root}.write();
}

}  // namespace lika::instruments::detail
