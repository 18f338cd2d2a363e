// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "instruments/detail/check_instrument.h"

namespace lika::instruments::detail {

namespace {

/// How many elements of one kind another may hold.
struct Limit {
    const char* element;
    std::size_t most;
};

constexpr Limit of_instrument[] = {
    {"reference", 2000}, {"options", 1000}, {"domain", 500},
    {"events", 50},      {"scale", 200},    {"flag", 1000},
    {"override", 200},   {"decision", 50},  {"worked-example", 2000}};
constexpr Limit of_scale[] = {{"band", 100}, {"cut-offs", 100}, {"norm", 100}};
constexpr Limit of_decision[] = {{"outcome", 50}, {"exception", 100}};

template <std::size_t count>
void check(const Element& owner, const Limit (&limits)[count]) {
    for (const auto& [name, most] : limits)
        if (const auto found = owner.children(name); found.size() > most)
            found[most].fault("too_many", fmt::format("<{}> holds at most {} <{}>",
                                                      owner.node().name(), most, name));
}

void refuse_above(const Element& root, std::size_t number, std::size_t most, const char* what) {
    if (number > most) root.fault("too_many", fmt::format("{}, at most {}", what, most));
}

}  // namespace

void check_limits(const Element& root) {
    check(root, of_instrument);
    refuse_above(root, root.list("languages").size(), 20, "languages");
    refuse_above(root, root.list("facts").size(), 100, "facts");
    for (const auto& scale : root.children("scale")) check(scale, of_scale);
    for (const auto& decision : root.children("decision")) check(decision, of_decision);
    for (const auto& levels : root.children("levels")) check(levels, {{"level", 50}});
    for (const auto& list : root.children("events")) check(list, {{"kind", 200}});
}

}  // namespace lika::instruments::detail
