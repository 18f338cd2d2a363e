// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <random>

#include "tests/support/made_up.h"

/// Small instruments with every feature scoring has, and responses to them, from a seed.
namespace lika::made_up {

/// Of so many rounds: a quarter under the sanitizers, which take ten times as long.
constexpr int rounds(int all) {
#ifdef __SANITIZE_ADDRESS__
    return all / 4;
#else
    return all;
#endif
}

class RandomInstruments {
public:
    /// Plain ones have no derived items, norms, cut-offs for some, second level scale or decision table.
    enum class Kind { plain, rich };

    explicit RandomInstruments(unsigned seed, Kind kind = Kind::rich)
        : random_(seed), rich_(kind == Kind::rich) {}

    int upto(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most + 1)); }
    bool one_in(int n) { return upto(n - 1) == 0; }

    Instrument instrument() {
        Instrument made;
        made.facts = {"age", "sex"};
        const int items = 2 + upto(3);
        for (int index = 0; index < items; ++index)
            made.items.push_back(chosen_item("Q" + std::to_string(index)));
        add_conditions(made);
        if (rich_ && one_in(3)) add_derived(made);
        const int all = static_cast<int>(made.items.size());
        made.scales = {scale(made, "total")};
        if (rich_ && one_in(4)) made.scales.push_back(scale(made, "second"));
        for (const auto& band : made.scales.front().bands)
            made.levels.push_back({LevelId{band.id.value}, {}});
        for (const auto& scale : made.scales) made.level_scales.push_back(scale.id);
        for (int index = upto(2); index > 0; --index) add_override(made, all, index);
        if (rich_ && one_in(3)) add_decision(made, all);
        made.flags.push_back(
            {FlagId{"flag"}, {}, condition(made, words(made, items, 2)), true, ""});
        return made;
    }

    Responses responses(const Instrument& instrument) {
        Responses made(instrument);
        for (std::size_t index = 0; index < made.size(); ++index) {
            const auto& options = instrument.items[index].options;
            const int kind = upto(9);
            if (instrument.items[index].derived()) continue;
            if (kind < 6) made[index] = options[random_() % options.size()].rating;
            if (kind == 6) made[index] = Missing::not_applicable;
            if (kind == 7) made[index] = Missing::not_known;
        }
        return made;
    }

    Facts facts() {
        Facts made;
        if (!one_in(3)) made["age"] = std::int64_t{upto(20)};
        if (!one_in(3)) made["sex"] = std::string(one_in(2) ? "female" : "male");
        return made;
    }

