// SPDX-License-Identifier: EUPL-1.2
#include "service/consistency/picture_json.h"

#include <algorithm>

#include "engine/district.h"
#include "service/consistency/counted.h"

namespace lika::service {
namespace {

using namespace engine::consistency;
using nlohmann::json;

json number(const Number& value) {
    return value ? json(*value) : json();
}

json measure(const Number& value, const std::optional<Interval>& interval) {
    return {{"value", number(value)},
            {"low", interval ? json(interval->low) : json()},
            {"high", interval ? json(interval->high) : json()}};
}

json finding(const Finding& found) {
    return {{"status", found.status}, {"form", found.form}, {"convention", found.convention}, {"n", found.n}};
}

template <class More>
json with(json one, More more) {
    one.update(more);
    return one;
}

/// One that stands beside `main`, and says nothing where that does not.
json coefficient(const Finding& main, Finding found, const Number& value, const std::optional<Interval>& interval) {
    if (!main.is_ok()) found.status = main.status;
    return with(finding(found), measure(value, interval));
}

json agreement_json(const DoubleRatings& found) {
    const bool is_told = found.is_ok();
    const auto of_hundred = [&](std::size_t i) { return is_told && (i < 2 || found.is_further_told) ? json(found.of_hundred[i]) : json(); };
    return with(finding(found), json{{"same", of_hundred(0)},
                                     {"one_apart", of_hundred(1)},
                                     {"further", of_hundred(2)},
                                     {"same_share", measure(found.same_share.share, found.same_share.wilson)},
                                     {"alpha", coefficient(found, found.alpha, found.alpha.alpha, found.alpha.interval)},
                                     {"ac2", coefficient(found, found.ac2, found.ac2.coefficient, found.ac2.interval)}});
}

json spread_json(const ComparedDistricts& found) {
    const auto points = [](double share) { return 100 * share; };
    const auto interval = found.spread_interval ? std::optional{Interval{points(found.spread_interval->low), points(found.spread_interval->high)}}
                                                : std::nullopt;
    const auto& spread = found.spread;
    return {{"status", found.is_ok() ? spread.status : found.status},
            {"form", spread.form},
            {"convention", spread.convention},
            {"points", measure(found.spread_share ? Number{points(*found.spread_share)} : std::nullopt, interval)},
            {"median_odds_ratio", measure(spread.median_odds_ratio, spread.ratio_interval)},
            {"vpc", measure(spread.latent_share, spread.latent_interval)}};
}

const char* outside_word(Outside outside) {
    if (outside == Outside::no) return "";
    return outside == Outside::at_95 ? "95" : "998";
}

/// Where nothing stands out there is no direction to tell.
const char* direction_word(Outside outside, bool is_first, const char* first, const char* second) {
    if (outside == Outside::no) return "";
    return is_first ? first : second;
}

json district_json(const std::string& id, const ComparedDistrict& one) {
    const bool is_ok = one.status == "ok";
    const auto range = one.expected_range;
    return {{"district", id},
            {"status", one.status},
            {"n", is_ok ? json(one.n) : json()},
            {"observed", is_ok && one.observed ? json(static_cast<std::int64_t>(*one.observed)) : json()},
            {"expected", number(one.expected)},
            {"share", number(one.share)},
            {"adjusted", measure(one.adjusted, one.adjusted_interval)},
            {"expected_range", {{"low", range ? json(range->low) : json()}, {"high", range ? json(range->high) : json()}}},
            {"outside", outside_word(one.outside)},
            {"direction", direction_word(one.outside, one.is_more, "more", "fewer")},
            {"adjusted_p", number(one.adjusted_p)}};
}

/// Of a comparison that is not made: why, district by district.
ComparedDistrict untold(const std::string& released, const std::string& why) {
    ComparedDistrict one;
    one.status = released == "ok" ? why : released;
    return one;
}

json districts_json(const ComparedDistricts& found, const CityRelease::PerDistrict& released, const std::vector<std::string>& ids) {
    auto limits = json::array(), districts = json::array();
    for (const auto& one : found.limits)
        limits.push_back({{"n", one.n}, {"low_95", one.at_95.low}, {"high_95", one.at_95.high},
                          {"low_998", one.at_998.low}, {"high_998", one.at_998.high}});
    for (std::size_t d = 0; d < ids.size(); ++d)
        districts.push_back(
            district_json(ids[d], d < found.districts.size() ? found.districts[d] : untold(released[d], found.status)));
    const auto& h = found.heterogeneity;
    return with(finding(found), json{{"spread", spread_json(found)},
                                     {"heterogeneity", {{"status", h.status}, {"chi_squared", number(h.chi_squared)},
                                                        {"df", h.df ? json(static_cast<std::int64_t>(*h.df)) : json(0)}, {"p", number(h.p)}}},
                                     {"city_share", measure(found.share, found.share_interval)},
                                     {"limits", std::move(limits)},
                                     {"districts", std::move(districts)}});
}

json times_json(const ComparedTimes& found, const std::vector<std::string>& ids) {
    auto districts = json::array();
    for (std::size_t d = 0; d < found.districts.size(); ++d) {
        const auto& one = found.districts[d];
        districts.push_back({{"district", ids[d]},
                             {"status", one.status},
                             {"n", one.status == "ok" ? json(one.n) : json()},
                             {"median", measure(one.median, one.interval)},
                             {"outside", outside_word(one.outside)},
                             {"direction", direction_word(one.outside, one.is_longer, "longer", "shorter")}});
    }
    return with(finding(found), json{{"city", measure(found.city.median, found.city.interval)}, {"districts", std::move(districts)}});
}

json months_json(const MonthsPicture& found, Period period) {
    auto months = json::array();
    for (std::size_t i = 0; i < found.months.size(); ++i) {
        const auto& one = found.months[i];
        const bool is_ok = one.status == "ok";
        months.push_back({{"month", day_of_month(static_cast<std::uint16_t>(period.first + i)).substr(0, 7)},
                          {"status", one.status},
                          {"n", is_ok ? json(one.n) : json()},
                          {"share", number(one.share)},
                          {"low", one.limits ? json(one.limits->low) : json()},
                          {"high", one.limits ? json(one.limits->high) : json()},
                          {"mark", one.is_unusual ? "unusual" : one.is_long_run ? "long_run" : ""}});
    }
    return with(finding(found), json{{"centre", number(found.centre)}, {"months", std::move(months)}});
}

/// An override departs from a scored level: where the instrument scores none there is nothing to count.
json not_scored(const std::vector<std::string>& ids) {
    ComparedDistricts none;
    none.status = none.heterogeneity.status = "not_scored";
    return districts_json(none, CityRelease::PerDistrict(ids.size(), "ok"), ids);
}

std::string last_day_before(std::uint16_t month) {
    return engine::to_string(std::chrono::year_month_day{std::chrono::sys_days{first_day(month)} - std::chrono::days{1}});
}

json period_json(Period period) {
    return {{"from", day_of_month(period.first)}, {"to", last_day_before(static_cast<std::uint16_t>(period.first + period.months))}};
}

json names_json(const CityFigures& figures, const Services& services) {
    auto names = json::array();
    for (const auto& id : figures.districts) {
        const auto& known = services.catalogues.districts;
        const auto found = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.id.value == id; });
        names.push_back({{"id", id}, {"name", found == known.end() ? id : found->name}});
    }
    return names;
}

