// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <random>

#include "tests/support/made_up.h"

/// Small instruments with every feature scoring has, and responses to them, from a seed.
namespace lika::made_up {

class RandomInstruments {
public:
    explicit RandomInstruments(unsigned seed) : random_(seed) {}

    int upto(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most + 1)); }
    bool one_in(int n) { return upto(n - 1) == 0; }

    Instrument instrument() {
        Instrument made;
        made.facts = {"age", "sex"};
        const int items = 2 + upto(3);
        for (int index = 0; index < items; ++index)
            made.items.push_back(item("Q" + std::to_string(index), upto(1), 1 + upto(2)));
        add_conditions(made);
        made.scales = {scale(made)};
        for (const auto& band : made.scales.front().bands)
            made.levels.push_back({LevelId{band.id.value}, {}});
        made.level_scale = made.scales.front().id;
        for (int index = upto(2); index > 0; --index)
            made.policy_overrides.push_back({OverrideId{"P" + std::to_string(index)},
                                             condition(made, words(made, items, 2)),
                                             made.levels[static_cast<std::size_t>(upto(2))].id,
                                             {},
                                             ""});
        made.flags.push_back(
            {FlagId{"flag"}, {}, condition(made, words(made, items, 2)), true, ""});
        return made;
    }

    Responses responses(const Instrument& instrument) {
        Responses made(instrument);
        for (std::size_t index = 0; index < made.size(); ++index) {
            const auto& options = instrument.items[index].options;
            const int kind = upto(9);
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
        if (kind <= 3) return name() + sign() + std::to_string(upto(3));
        if (kind == 4)
            return one_in(2) ? "age" + sign() + std::to_string(upto(18)) : "sex = female";
        if (kind == 5) {
            std::string list;
            for (int index = 0; index < items; ++index)
                if (index == 0 || one_in(2))
                    list += made.items[static_cast<std::size_t>(index)].id.value + " ";
            return "count(" + list + sign() + std::to_string(upto(2)) + ")" + sign() +
                   std::to_string(upto(2));
        }
        if (kind == 6) return "not (" + words(made, items, depth - 1) + ")";
        return "(" + words(made, items, depth - 1) + (kind == 7 ? ") and (" : ") or (") +
               words(made, items, depth - 1) + ")";
    }

    Scale scale(const Instrument& made) {
        auto scale = sum_of(made, "total");
        if (scale.terms.size() > 2 && one_in(3)) scale.terms.erase(scale.terms.begin() + upto(1));
        for (auto& term : scale.terms) add_weight(made, term);
        scale.missing = static_cast<MissingRule>(upto(2));
        if (one_in(4)) scale.minimum_rated = static_cast<std::size_t>(1 + upto(2));
        if (one_in(4)) scale.maximum_missing_share = *Points::fraction(1, 2);
        if (one_in(5)) scale.maximum_missing = 1;
        if (one_in(6)) scale.unscorable_band = BandId{"incomplete"};
        scale.decimals = upto(1);
        scale.bands = bands({{"low", -1000}, {"some", 1 + upto(2)}, {"high", 4 + upto(2)}});
        return scale;
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
};

}  // namespace lika::made_up
