// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/city_picture.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "engine/consistency/proportions.h"
#include "engine/consistency/worker_clustering.h"

namespace lika::engine::consistency {
namespace {

using Districts = std::vector<DistrictPart>;

ComparedDistricts compared(const Districts& districts, std::size_t kind, const std::vector<std::string>& status) {
    DistrictCells data{{}, status, worker_clustering(districts, static_cast<Counted>(kind))};
    for (std::size_t i = 0; i < districts.size(); ++i)
        for (const auto& cell : districts[i].tally->cells) {
            const auto& share = cell.shares[kind];
            if (share.n > 0) data.cells.push_back({cell.known, i, static_cast<double>(share.events), static_cast<double>(share.n)});
        }
    return compare_districts(data);
}

ComparedTimes times_of(const Districts& districts) {
    std::vector<std::vector<DayCounts>> days;
    for (const auto& district : districts) {
        days.emplace_back();
        for (const auto& worker : district.tally->workers) days.back().push_back(worker.days);
    }
    return compare_times(days);
}

/// Tests of all indicators and districts are one family.
void believe_all(CityPicture& picture) {
    std::vector<double> p;
    std::vector<std::function<void(double)>> believers;
    const auto gather = [&](auto& districts) {
        for (auto& district : districts) {
            if (!district.p) continue;
            p.push_back(*district.p);
            believers.emplace_back([&district](double adjusted) { believe(district, adjusted); });
        }
    };
    for (auto& indicator : picture.counted) gather(indicator.districts);
    gather(picture.times.districts);
    picture.tests = p.size();
    const auto tests = adjust_tests(p);
    for (std::size_t i = 0; i < believers.size(); ++i) believers[i](tests.adjusted[i]);
}

MonthsPicture city_months(const Districts& districts, const CityRelease& release) {
    std::vector<DistrictShare> shares(release.city_months.size());
    for (std::size_t i = 0; i < districts.size(); ++i) {
        if (release.counted[0][i] == "too_few") continue;
        for (std::size_t month = 0; month < shares.size(); ++month) {
            shares[month].events += districts[i].tally->months[month].events;
            shares[month].n += districts[i].tally->months[month].n;
        }
    }
    return months_picture(shares, release.city_months);
}

Ratings levels_of(const JointTable& pairs) {
    std::vector<double> numbers;
    for (std::size_t i = 0; i < pairs.categories(); ++i) numbers.push_back(static_cast<double>(i) + 1);
    return pairs.ratings(numbers);
}

/// What a district's double ratings may tell: where one step or further is a small count, they are told as one, and what depends
/// on which it was is not told.
DoubleRatings own_agreement(const JointTable& pairs, std::uint64_t seed, const std::string& status) {
    auto found = double_ratings(levels_of(pairs), seed);
    if (status != "ok") {
        DoubleRatings untold;
        untold.form = found.form;
        return undefined(untold, status.c_str());
    }
    if (!is_small_count(found.one_apart) && !is_small_count(found.further)) return found;
    found.one_apart += std::exchange(found.further, 0);
    found.of_hundred = of_hundred({found.same, found.one_apart, 0});
    found.is_further_told = false;
    found.alpha = undefined(KrippendorffAlpha{}, "suppressed");
    found.ac2 = undefined(Coefficient{}, "suppressed");
    return found;
}

JointTable all_pairs(const Districts& districts) {
    JointTable sum{districts.empty() ? 0 : districts.front().pairs.categories()};
    for (const auto& district : districts)
        for (std::size_t i = 0; i < sum.categories(); ++i)
            for (std::size_t j = 0; j < sum.categories(); ++j) sum.at(i, j) += district.pairs.at(i, j);
    return sum;
}

}  // namespace

CityPicture city_picture(const std::vector<DistrictPart>& districts, std::size_t months, std::uint64_t seed,
                         const std::set<std::string>& hidden_before) {
    CityPicture picture;
    picture.release = release_city(districts, months, hidden_before);
    const auto& release = picture.release;
    for (const auto& district : districts)
        picture.assessments += district.tally->assessments >= fewest_assessments ? district.tally->assessments : 0;
    picture.agreement = double_ratings(levels_of(all_pairs(districts)), seed);
    for (std::size_t kind = 0; kind < counted_kinds; ++kind) picture.counted[kind] = compared(districts, kind, release.counted[kind]);
    picture.times = times_of(districts);
    believe_all(picture);
    picture.months = city_months(districts, release);
    for (std::size_t i = 0; i < districts.size(); ++i) {
        const auto& status = release.months[i];
        picture.own.push_back({own_agreement(districts[i].pairs, seed, release.pairs[i]),
                               status == "ok" ? months_picture(districts[i].tally->months, std::vector<std::string>(months, "ok"))
                                              : untold_months(months, status)});
    }
    return picture;
}

}  // namespace lika::engine::consistency