private:
    /// An item's condition names only items on one side of it, so that there are no circles.
    void add_conditions(Instrument& made) {
        const bool backwards = one_in(2);
        const int items = static_cast<int>(made.items.size());
        for (int index = 1; index < items; ++index) {
            if (!one_in(3)) continue;
            if (backwards) std::reverse(made.items.begin(), made.items.end());
            const auto text = words(made, index, 1);
            if (backwards) std::reverse(made.items.begin(), made.items.end());
            const auto at = static_cast<std::size_t>(backwards ? items - 1 - index : index);
            made.items[at].applies_when = condition(made, text);
        }
    }

    void add_derived(Instrument& made) {
        auto derived = item("D", 0, 1 + upto(1));
        const int items = static_cast<int>(made.items.size());
        for (std::size_t option = 1; option < derived.options.size(); ++option)
            derived.options[option].when = condition(made, words(made, items, 1));
        if (one_in(4)) derived.applies_when = condition(made, words(made, items, 1));
        made.items.push_back(derived);
    }

    void add_override(Instrument& made, int items, int index) {
        PolicyOverride rule;
        rule.id = OverrideId{"P" + std::to_string(index)};
        rule.when = condition(made, words(made, items, 2));
        if (rich_ && one_in(3))
            rule.raises_by = static_cast<std::size_t>(1 + upto(1));
        else
            rule.raises_to = made.levels[static_cast<std::size_t>(upto(2))].id;
        made.policy_overrides.push_back(std::move(rule));
    }

    void add_decision(Instrument& made, int items) {
        Decision table;
        table.id = DecisionId{"table"};
        table.item = static_cast<std::size_t>(upto(items - 1));
        for (const auto* id : {"mild", "middle", "hard"}) table.outcomes.push_back({OutcomeId{id}, {}});
        for (std::size_t option = 0; option < made.items[table.item].options.size(); ++option)
            for (std::size_t band = 0; band < 3; ++band) {
                Cell cell{option, band, {static_cast<std::size_t>(upto(1))}};
                if (one_in(3)) cell.outcomes.push_back(2);
                table.cells.push_back(std::move(cell));
            }
        if (one_in(2)) table.exceptions.push_back({condition(made, words(made, items, 1)), {2}, {}, ""});
        made.decisions.push_back(std::move(table));
    }

    /// A condition over the first `items` items.
    std::string words(const Instrument& made, int items, int depth) {
        const auto name = [&] {
            return made.items[static_cast<std::size_t>(upto(items - 1))].id.value;
        };
        const auto sign = [&] {
            const char* signs[] = {"=", "!=", "<", "<=", ">", ">="};
            return std::string(" ") + signs[upto(5)] + " ";
        };
        const int kind = upto(depth > 0 ? 9 : 5);
        // One choice a statement: compilers differ in the order within an expression.
        if (kind <= 3) {
            const auto left = name(), compare = sign();
            return left + compare + std::to_string(upto(3));
        }
        if (kind == 4) {
            if (one_in(2)) return "sex = female";
            const auto compare = sign();
            return "age" + compare + std::to_string(upto(18));
        }
        if (kind == 5) return count_words(made, items, sign);
        const auto first = words(made, items, depth - 1);
        if (kind == 6) return "not (" + first + ")";
        return "(" + first + (kind == 7 ? ") and (" : ") or (") + words(made, items, depth - 1) + ")";
    }

    template <class Sign>
    std::string count_words(const Instrument& made, int items, Sign sign) {
        std::string list;
        for (int index = 0; index < items; ++index)
            if (index == 0 || one_in(2))
                list += made.items[static_cast<std::size_t>(index)].id.value + " ";
        const auto inside = sign();
        const auto rating = std::to_string(upto(2));
        const auto outside = sign();
        return "count(" + list + inside + rating + ")" + outside + std::to_string(upto(2));
    }

    Item chosen_item(const std::string& id) {
        const int lowest = upto(1);
        const int highest = 1 + upto(2);
        return item(id, lowest, highest);
    }

    Scale scale(const Instrument& made, const std::string& id) {
        auto scale = sum_of(made, id);
        if (scale.terms.size() > 2 && one_in(3)) scale.terms.erase(scale.terms.begin() + upto(1));
        for (auto& term : scale.terms) add_weight(made, term);
        add_missing_rule(scale);
        scale.decimals = upto(1);
        scale.bands = bands({{"low", -1000}, {"some", 1 + upto(2)}, {"high", 4 + upto(2)}});
        if (rich_ && one_in(4)) add_cut_offs(made, scale);
        if (rich_ && one_in(5)) add_norms(made, scale);
        return scale;
    }

    void add_missing_rule(Scale& scale) {
        scale.missing = static_cast<MissingRule>(upto(rich_ ? 3 : 2));
        scale.mean_decimals = upto(1);
        if (one_in(4)) scale.minimum_rated = static_cast<std::size_t>(1 + upto(2));
        if (one_in(4)) scale.maximum_missing_share = *Points::fraction(1, 2);
        if (one_in(5)) scale.maximum_missing = 1;
        if (one_in(6)) scale.unscorable_band = BandId{"incomplete"};
        if (rich_ && one_in(5)) scale.never_missing = {scale.terms.front().item};
        for (auto& term : scale.terms)
            if (rich_ && one_in(6)) term.skipped = Points(upto(2));
    }

    std::string for_some(const Instrument& made) {
        return one_in(2) ? "sex = female" : words(made, static_cast<int>(made.items.size()), 1);
    }

    void add_cut_offs(const Instrument& made, Scale& scale) {
        scale.cut_offs.push_back({condition(made, for_some(made)), {-1000, 2, 3 + upto(2)}, ""});
        if (one_in(2)) scale.cut_offs.push_back({condition(made, "sex = male"), {-1000, 1, 5}, ""});
        if (one_in(2)) scale.cut_offs.push_back({{}, {-1000, 2 + upto(2), 6}, ""});
    }

    void add_norms(const Instrument& made, Scale& scale) {
        for (int tables = 1 + upto(1); tables > 0; --tables) {
            Norm norm;
            if (tables == 2 || one_in(2)) norm.when = condition(made, for_some(made));
            for (int raw = -300; raw <= 400; ++raw)
                if (scale.decimals == 1 || raw % 10 == 0)
                    norm.standardised[*Points::fraction(raw, 10)] = Points(raw / 10 + upto(2));
            scale.norms.push_back(std::move(norm));
        }
    }

    void add_weight(const Instrument& made, Term& term) {
        const int kind = upto(5);
        if (kind == 0) term.weight = Points(2);
        if (kind == 1) term.weight = *Points::fraction(1 + 2 * upto(1), 2);
        if (kind == 2) term.weight = Points(-1);
        if (kind != 3) return;
        for (const auto& option : made.items[term.item].options)
            term.recode[option.rating] = Points(upto(3));
    }

    std::mt19937 random_;
    bool rich_;
};

}  // namespace lika::made_up
