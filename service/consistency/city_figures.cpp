// SPDX-License-Identifier: EUPL-1.2
#include "service/consistency/city_figures.h"

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

/// Numbers in place of ids, for as long as an extract is read.
class Tokens {
public:
    std::uint32_t of(const std::string& id) { return known_.emplace(id, static_cast<std::uint32_t>(known_.size())).first->second; }

private:
    std::unordered_map<std::string, std::uint32_t> known_;
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
Outcome waiting_case(std::uint32_t subject, std::uint32_t worker, const std::string& opened_on, const std::string& until, Period period) {
    Outcome open;
    open.subject = subject;
    open.worker = worker;
    open.month = static_cast<std::uint16_t>(period.first + period.months - 1);
    open.days = days_between(opened_on, until);
    open.is_signed = false;
    return open;
}

/// The first instant of a month with room for every time zone; the period itself decides.
storage::Instant begin_of(std::uint16_t month) {
    const auto first = std::chrono::year{month / 12} / std::chrono::month{month % 12U + 1U} / std::chrono::day{1};
    return std::chrono::sys_days{first};
}

Result<DistrictTally> tally_of(storage::Vault& vault, const std::string& instrument, const OutcomeScheme& scheme, Period period,
                               const storage::Actor& actor) {
    const auto after = static_cast<std::uint16_t>(period.first + period.months);
    Outcomes outcomes;
    outcomes.items = scheme.kind_of_item.size();
    Tokens subjects, workers;
    const auto open = vault.waiting_cases(instrument, day_of_month(period.first), actor);
    if (!open) return open.error();
    for (const auto& one : *open) {
        if (one.opened_on >= day_of_month(after)) continue;
        outcomes.rows.push_back(
            waiting_case(subjects.of(one.id.value), workers.of(one.assigned_to), one.opened_on, day_of_month(after), period));
        outcomes.ratings.insert(outcomes.ratings.end(), outcomes.items, engine::consistency::no_rating);
    }
    const auto add = [&](const std::string& in_case, const std::string& assessor, const std::string& content) {
        add_content(content, subjects.of(in_case), workers.of(assessor), outcomes);
    };
    const auto day = std::chrono::days{1};
    const auto read = vault.extract(instrument, begin_of(period.first) - day, begin_of(after) + day, add, actor);
    if (!read) return read.error();
    return engine::consistency::tally(outcomes, scheme, period);
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
    std::vector<DistrictTally> tallies;
    std::vector<engine::consistency::JointTable> pairs;
    for (const auto& district : figures->districts) {
        const auto vault = services.vault(district);
        if (const auto counted = count_new(*vault, actor, services); !counted) return counted.error();
        auto tally = tally_of(*vault, id, scheme, figures->period, actor);
        if (!tally) return tally.error();
        tallies.push_back(std::move(*tally));
        auto rated_twice = pairs_of(*vault, **instrument, figures->period, actor);
        if (!rated_twice) return rated_twice.error();
        pairs.push_back(std::move(*rated_twice));
    }
    std::vector<DistrictPart> parts;
    for (std::size_t d = 0; d < tallies.size(); ++d)
        parts.push_back({figures->districts[d], &tallies[d], pairs[d]});
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
