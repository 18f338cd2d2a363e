// SPDX-License-Identifier: EUPL-1.2
#include "engine/compare.h"

#include <algorithm>

namespace lika::engine {

namespace {

using Kind = Difference::Kind;
using Row = std::vector<const Part*>;

/// The names in the order of the definition; those only the second has come last.
std::vector<std::string> names_of(const std::vector<Part>& first, const std::vector<Part>& second) {
    std::vector<std::string> names;
    for (const auto* parts : {&first, &second})
        for (const auto& part : *parts)
            if (std::find(names.begin(), names.end(), part.name) == names.end())
                names.push_back(part.name);
    return names;
}

Row named(const std::vector<Part>& parts, const std::string& name) {
    Row row;
    for (const auto& part : parts)
        if (part.name == name) row.push_back(&part);
    return row;
}

/// Whether they are one part; one without others of its name always is.
bool same_one(const Part* one, const Part* other) {
    return !one->one_of_many || one->value == other->value;
}

/// For each part of `row` its like in `other`, each taken once; nullptr: it has none.
Row matches(const Row& row, Row other) {
    Row found;
    for (const auto* part : row) {
        const auto like = std::find_if(other.begin(), other.end(),
                                       [&](const Part* one) { return same_one(part, one); });
        found.push_back(like == other.end() ? nullptr : *like);
        if (like != other.end()) other.erase(like);
    }
    return found;
}

std::string values(const Row& row) {
    std::string text;
    for (const auto* part : row) text += (text.empty() ? "" : " ") + part->value;
    return text;
}

/// Walks two instruments side by side.
class Comparison {
public:
    void compare(const std::vector<Part>& first, const std::vector<Part>& second) {
        for (const auto& name : names_of(first, second))
            compare_rows(named(first, name), named(second, name));
    }

    std::vector<Difference> take() { return std::move(differences_); }

private:
    void compare_rows(const Row& first, const Row& second) {
        const auto in_second = matches(first, second);
        for (std::size_t at = 0; at < first.size(); ++at)
            if (in_second[at])
                compare_pair(*first[at], *in_second[at]);
            else
                add(Kind::removed, *first[at]);
        add_new(second, in_second);
        compare_order(first, second, in_second);
    }

    void compare_pair(const Part& first, const Part& second) {
        if (first.value != second.value)
            add(Kind::changed, {first.name, {}, {}, first.one_of_many, {}}, first.value,
                second.value);
        within_.push_back({first.name, first.value, first.digested, first.one_of_many, {}});
        compare(first.parts, second.parts);
        within_.pop_back();
    }

    void add_new(const Row& second, const Row& known) {
        for (const auto* part : second)
            if (std::find(known.begin(), known.end(), part) == known.end()) add(Kind::added, *part);
    }

    void compare_order(const Row& first, const Row& second, const Row& in_second) {
        Row before, after;
        for (std::size_t at = 0; at < first.size(); ++at)
            if (in_second[at]) before.push_back(first[at]);
        for (const auto* part : second)
            if (std::find(in_second.begin(), in_second.end(), part) != in_second.end())
                after.push_back(part);
        if (!std::equal(before.begin(), before.end(), after.begin(), same_one))
            add(Kind::reordered, {first.front()->name, {}, {}, true, {}}, values(before),
                values(after));
    }

    void add(Kind kind, Part part, std::string from = {}, std::string to = {}) {
        differences_.push_back({kind, within_, std::move(part), std::move(from), std::move(to)});
    }

    std::vector<Part> within_;
    std::vector<Difference> differences_;
};

}  // namespace

std::vector<Difference> compare(const Instrument& first, const Instrument& second) {
    Comparison comparison;
    comparison.compare(meaning(first), meaning(second));
    return comparison.take();
}

}  // namespace lika::engine
