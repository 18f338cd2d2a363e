// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/nearest_change.h"

#include <algorithm>

#include "engine/detail/known.h"
#include "engine/detail/smallest_shift.h"

namespace lika::engine::detail {

namespace {

constexpr std::size_t most_rescorings = 20'000;

std::size_t distance(std::size_t a, std::size_t b) {
    return a > b ? a - b : b - a;
}

/// The scale under one choice of ratings for the items that decide whether others apply.
struct Base {
    Known known;
    Tally tally;
    std::vector<Reach> reached;  ///< where completions decide the band
    KnownReading reading;
};

class NearestSearch {
public:
    NearestSearch(const Plan& plan, const ScalePlan& scale, const Known& known, std::size_t band)
        : plan_(plan), scale_(scale), known_(known), band_(band) {
        find_linked();
    }

    /// Changes of linked items are tried one set after another; the rest of each change is a plain
    /// shift of the sum.
    Result<std::optional<NearestChange>> run() {
        for (std::size_t changed = 0; changed <= linked_.size(); ++changed) {
            if (best_ && changed > best_->ratings.size()) break;
            Responses responses = known_.responses;
            if (const auto tried = try_linked(responses, 0, changed, {}); !tried)
                return tried.error();
            if (rescorings_ > most_rescorings) return std::optional<NearestChange>{};
        }
        if (!best_) return std::optional<NearestChange>{};
        return named();
    }

private:
    const Item& item(std::size_t index) const { return plan_.instrument->items[index]; }

    /// Linked: rated items that a condition of the scale or of its items names, and, while something
    /// those conditions need is missing, rated items with a condition. Changing one does more than
    /// shift the sum.
    void find_linked() {
        std::vector<bool> relevant(known_.applies.size()), named(known_.applies.size());
        bool missing = false;
        const auto follow = [&](const Condition& condition) {
            missing = missing || needs_missing(condition);
            for (const auto gate : items_of(condition)) relevant[gate] = named[gate] = true;
        };
        for (std::size_t index = 0; index < relevant.size(); ++index)
            relevant[index] = scale_.has(index);
        for (const auto* condition : choosing(*scale_.scale)) follow(*condition);
        for (auto index = plan_.order.rbegin(); index != plan_.order.rend(); ++index) {
            if (!relevant[*index]) continue;
            if (item(*index).applies_when) follow(*item(*index).applies_when);
            for (const auto& option : item(*index).options)
                if (option.when) follow(*option.when);
        }
        for (std::size_t index = 0; index < relevant.size(); ++index) {
            const bool conditional = missing && relevant[index] && item(index).applies_when;
            if (may_change(index) && (named[index] || conditional)) linked_.push_back(index);
        }
    }

    bool may_change(std::size_t index) const {
        return known_.responses[index].rated() && item(index).entered();
    }

    bool needs_missing(const Condition& condition) const {
        for (const auto gate : items_of(condition)) {
            const auto& response = known_.responses[gate];
            const bool left_out = response.missing() == Missing::not_applicable &&
                                  item(gate).may_be_not_applicable;
            if (!response.rated() && !left_out) return true;
        }
        return std::any_of(condition.nodes.begin(), condition.nodes.end(),
                           [&](const Condition::Node& node) {
                               return !node.fact.empty() && !known_.facts.contains(node.fact);
                           });
    }

    Result<void> try_linked(Responses& responses, std::size_t from, std::size_t left,
                            Change change) {
        if (left == 0) return try_shift(responses, change);
        for (std::size_t at = from; at + left <= linked_.size(); ++at) {
            const auto index = linked_[at];
            const auto given = known_.responses[index];
            for (const auto& other : alternatives(index)) {
                auto further = change;
                further.ratings.emplace_back(index, other.rating);
                further.steps += other.steps;
                responses[index] = other.rating;
                if (const auto tried = try_linked(responses, at + 1, left - 1, further); !tried)
                    return tried;
            }
            responses[index] = given;
        }
        return {};
    }

    std::vector<Alternative> alternatives(std::size_t index) const {
        const auto& options = item(index).options;
        const auto given = known_.options[index];
        std::vector<Alternative> found;
        for (std::size_t option = 0; option < options.size(); ++option) {
            if (option == given) continue;
            const auto shift = scale_.has(index) ? scale_.contributions[index][option] -
                                                       scale_.contributions[index][given]
                                                 : 0;
            found.push_back({options[option].rating, shift, distance(option, given)});
        }
        return found;
    }

