// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "instruments/detail/check_instrument.h"

namespace lika::instruments::detail {

namespace {

std::string in_small_letters(std::string id) {
    for (auto& c : id)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return id;
}

/// What is entered has a name of its own, and no reader takes it for another.
class EnteredNames {
public:
    void add(const std::string& name, const Element& place) {
        const auto [known, is_new] = names_.emplace(in_small_letters(name), name);
        if (is_new) return;
        if (known->second == name)
            place.fault("shared_name",
                        fmt::format("{} already names an item, a list of events or a fact", name));
        else
            place.fault("ids_too_alike", fmt::format("{} and {} differ in small and large letters",
                                                     known->second, name));
    }

private:
    std::map<std::string, std::string> names_;
};

bool say_the_same(const engine::Option& a, const engine::Option& b) {
    return std::any_of(a.anchor.begin(), a.anchor.end(), [&](const auto& words) {
        const auto other = b.anchor.find(words.first);
        return other != b.anchor.end() && other->second == words.second && !words.second.empty();
    });
}

void check_anchors(const std::vector<engine::Option>& options, const Element& place) {
    for (std::size_t i = 0; i < options.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (say_the_same(options[i], options[j]))
                return place.fault("anchor_twice",
                                   fmt::format("the ratings {} and {} have the same words",
                                               options[j].rating, options[i].rating));
}

}  // namespace

void check_names(const Draft& draft) {
    const auto& instrument = draft.instrument;
    EnteredNames names;
    for (std::size_t i = 0; i < draft.items.size(); ++i)
        names.add(instrument.items[i].id.value, draft.items[i]);
    for (std::size_t i = 0; i < draft.events.size(); ++i)
        names.add(instrument.events[i].id.value, draft.events[i]);
    for (const auto& fact : instrument.facts) names.add(fact, draft.root);

    for (std::size_t i = 0; i < draft.items.size(); ++i)
        if (!instrument.items[i].number && !draft.items[i].has("options"))
            check_anchors(instrument.items[i].options, draft.items[i]);
    for (const auto& element : draft.root.children("options"))
        if (const auto set = draft.shared_options.find(element.value("id"));
            set != draft.shared_options.end())
            check_anchors(set->second, element);
}

}  // namespace lika::instruments::detail
