// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/batch_lanes.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace lika::engine::detail {

namespace {

constexpr std::uint32_t upper = 1u << 16;
constexpr std::size_t most_items = upper - 1;
constexpr std::uint32_t most_pair_rows = 64;

}  // namespace

Tally ScaleLanes::tally() const {
    Tally counted;
    counted.sum = sum;
    counted.rated = rated_items % upper;
    counted.items = rated_items / upper;
    counted.missing = missing_open % upper;
    counted.open = missing_open / upper;
    return counted;
}

/// Asks tally() what one item adds, every other item being left out.
class LaneTable::Builder {
public:
    explicit Builder(const Plan& plan)
        : plan_(plan),
          known_{Responses(*plan.instrument), facts_,
                 Applicability(plan.instrument->items.size(), Truth::no),
                 std::vector<std::size_t>(plan.instrument->items.size())},
          largest_(plan.scales.size()) {
        table_.scales_ = plan.scales.size();
        table_.vectors_ = (3 * table_.scales_ + lanes_at_once - 1) / lanes_at_once;
    }

    std::optional<LaneTable> make() {
        if (known_.responses.size() > most_items) return std::nullopt;
        for (std::size_t item = 0; item < known_.responses.size(); ++item) add_item(item);
        for (const auto largest : largest_)
            if (largest > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
        pair_up();
        return std::move(table_);
    }

private:
    void add_item(std::size_t item) {
        const auto& about = plan_.instrument->items[item];
        const auto codes = about.options.size() + first_option;
        const auto first = table_.table_.size() / std::max<std::size_t>(1, table_.vectors_);
        std::vector<std::int64_t> most(largest_.size());
        for (std::size_t code = 0; code < codes; ++code)
            add_row(item, static_cast<Code>(code), most);
        const ItemRows rows{static_cast<std::uint32_t>(item), static_cast<std::uint32_t>(first),
                            static_cast<std::uint32_t>(codes)};
        if (about.applies_when) {
            for (const auto applies : {Truth::open, Truth::no}) add_row(item, 0, applies);
            table_.conditional_.push_back(rows);
        } else {
            table_.plain_.push_back(rows);
        }
        for (std::size_t scale = 0; scale < most.size(); ++scale) largest_[scale] += most[scale];
    }

    /// Adding two items at once halves the work.
    void pair_up() {
        std::vector<ItemRows> single;
        const auto& plain = table_.plain_;
        for (std::size_t at = 0; at < plain.size(); ++at) {
            const bool paired =
                at + 1 < plain.size() && plain[at].codes * plain[at + 1].codes <= most_pair_rows;
            if (paired)
                add_pair(plain[at], plain[at + 1]);
            else
                single.push_back(plain[at]);
            at += paired;
        }
        table_.plain_ = std::move(single);
    }

    void add_pair(const ItemRows& item, const ItemRows& other) {
        auto& rows = table_.table_;
        const auto vectors = table_.vectors_;
        table_.pairs_.push_back(
            {item.item, other.item,
             static_cast<std::uint32_t>(rows.size() / std::max<std::size_t>(1, vectors)),
             other.codes});
        for (std::size_t code = 0; code < item.codes; ++code)
            for (std::size_t second = 0; second < other.codes; ++second)
                for (std::size_t vector = 0; vector < vectors; ++vector)
                    rows.push_back(rows[(item.first + code) * vectors + vector] +
                                   rows[(other.first + second) * vectors + vector]);
    }

    void add_row(std::size_t item, Code code, std::vector<std::int64_t>& most) {
        const bool left_out = code == static_cast<Code>(Missing::not_applicable) &&
                              plan_.instrument->items[item].may_be_not_applicable;
        const auto lanes = add_row(item, code, left_out ? Truth::no : Truth::yes);
        for (std::size_t scale = 0; scale < most.size(); ++scale)
            most[scale] = std::max(most[scale], std::abs(lanes[scale].sum));
    }

    std::vector<Tally> add_row(std::size_t item, Code code, Truth applies) {
        known_.responses[item] = response_of(plan_.instrument->items[item], code);
        known_.applies[item] = applies;
        known_.options[item] = code < first_option ? 0 : code - std::size_t{first_option};
        std::vector<Tally> tallies;
        std::vector<std::int32_t> lanes(table_.lane_count());
        for (std::size_t scale = 0; scale < table_.scales_; ++scale) {
            tallies.push_back(tally(plan_.scales[scale], known_));
            fill(lanes, scale, tallies.back());
        }
        append(lanes);
        known_.responses[item] = Response{};
        known_.applies[item] = Truth::no;
        return tallies;
    }

    void fill(std::vector<std::int32_t>& lanes, std::size_t scale, const Tally& tally) const {
        const auto packed = [](std::size_t low, std::size_t high) {
            return static_cast<std::int32_t>(low + high * upper);
        };
        lanes[scale] = static_cast<std::int32_t>(tally.sum);
        lanes[table_.scales_ + scale] = packed(tally.rated, tally.items);
        lanes[2 * table_.scales_ + scale] = packed(tally.missing, tally.open);
    }

    void append(const std::vector<std::int32_t>& lanes) {
        for (std::size_t at = 0; at < lanes.size(); at += lanes_at_once) {
            Vector vector;
            std::memcpy(&vector, &lanes[at], sizeof vector);
            table_.table_.push_back(vector);
        }
    }

    const Plan& plan_;
    Facts facts_;
    Known known_;
    std::vector<std::int64_t> largest_;  ///< sum that a scale can reach, whatever its sign
    LaneTable table_;
};

std::optional<LaneTable> LaneTable::make(const Plan& plan) {
    return Builder(plan).make();
}

template <std::size_t count>
void LaneTable::add_vectors(const Code* row, const Truth* applies, std::size_t from,
                            std::int32_t* lanes) const {
    Vector sums[count] = {};
    const auto* const table = table_.data() + from;
    const auto add = [&](std::size_t index) {
        const auto* const given = table + index * vectors_;
        // Unrolled, the sums stay in registers.
#pragma GCC unroll 4
        for (std::size_t i = 0; i < count; ++i) sums[i] += given[i];
    };
    for (const auto& rows : pairs_)
        add(rows.first + std::size_t{row[rows.item]} * rows.codes_of_other + row[rows.other]);
    for (const auto& rows : plain_) add(std::size_t{rows.first} + row[rows.item]);
    for (const auto& rows : conditional_) {
        const auto truth = applies[rows.item];
        add(truth == Truth::yes ? std::size_t{rows.first} + row[rows.item]
                                : std::size_t{rows.first} + rows.codes + (truth == Truth::no));
    }
    std::memcpy(lanes + from * lanes_at_once, sums, sizeof sums);
}

void LaneTable::add_up(const Code* row, const Truth* applies, std::int32_t* lanes) const {
    std::size_t from = 0;
    for (; from + 4 <= vectors_; from += 4) add_vectors<4>(row, applies, from, lanes);
    switch (vectors_ - from) {
        case 3:
            return add_vectors<3>(row, applies, from, lanes);
        case 2:
            return add_vectors<2>(row, applies, from, lanes);
        case 1:
            return add_vectors<1>(row, applies, from, lanes);
        default:
            return;
    }
}

}  // namespace lika::engine::detail
