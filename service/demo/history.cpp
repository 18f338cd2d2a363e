// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/history.h"

#include <algorithm>

#include "service/demo/assessment.h"
#include "service/demo/double_ratings.h"
#include "service/demo/note.h"
#include "service/demo/person.h"
#include "service/due.h"
#include "service/receipt.h"
#include "service/services.h"

namespace lika::service::demo {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::minutes;

constexpr int days_of_past = 400;

/// A weekday between 8 and 16 o'clock UTC, that many days ago.
storage::Instant working_hour(Chance& chance, storage::Instant now, int days_ago) {
    auto day = std::chrono::floor<days>(now) - days{days_ago};
    const auto weekday = std::chrono::weekday{day}.c_encoding();
    if (weekday == 0) day -= days{2};
    if (weekday == 6) day -= days{1};
    const auto at = storage::Instant{day} + 8h + minutes{chance.below(400)};
    return std::min(at, now - 1h);
}

storage::Actor actor(const storage::Account& account, storage::Instant at) { return {account.id.value, at, ""}; }

/// The person, case and worker a row of acts is about.
struct Story {
    storage::Subject subject;
    storage::CaseId case_id{storage::random_id()};
    storage::Account worker;
    Severity severity = 0;
    storage::Instant opened_at;
};

/// Collects the acts of one district; the first failure stops it.
class Past {
public:
    Past(Chance& chance, const Cast& cast, const Stage& stage) : chance_(chance), cast_(cast), stage_(stage) {}

    engine::Result<std::vector<Act>> tell();

private:
    void add(storage::Instant at, std::function<engine::Result<void>(storage::Vault&)> run) {
        acts_.push_back({at, std::move(run)});
    }
    std::string due(const char* clock, storage::Instant from);
    storage::Concern made_up_concern(const storage::Subject& subject, storage::Instant received_at);
    void lone_concern(int days_ago, bool closed);
    Story begin_story(std::size_t number, int opened_days_ago);
    int opened_days_ago(bool own);
    void open_case(const Story& story);
    void offences(const Story& story);
    void assessments(const Story& story, int count);
    void assess(const Story& story, const std::string& instrument, storage::Instant at, Ending ending, int done);
    void own_drafts(const Story& story);
    void double_ratings(int days_ago);

