// SPDX-License-Identifier: EUPL-1.2
#include "service/consistency/city_figures.h"

#include <atomic>
#include <functional>
#include <future>
#include <thread>
#include <unordered_map>

#include "service/consistency/counted.h"
#include "service/consistency/pairs.h"

namespace lika::service {
namespace {

using engine::Result;
using engine::consistency::DistrictPart;
using engine::consistency::DistrictTally;
using engine::consistency::Outcome;
using engine::consistency::Outcomes;
using engine::consistency::OutcomeScheme;
using engine::consistency::Period;

constexpr std::size_t counted_at_once = 200;
constexpr std::uint64_t bootstrap_seed = 1;
constexpr auto lasts = std::chrono::hours{1};

/// Numbers from 0 in place of tokens.
class Numbers {
public:
    std::uint32_t of(storage::Token token) { return known_.emplace(token, static_cast<std::uint32_t>(known_.size())).first->second; }

private:
    std::unordered_map<storage::Token, std::uint32_t> known_;
};

Result<void> count_new(storage::Vault& vault, const storage::Actor& actor, const Services& services) {
    for (;;) {
        const auto waiting = vault.uncounted(counted_at_once, actor);
        if (!waiting) return waiting.error();
        if (waiting->empty()) return {};
        std::vector<storage::Outcome> outcomes;
        for (const auto& one : *waiting)
            outcomes.push_back({one.assessment.id, content_of(one, services.library).value_or("")});
        if (const auto done = vault.count(outcomes, actor); !done) return done;
    }
}

/// A case that waits for its first assessment: only the time counts.
Outcome waiting_case(std::uint64_t subject, std::uint32_t worker, const std::string& opened_on, Period period) {
    Outcome open;
    open.subject = subject;
    open.worker = worker;
    open.month = static_cast<std::uint16_t>(period.first + period.months - 1);
    open.days = days_between(opened_on, day_of_month(static_cast<std::uint16_t>(period.first + period.months)));
    open.is_signed = false;
    return open;
}

storage::ExtractRange range_of(const std::string& instrument, Period period) {
    const auto after = static_cast<std::uint16_t>(period.first + period.months);
    const std::chrono::sys_days begin = first_day(period.first), end = first_day(after);
    return {instrument, begin - std::chrono::days{1},   // Stockholm is ahead of UTC; the months themselves decide
            end, day_of_month(period.first), day_of_month(after)};
}

Result<DistrictTally> tally_of(storage::Vault& vault, const std::string& instrument, const OutcomeScheme& scheme, Period period,
                               const storage::Actor& actor) {
    Outcomes outcomes;
    outcomes.items = scheme.kind_of_item.size();
    Numbers worker;
    storage::ExtractVisits visits;
    visits.outcome = [&](storage::Token in_case, storage::Token assessor, const std::string& content) {
        add_content(content, in_case, worker.of(assessor), outcomes);
    };
    visits.waiting = [&](storage::Token in_case, storage::Token assigned_to, const std::string& opened_on) {
        outcomes.rows.push_back(waiting_case(in_case, worker.of(assigned_to), opened_on, period));
        outcomes.ratings.insert(outcomes.ratings.end(), outcomes.items, engine::consistency::no_rating);
    };
    const auto read = vault.extract(range_of(instrument, period), visits, actor);
    if (!read) return read.error();
    return engine::consistency::tally(outcomes, scheme, period);
}

/// What one district gives to the figures.
struct DistrictExtract {
    DistrictTally tally;
    engine::consistency::JointTable pairs;
};
using Extracts = std::vector<std::optional<Result<DistrictExtract>>>;

/// One a district. Throws what making one throws.
Extracts on_all_cores(std::size_t districts, const std::function<Result<DistrictExtract>(std::size_t)>& extract) {
    Extracts made(districts);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t d = next++; d < districts; d = next++) made[d] = extract(d);
    };
    std::vector<std::future<void>> helpers;
    for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) helpers.push_back(std::async(std::launch::async, work));
    work();
    for (auto& helper : helpers) helper.get();
    return made;
}

std::string release_name(const std::string& instrument, Period period) {
    return instrument + " " + std::to_string(period.first);
}

Result<std::shared_ptr<const CityFigures>> make(const std::string& id, const storage::Actor& actor, Services& services) {
    const auto instrument = services.library.find(engine::InstrumentId{id}, "");
    if (!instrument) return instrument.error();
    const auto scheme = scheme_of(**instrument);
    auto figures = std::make_shared<CityFigures>();
    figures->instrument = *instrument;
    figures->counted = counted_items(**instrument);
    figures->period = {static_cast<std::uint16_t>(month_of(services.today()) - 12), 12};
    figures->districts = services.vaults->districts();
    const auto extracts = on_all_cores(figures->districts.size(), [&](std::size_t d) -> Result<DistrictExtract> {
        const auto vault = services.vault(figures->districts[d]);
        if (const auto counted = count_new(*vault, actor, services); !counted) return counted.error();
        auto tally = tally_of(*vault, id, scheme, figures->period, actor);
        if (!tally) return tally.error();
        auto pairs = pairs_of(*vault, **instrument, figures->period, actor);
        if (!pairs) return pairs.error();
        return DistrictExtract{std::move(*tally), std::move(*pairs)};
    });
    std::vector<DistrictPart> parts;
    for (std::size_t d = 0; d < extracts.size(); ++d) {
        const auto& extract = *extracts[d];
        if (!extract) return extract.error();
        parts.push_back({figures->districts[d], &extract->tally, extract->pairs});
    }
    const auto name = release_name(id, figures->period);
    const auto before = services.city->hidden_in(name);
    if (!before) return before.error();
    figures->picture = engine::consistency::city_picture(parts, figures->period.months, bootstrap_seed, {before->begin(), before->end()});
    const auto& release = figures->picture.release;
    const std::vector<std::string> hidden{release.hidden.begin(), release.hidden.end()};
    if (const auto kept = services.city->hide(name, hidden, actor); !kept) return kept.error();
    figures->items = engine::consistency::items_picture(
        parts, release.counted[static_cast<std::size_t>(engine::consistency::Counted::missing)]);
    return std::shared_ptr<const CityFigures>{std::move(figures)};
}

}  // namespace

std::shared_ptr<FiguresDesk> new_figures_desk() {
    return std::make_shared<FiguresDesk>();
}

Result<std::shared_ptr<const CityFigures>> city_figures(const std::string& instrument, const storage::Actor& actor,
                                                        Services& services) {
    auto& desk = *services.figures;
    const std::scoped_lock one_at_a_time{desk.guard};
    const auto known = desk.kept.find(instrument);
    const auto now = services.now();
    if (known != desk.kept.end() && now - known->second.made_at < lasts && known->second.made_at <= now) return known->second.figures;
    auto made = make(instrument, actor, services);
    if (made) desk.kept[instrument] = {now, *made};
    return made;
}

}  // namespace lika::service