    Result<void> try_shift(const Responses& responses, const Change& change) {
        if (++rescorings_ > most_rescorings) return {};
        const auto base = base_of(responses);
        if (!base) return base.error();
        const auto wanted = [&](std::int64_t shift) {
            const auto band = band_after(*base, shift);
            return band && *band != band_;
        };
        if (wanted(0)) {
            keep(change);
            return {};
        }
        const auto most =
            best_ ? best_->ratings.size() - change.ratings.size() : known_.applies.size();
        const auto shift = smallest_shift(changeable(*base), most, wanted);
        if (shift) keep(together(change, *shift));
        return {};
    }

    Result<Base> base_of(const Responses& responses) const {
        auto known = know(plan_, responses, known_.facts, known_.work_left);
        if (!known) return known.error();
        known_.work_left = known->work_left;  // what know() cost
        const auto reading = reading_of(plan_, *scale_.scale, *known);
        if (!reading) return reading.error();
        Base base{std::move(*known), {}, {}, *reading};
        base.tally = tally(scale_, base.known);
        const bool waits = scale_.scale->missing == MissingRule::refuse && !base.tally.complete();
        if (!waits && !reading->norm_open && !reading->cut_offs_open) return base;

        auto reached = reach(plan_, scale_, base.known, base.tally);
        known_.work_left = base.known.work_left;
        if (!reached) return reached.error();
        base.reached = std::move(*reached);
        return base;
    }

    /// The band if the sum were shifted: that of the points, or the one all completions agree on.
    std::optional<std::size_t> band_after(const Base& base, std::int64_t shift) const {
        auto shifted = base.tally;
        shifted.sum += shift;
        const auto points = points_of(scale_, shifted);
        if (!points) return std::nullopt;
        if (*points && !base.reading.norm_open) return band_of(base, **points);

        const auto enough = enough_rated(*scale_.scale, base.tally);
        const bool refuses =
            scale_.scale->missing == MissingRule::refuse && !scale_.scale->unscorable_band;
        if (!refuses || !enough || !*enough) return std::nullopt;
        const auto bands = bands_of(scale_, base.reached, shift);
        return bands ? bands->agreed() : std::nullopt;
    }

    std::optional<std::size_t> band_of(const Base& base, const Points& exact) const {
        if (base.reading.cut_offs_open) {
            const auto bands = bands_of(*scale_.scale, base.reached, exact);
            return bands ? bands->agreed() : std::nullopt;
        }
        const auto given = give(*scale_.scale, base.reading.reading, exact);
        return given ? given->band : std::nullopt;
    }

    std::vector<Changeable> changeable(const Base& base) const {
        std::vector<Changeable> found;
        for (std::size_t index = 0; index < known_.applies.size(); ++index) {
            const bool counts = scale_.has(index) && base.known.applies[index] == Truth::yes;
            if (!counts || !may_change(index)) continue;
            if (std::binary_search(linked_.begin(), linked_.end(), index)) continue;
            found.push_back({index, alternatives(index)});
        }
        return found;
    }

    static Change together(const Change& linked, const Change& shift) {
        Change change = linked;
        change.ratings.insert(change.ratings.end(), shift.ratings.begin(), shift.ratings.end());
        std::sort(change.ratings.begin(), change.ratings.end());
        change.steps += shift.steps;
        return change;
    }

    void keep(const Change& change) {
        if (!best_ || change.before(*best_)) best_ = change;
    }

    Result<std::optional<NearestChange>> named() const {
        Responses responses = known_.responses;
        NearestChange nearest;
        nearest.scale = scale_.scale->id;
        for (const auto& [index, rating] : best_->ratings) {
            nearest.change.emplace_back(item(index).id, rating);
            responses[index] = rating;
        }
        const auto base = base_of(responses);
        if (!base) return base.error();
        nearest.band = scale_.scale->bands[*band_after(*base, 0)].id;
        return std::optional(nearest);
    }

    const Plan& plan_;
    const ScalePlan& scale_;
    const Known& known_;
    std::size_t band_;
    std::vector<std::size_t> linked_;
    std::optional<Change> best_;
    std::size_t rescorings_ = 0;
};

}  // namespace

Result<std::optional<NearestChange>> nearest_change(const Plan& plan, const ScalePlan& scale,
                                                    const Known& known, const ScaleResult& result) {
    if (!result.band || scale.scale->bands.size() < 2) return std::optional<NearestChange>{};
    auto found = NearestSearch(plan, scale, known, *result.band).run();
    if (!found && found.error().reason == "too_many_completions")
        return std::optional<NearestChange>{};
    return found;
}

}  // namespace lika::engine::detail