    Chance& chance_;
    const Cast& cast_;
    const Stage& stage_;
    std::vector<Act> acts_;
    std::optional<engine::Error> failure_;
};

std::string Past::due(const char* clock, storage::Instant from) {
    const auto day = due_day(stage_.catalogues.clocks, clock, stockholm_day(from));
    if (day) return *day;
    if (!failure_) failure_ = day.error();
    return {};
}

storage::Concern Past::made_up_concern(const storage::Subject& subject, storage::Instant received_at) {
    static const std::vector<std::string> signs{"absence", "violence", "substances", "home", "crime_or_recruitment", "other"};
    storage::Concern concern;
    concern.id = storage::ConcernId{storage::random_id()};
    concern.receipt = new_receipt();
    concern.subject = subject;
    concern.subject.school = "Exempelskolan";
    concern.signs.push_back(chance_.one_of(signs));
    const auto& second = chance_.one_of(signs);
    if (second != concern.signs.front() && chance_.permille(400)) concern.signs.push_back(second);
    concern.text = concern_text(chance_, concern.signs);
    concern.urgency = chance_.permille(150) ? "today" : chance_.permille(500) ? "week" : "other";
    const bool by_school = chance_.permille(800);
    concern.reporter = by_school ? cast_.school_team.id.value : cast_.workers.front().id.value;
    concern.reporter_role = by_school ? "school_team" : "social_worker";
    concern.district = cast_.district;
    concern.received_at = received_at;
    concern.received_on = stockholm_day(received_at);
    concern.due_on = due("preliminary-assessment", received_at);
    concern.protection_due_on = due("protection-assessment", received_at);
    return concern;
}

void Past::lone_concern(int days_ago, bool closed) {
    const auto at = working_hour(chance_, stage_.now, days_ago);
    const auto concern = made_up_concern(made_up_subject(chance_, stockholm_day(stage_.now)), at);
    add(at, [concern](storage::Vault& vault) {
        return vault.add_concern(concern, {concern.reporter, concern.received_at, ""}, {});
    });
    if (!closed) return;
    const auto decided_at = at + days{1 + chance_.below(10)};
    const auto worker = chance_.one_of(cast_.workers);
    add(decided_at, [concern, worker, decided_at](storage::Vault& vault) {
        return vault.decide_concern(concern.id, std::nullopt, "Behovet möts av skolans egna insatser.",
                                    actor(worker, decided_at), {});
    });
}

Story Past::begin_story(std::size_t number, int opened_days_ago) {
    Story story;
    story.subject = made_up_subject(chance_, stockholm_day(stage_.now));
    story.worker = cast_.workers[number % cast_.workers.size()];
    story.severity = made_up_severity(chance_);
    story.opened_at = working_hour(chance_, stage_.now, opened_days_ago);
    return story;
}

/// Most investigations are within their four months; some cases go on as follow-up.
int Past::opened_days_ago(bool own) {
    if (own) return 12 + chance_.below(20);
    return chance_.permille(750) ? 35 + chance_.below(80) : 130 + chance_.below(days_of_past - 130);
}

void Past::open_case(const Story& story) {
    storage::Case opened;
    opened.id = story.case_id;
    opened.subject = story.subject;
    opened.assigned_to = story.worker.id.value;
    opened.opened_at = story.opened_at;
    opened.opened_on = stockholm_day(story.opened_at);
    opened.due_on = due("investigation", story.opened_at);
    const auto by = actor(story.worker, story.opened_at);
    if (chance_.permille(400)) {
        add(story.opened_at, [opened, by](storage::Vault& vault) { return vault.add_case(opened, by, {}); });
        return;
    }
    const auto received_at = story.opened_at - days{1 + chance_.below(12)};
    const auto concern = made_up_concern(story.subject, received_at);
    opened.concern = concern.id;
    add(received_at, [concern](storage::Vault& vault) {
        return vault.add_concern(concern, {concern.reporter, concern.received_at, ""}, {});
    });
    add(story.opened_at, [concern, opened, by](storage::Vault& vault) {
        return vault.decide_concern(concern.id, opened, "Oron behöver utredas.", by, {});
    });
}

void Past::offences(const Story& story) {
    if (story.severity < 450 || !chance_.permille(500)) return;
    const auto& catalogue = stage_.catalogues.offences;
    const int count = 1 + chance_.below(2);
    for (int i = 0; i < count; ++i) {
        storage::OffenceRecord offence;
        offence.id = storage::OffenceId{storage::random_id()};
        offence.in_case = story.case_id;
        offence.code = chance_.one_of(catalogue.codes).first;
        offence.basis = chance_.one_of(catalogue.basis).first;
        offence.first = i == 0;
        offence.committed_on = stockholm_day(story.opened_at - days{5 + chance_.below(200)});
        offence.recorded_at = story.opened_at + minutes{30 + i};
        offence.recorded_by = story.worker.id.value;
        const auto by = actor(story.worker, offence.recorded_at);
        add(offence.recorded_at, [offence, by](storage::Vault& vault) { return vault.add_offence(offence, by, {}); });
    }
}

void Past::assess(const Story& story, const std::string& instrument, storage::Instant at, Ending ending, int done) {
    const auto found = stage_.library.find(engine::InstrumentId{instrument});
    if (!found) {
        if (!failure_) failure_ = found.error();
        return;
    }
    auto plan = made_up_assessment(chance_, *found, story.severity + cast_.leaning, done);
    plan.in_case = story.case_id;
    plan.assessor = story.worker.id.value;
    plan.supervisor = cast_.supervisor.id.value;
    plan.started_at = at;
    if (plan.ending > ending) plan.ending = ending;
    for (auto& act : acts_of(plan)) acts_.push_back(std::move(act));
}

void Past::assessments(const Story& story, int count) {
    const auto span = std::chrono::floor<days>(stage_.now) - std::chrono::floor<days>(story.opened_at);
    const int room = std::max(1, static_cast<int>(span.count()) - 8);
    for (int i = 0; i < count; ++i) {
        const int days_ago = std::max(4, room - room * i / count - chance_.below(std::max(1, room / count)));
        const auto at = working_hour(chance_, stage_.now, days_ago);
        const bool last = i + 1 == count;
        const std::string instrument = chance_.permille(50) ? "psc-17" : i == 0 && chance_.permille(450) ? "lika-8" : "lika-36";
        const bool draft = last && chance_.permille(100);
        assess(story, instrument, at, draft ? Ending::draft : Ending::approved, draft ? 600 : 1000);
    }
}

void Past::own_drafts(const Story& story) {
    assess(story, "lika-8", story.opened_at + days{2}, Ending::draft, 750);
    assess(story, "lika-36", story.opened_at + days{3}, Ending::draft, 400);
}

/// Before the working hours of everybody else that day.
void Past::double_ratings(int days_ago) {
    const auto found = stage_.library.find(engine::InstrumentId{"lika-36"});
    if (!found) {
        if (!failure_) failure_ = found.error();
        return;
    }
    acts_.push_back(rated_twice(chance_, cast_, *found, storage::Instant{std::chrono::floor<days>(stage_.now) - days{days_ago}} + 5h));
}

engine::Result<std::vector<Act>> Past::tell() {
    const auto workers = cast_.workers.size();
    const int people = std::max(stage_.people, static_cast<int>(workers) + 1);
    int left = std::max(0, stage_.assessments - 2 * static_cast<int>(workers));
    for (int i = 0; i < people; ++i) {
        const bool own = i < static_cast<int>(workers);
        const auto story = begin_story(static_cast<std::size_t>(i), opened_days_ago(own));
        open_case(story);
        offences(story);
        if (own) {
            own_drafts(story);
            continue;
        }
        const int count = left / (people - i) + (left % (people - i) > 0 ? 1 : 0);
        assessments(story, count);
        left -= count;
    }
    for (const int days_ago : {0, 3, 9, 17}) lone_concern(days_ago, false);
    for (const int days_ago : {30, 80, 200}) lone_concern(days_ago, true);
    for (const int days_ago : {40, 160}) double_ratings(days_ago);
    if (failure_) return *failure_;
    std::stable_sort(acts_.begin(), acts_.end(), [](const Act& a, const Act& b) { return a.at < b.at; });
    return std::move(acts_);
}

}  // namespace

engine::Result<std::vector<Act>> made_up_past(Chance& chance, const Cast& cast, const Stage& stage) {
    return Past{chance, cast, stage}.tell();
}

}  // namespace lika::service::demo