const char* group_word(ItemContrast::Kind kind) {
    return kind == ItemContrast::Kind::sex ? "sex" : "age";
}

json bias_json(const ItemContrast& one, const CityFigures& figures) {
    const bool is_district = one.kind == ItemContrast::Kind::district;
    return {{"group", is_district ? "district:" + figures.districts[one.district] : group_word(one.kind)},
            {"status", one.status},
            {"class", one.status == "ok" ? one.ets : ""},
            {"difference", number(one.difference)},
            {"p", number(one.adjusted_p)},
            {"n", one.status == "ok" ? json(one.n) : json()}};
}

}  // namespace

json picture_json(const CityFigures& figures, const std::optional<std::string>& own, const Services& services) {
    const auto& picture = figures.picture;
    const auto& ids = figures.districts;
    const auto place = own ? std::find(ids.begin(), ids.end(), *own) : ids.end();
    const auto* mine = place == ids.end() ? nullptr : &picture.own[static_cast<std::size_t>(place - ids.begin())];
    const auto of = [&](Counted what) {
        return districts_json(picture.of(what), picture.release.counted[static_cast<std::size_t>(what)], ids);
    };
    const auto overrides = [&](Counted what) { return figures.instrument->level_scales.empty() ? not_scored(ids) : of(what); };
    return {{"period", period_json(figures.period)},
            {"instrument", figures.instrument->id.value},
            {"own", mine != nullptr ? json(*own) : json()},
            {"assessments", picture.assessments},
            {"districts", names_json(figures, services)},
            {"agreement", with(agreement_json(picture.agreement),
                               json{{"own", mine != nullptr ? agreement_json(mine->agreement) : json()}})},
            {"high_band", of(Counted::high_band)},
            {"overrides_up", overrides(Counted::overrides_up)},
            {"overrides_down", overrides(Counted::overrides_down)},
            {"missing", of(Counted::missing)},
            {"time", times_json(picture.times, ids)},
            {"over_time", with(months_json(picture.months, figures.period),
                               json{{"own", mine != nullptr ? months_json(mine->months, figures.period) : json()}})}};
}

json items_json(const CityFigures& figures) {
    auto items = json::array();
    for (std::size_t i = 0; i < figures.items.items.size(); ++i) {
        const auto& one = figures.items.items[i];
        auto missing = json::array(), bias = json::array();
        for (std::size_t d = 0; d < one.missing.size(); ++d)
            missing.push_back(with(json{{"district", figures.districts[d]}, {"status", one.missing[d].status}, {"share", number(one.missing[d].share)}},
                                   json{{"low", one.missing[d].interval ? json(one.missing[d].interval->low) : json()},
                                        {"high", one.missing[d].interval ? json(one.missing[d].interval->high) : json()}}));
        for (const auto& contrast : one.contrasts) bias.push_back(bias_json(contrast, figures));
        items.push_back({{"item", figures.instrument->items[figures.counted[i]].id.value}, {"missing", missing}, {"bias", bias}});
    }
    return {{"items", std::move(items)}};
}

}  // namespace lika::service
