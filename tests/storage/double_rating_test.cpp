// SPDX-License-Identifier: EUPL-1.2
#include "storage/double_rating.h"

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <random>
#include <set>

#include "storage/detail/double_ratings.h"
#include "storage/detail/retention.h"
#include "storage/detail/store.h"
#include "storage/move.h"
#include "storage/retention.h"
#include "tests/storage/fixture.h"
#include "tests/storage/life.h"
#include "tests/support/failing_disk.h"

using namespace lika;
using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

const std::vector<std::string> everybody{"worker-1", "worker-2", "worker-3", "worker-4"};
constexpr std::uint32_t all_of_them = 50;

/// The same numbers in every run.
Below stream(std::uint32_t seed) {
    const auto engine = std::make_shared<std::mt19937>(seed);
    return [engine](std::uint32_t below) { return std::uniform_int_distribution<std::uint32_t>{0, below - 1}(*engine); };
}

DoubleDraw draw_of(std::uint32_t wanted, const std::string& id = "draw") {
    DoubleDraw draw;
    draw.id = DoubleDrawId{id};
    draw.instrument = "lika-8";
    draw.digest = "sha256:00";
    draw.wanted = wanted;
    draw.days = 30;
    draw.workers = everybody;
    draw.due_on = "2026-04-01";
    return draw;
}

struct Signed {
    Case opened;
    AssessmentId id;
};

Case open_case(Vault& vault, const std::string& worker_of, bool is_protected = false) {
    auto opened = some_case(mark + " Öberg");
    opened.subject.personal_number.reset();
    opened.subject.is_protected = is_protected;
    opened.assigned_to = worker_of;
    REQUIRE(vault.add_case(opened, by(worker_of, 1), {}));
    return opened;
}

/// Signed by `assessor` with this level.
AssessmentId sign_in(Vault& vault, const CaseId& in_case, const std::string& assessor, int minute = 3,
                     const std::string& level = "high") {
    auto draft = some_draft(in_case);
    draft.assessor = assessor;
    REQUIRE(vault.add_assessment(draft, by(assessor, minute), {}));
    REQUIRE(vault.save_responses(draft.id, {rated("I1", 3, mark + " sade hen")}, 1, "e", by(assessor, minute)));
    Signing signing;
    signing.final_level = signing.scored_level = level;
    signing.result = "{}";
    signing.seen = 2;
    REQUIRE(vault.sign(draft.id, signing, by(assessor, minute), {}));
    return draft.id;
}

Signed signed_case(Vault& vault, const std::string& assessor = "worker-1") {
    const auto opened = open_case(vault, assessor);
    return {opened, sign_in(vault, opened.id, assessor)};
}

std::vector<DoubleRating> all_drawn(Vault& vault) {
    const auto found = vault.double_ratings("", supervisor(90));
    REQUIRE(found);
    return *found;
}

DoubleRatingId draw_one(Vault& vault) {
    REQUIRE(*vault.draw_double_ratings(draw_of(1), stream(1), supervisor(10)) == 1);
    return all_drawn(vault).front().id;
}

/// One case of worker-1 that worker-2 or another is to rate.
struct Drawn : District {
    DoubleRating one() { return *vault->double_rating(id); }
    AssessmentId begin() {
        const auto second = vault->begin_double_rating(id, AssessmentId{random_id()}, "2026-03-02", by(one().rater, 11));
        REQUIRE(second);
        return *second;
    }
    void sign(const AssessmentId& second, const std::optional<Override>& overridden = std::nullopt, const std::string& level = "low") {
        REQUIRE(vault->save_responses(second, {rated("I1", 0, mark + " min egen")}, 1, "e", by(one().rater, 12)));
        Signing signing;
        signing.final_level = level;
        signing.scored_level = "low";
        signing.discretionary = overridden;
        signing.result = "{}";
        signing.seen = 2;
        REQUIRE(vault->sign(second, signing, by(one().rater, 13), {}));
    }
    AssessmentId rate() {
        const auto second = begin();
        sign(second);
        return second;
    }
    std::vector<std::string> faults(const std::string& name = "norr") const {
        std::vector<std::string> reasons;
        for (const auto& fault : verify_vault(folder.vaults(), name, key)) reasons.push_back(fault.reason);
        return reasons;
    }

    Signed first = signed_case(*vault);
    DoubleRatingId id = draw_one(*vault);
};

std::unique_ptr<detail::Connection> raw(const District& norr, const std::string& name = "norr") {
    const auto keys = detail::unlock({norr.folder.vaults(), name}, name, norr.key);
    REQUIRE(keys);
    return std::make_unique<detail::Connection>(norr.folder.database(name), keys->cipher, detail::Connection::For::reading);
}

}  // namespace

TEST_CASE("every signed assessment that may be drawn is drawn as often as any other", "[storage][double]") {
    District norr;
    constexpr std::size_t cases = 10, draws = 4000, wanted = 3;
    for (std::size_t i = 0; i < cases; ++i) signed_case(*norr.vault, everybody[i % 2]);
    const auto connection = raw(norr);
    std::map<std::string, double> times;
    const auto chance = stream(7);
    for (std::size_t i = 0; i < draws; ++i)
        for (const auto& one : detail::draw_ratings(*connection, draw_of(wanted), at(0), chance)) ++times[one.first.value];

    REQUIRE(times.size() == cases);
    const double expected = static_cast<double>(draws * wanted) / cases;
    double chi_squared = 0;
    for (const auto& [id, observed] : times) chi_squared += (observed - expected) * (observed - expected) / expected;
    CHECK(chi_squared < 27.88);   // 9 degrees of freedom, 1 in 1000; three at a time vary less, not more
}

TEST_CASE("raters are drawn evenly, as likely one as another, and nobody rates a case that they have met", "[storage][double]") {
    District norr;
    for (int i = 0; i < 12; ++i) signed_case(*norr.vault);
    const auto connection = raw(norr);
    std::map<std::string, int> times;
    const auto chance = stream(3);
    for (int i = 0; i < 300; ++i) {
        std::map<std::string, int> of_draw;
        for (const auto& one : detail::draw_ratings(*connection, draw_of(7), at(0), chance)) ++of_draw[one.rater];
        CHECK_FALSE(of_draw.contains("worker-1"));
        for (const auto* worker : {"worker-2", "worker-3", "worker-4"}) {
            CHECK(of_draw[worker] >= 2);   // 7 over three workers: 2, 2 and 3
            CHECK(of_draw[worker] <= 3);
            times[worker] += of_draw[worker];
        }
    }
    for (const auto& [worker, n] : times) CHECK(std::abs(n - 700) < 35);   // 600 and who gets the third of a draw: 100 ± 8
}

TEST_CASE("whoever already has ratings to do gets the next one last", "[storage][double]") {
    District norr;
    for (int i = 0; i < 6; ++i) signed_case(*norr.vault);
    auto draw = draw_of(3);
    draw.workers = {"worker-2"};
    REQUIRE(*norr.vault->draw_double_ratings(draw, stream(1), supervisor(10)) == 3U);
    auto next = draw_of(3, "next");
    next.workers = {"worker-2", "worker-3"};
    REQUIRE(*norr.vault->draw_double_ratings(next, stream(1), supervisor(11)) == 3U);

    std::map<std::string, int> of;
    for (const auto& one : all_drawn(*norr.vault)) ++of[one.rater];
    CHECK(of == std::map<std::string, int>{{"worker-2", 3}, {"worker-3", 3}});
}

TEST_CASE("who assessed, has or has opened the case does not rate it; when nobody is left it is not drawn", "[storage][double]") {
    District norr;
    const auto opened = open_case(*norr.vault, "worker-2");
    sign_in(*norr.vault, opened.id, "worker-1");
    REQUIRE(norr.vault->case_by_id(opened.id, by("worker-3", 4)));
    auto draw = draw_of(5);
    draw.workers = {"worker-1", "worker-2", "worker-3"};
    CHECK(*norr.vault->draw_double_ratings(draw, stream(1), supervisor(10)) == 0U);
    auto wider = draw_of(5, "wider");
    CHECK(*norr.vault->draw_double_ratings(wider, stream(1), supervisor(11)) == 1U);
    CHECK(all_drawn(*norr.vault).front().rater == "worker-4");
}

TEST_CASE("only the last assessment of a case, signed in time with this edition, of no protected person, is drawn, and once",
          "[storage][double]") {
    District norr;
    const auto twice = signed_case(*norr.vault);
    const auto last = sign_in(*norr.vault, twice.opened.id, "worker-1", 5);
    const auto secret = open_case(*norr.vault, "worker-1", true);
    sign_in(*norr.vault, secret.id, "worker-1");
    auto other = draw_of(all_of_them, "other");
    other.digest = "sha256:11";
    CHECK(*norr.vault->draw_double_ratings(other, stream(1), supervisor(10)) == 0U);
    auto recent = draw_of(all_of_them, "recent");
    recent.days = 1;
    CHECK(*norr.vault->draw_double_ratings(recent, stream(1), supervisor(2 * 24 * 60)) == 0U);

    CHECK(*norr.vault->draw_double_ratings(draw_of(all_of_them), stream(1), supervisor(11)) == 1U);
    REQUIRE(all_drawn(*norr.vault).size() == 1);
    CHECK(all_drawn(*norr.vault).front().first == last);
    CHECK(*norr.vault->draw_double_ratings(draw_of(all_of_them, "again"), stream(1), supervisor(12)) == 0U);
}

TEST_CASE("an assessment is drawn once: not again when it was rated twice, nor when nobody was left to rate it", "[storage][double]") {
    Drawn norr;
    norr.rate();
    CHECK(*norr.vault->draw_double_ratings(draw_of(all_of_them, "again"), stream(1), supervisor(20)) == 0);
    const auto other = signed_case(*norr.vault);
    auto one_worker = draw_of(1, "other");
    one_worker.workers = {"worker-4"};
    REQUIRE(*norr.vault->draw_double_ratings(one_worker, stream(1), supervisor(21)) == 1);
    const auto cancelled = all_drawn(*norr.vault).back();
    REQUIRE(cancelled.first == other.id);
    REQUIRE(norr.vault->give_back_double_rating(cancelled.id, "worker-4", "jäv", {"worker-4"}, stream(1), by("worker-4", 22)));
    REQUIRE(norr.vault->double_rating(cancelled.id)->cancelled_at);
    CHECK(*norr.vault->draw_double_ratings(draw_of(all_of_them, "more"), stream(1), supervisor(23)) == 0);
}

TEST_CASE("the same draw again draws nothing more, and another with its id is refused", "[storage][double]") {
    District norr;
    for (int i = 0; i < 5; ++i) signed_case(*norr.vault);
    CHECK(*norr.vault->draw_double_ratings(draw_of(2), stream(1), supervisor(10)) == 2U);
    CHECK(*norr.vault->draw_double_ratings(draw_of(2), stream(2), supervisor(11)) == 2U);
    CHECK(all_drawn(*norr.vault).size() == 2);
    CHECK(norr.vault->draw_double_ratings(draw_of(3), stream(2), supervisor(12)).error().reason == "key_reused");
}

TEST_CASE("a second assessment is none of its case's own: no list, no figure, no next step has it", "[storage][double]") {
    Drawn norr;
    const auto& in_case = norr.first.opened.id;
    REQUIRE(norr.vault->uncounted(100, supervisor(10))->size() == 1);
    const auto second = norr.begin();
    CHECK(norr.vault->cases("", 9, "", worker(20))->items.front().next_step == "follow_up");   // not continue_draft
    norr.sign(second);

    const auto own = norr.vault->assessments_of(in_case);
    REQUIRE(own->size() == 1);
    CHECK(own->front().id == norr.first.id);
    CHECK(norr.vault->uncounted(100, supervisor(20))->size() == 1);
    CHECK(norr.vault->ownership(second)->second_of == norr.first.id);
    CHECK_FALSE(norr.vault->ownership(norr.first.id)->second_of);
    CHECK(norr.faults().empty());
}

TEST_CASE("signed, both stand side by side unchanged, and the pair is the district's to count", "[storage][double]") {
    Drawn norr;
    const auto before = norr.vault->assessment(norr.first.id, worker(10));
    const auto second = norr.rate();

    const auto one = norr.one();
    CHECK(one.done_at == at(13));
    CHECK(one.second == second);
    CHECK(one.first_assessor == "worker-1");
    const auto after = norr.vault->assessment(norr.first.id, worker(14));
    CHECK(after->responses.front().rating == before->responses.front().rating);
    CHECK(after->signed_at == before->signed_at);
    const auto again = norr.vault->assessment(second, worker(14));
    CHECK(again->state == AssessmentState::signed_);
    CHECK(again->assessor == one.rater);
    CHECK(again->responses.front().rating == 0);
    const auto pairs = norr.vault->pairs("lika-8", "sha256:00", at(0), at(60), supervisor(20));
    REQUIRE(pairs->size() == 1);
    CHECK(pairs->front().first == "high");
    CHECK(pairs->front().second == "low");
    CHECK(norr.vault->pairs("lika-8", "sha256:00", at(0), at(13), supervisor(20))->empty());
    CHECK(norr.vault->pairs("lika-8", "sha256:11", at(0), at(60), supervisor(20))->empty());
    CHECK(norr.vault->pairs("lika-36", "sha256:00", at(0), at(60), supervisor(20))->empty());
    norr.reopen();
    CHECK(norr.vault->assessment(second, worker(15))->responses.size() == 1);
    CHECK(norr.faults().empty());
}

TEST_CASE("the override of a second assessment is kept with its reason and waits for nobody", "[storage][double]") {
    Drawn norr;
    const auto second = norr.begin();
    norr.sign(second, Override{"up", "other", "skäl", "", "", ""}, "high");
    CHECK(norr.vault->ownership(second)->state == AssessmentState::signed_);
    CHECK(norr.vault->assessment(second, worker(20))->discretionary->reason == "skäl");
    CHECK(norr.vault->awaiting_approval(supervisor(20))->empty());
    CHECK(norr.vault->pairs("lika-8", "sha256:00", at(0), at(60), supervisor(20))->front().second == "high");
    CHECK(norr.faults().empty());
}

TEST_CASE("begun twice it is the same draft, empty and with the edition of the first; nobody else begins it", "[storage][double]") {
    Drawn norr;
    const auto second = norr.begin();
    CHECK(norr.begin() == second);
    const auto draft = norr.vault->assessment(second, worker(12));
    CHECK(draft->responses.empty());
    CHECK(draft->instrument == "lika-8");
    CHECK(draft->digest == "sha256:00");
    CHECK_FALSE(draft->final_level);
    CHECK(norr.vault->begin_double_rating(norr.id, AssessmentId{random_id()}, "2026-03-02", worker(12)).error().reason == "not_rater");
    CHECK(*norr.vault->rates_blind(norr.first.opened.id, norr.one().rater));
    CHECK_FALSE(*norr.vault->rates_blind(norr.first.opened.id, "worker-1"));
    norr.sign(second);
    CHECK_FALSE(*norr.vault->rates_blind(norr.first.opened.id, norr.one().rater));
}

TEST_CASE("given back it goes to another who has not met the case, without what was begun, until nobody is left",
          "[storage][double]") {
    Drawn norr;
    std::set<std::string> raters;
    for (int minute = 20; norr.one().is_open(); ++minute) {
        const auto rater = norr.one().rater;
        CHECK(raters.insert(rater).second);
        const auto second = norr.begin();
        REQUIRE(norr.vault->save_responses(second, {rated("I1", 0, "x")}, 1, "e", by(rater, minute)));
        REQUIRE(norr.vault->give_back_double_rating(norr.id, rater, "jäv", everybody, stream(1), by(rater, minute)));
        REQUIRE(norr.vault->give_back_double_rating(norr.id, rater, "jäv", everybody, stream(1), by(rater, minute)));   // once
        CHECK(norr.vault->assessment(second, worker(minute)).error().reason == "no_such_assessment");
        CHECK_FALSE(*norr.vault->rates_blind(norr.first.opened.id, rater));
        CHECK(norr.vault->give_back_double_rating(norr.id, rater, "annat", everybody, stream(1), by(rater, minute)).error().reason ==
              "already_given_back");
    }
    CHECK(raters == std::set<std::string>{"worker-2", "worker-3", "worker-4"});
    const auto one = norr.one();
    CHECK(one.cancelled_at);
    CHECK(one.given_back.size() == 3);
    CHECK(one.given_back.front().reason == "jäv");
    CHECK(norr.faults().empty());
}

TEST_CASE("what is done is not given back, and only its rater's rating is", "[storage][double]") {
    Drawn norr;
    CHECK(norr.vault->give_back_double_rating(norr.id, "worker-1", "jäv", everybody, stream(1), worker(20)).error().reason == "not_rater");
    norr.rate();
    const auto rater = norr.one().rater;
    CHECK(norr.vault->give_back_double_rating(norr.id, rater, "jäv", everybody, stream(1), by(rater, 20)).error().reason == "already_done");
    CHECK(norr.vault->give_back_double_rating(norr.id, rater, std::string(5000, 'x'), everybody, stream(1), by(rater, 20)).error().reason ==
          "too_long");
}

TEST_CASE("a discussion is recorded once, when both have rated, and changes no rating", "[storage][double]") {
    Drawn norr;
    CHECK(norr.vault->discuss_double_rating(norr.id, "Vi såg olika på I1", worker(10)).error().reason == "not_done");
    norr.rate();
    REQUIRE(norr.vault->discuss_double_rating(norr.id, "Vi såg olika på I1", worker(20)));
    REQUIRE(norr.vault->discuss_double_rating(norr.id, "Vi såg olika på I1", supervisor(21)));
    CHECK(norr.vault->discuss_double_rating(norr.id, "Annat", worker(22)).error().reason == "already_discussed");
    const auto one = norr.one();
    CHECK(one.discussion->text == "Vi såg olika på I1");
    CHECK(one.discussion->by == "worker-1");
    CHECK(one.discussion->at == at(20));
    CHECK(norr.vault->pairs("lika-8", "sha256:00", at(0), at(60), worker(23))->front().second == "low");
}

TEST_CASE("a worker's list has what is theirs to rate, and what they rated first once the other is done", "[storage][double]") {
    Drawn norr;
    const auto rater = norr.one().rater;
    CHECK(norr.vault->double_ratings(rater, by(rater, 20))->size() == 1);
    CHECK(norr.vault->double_ratings("worker-1", worker(20))->empty());
    norr.rate();
    CHECK(norr.vault->double_ratings(rater, by(rater, 21))->size() == 1);
    CHECK(norr.vault->double_ratings("worker-1", worker(21))->size() == 1);
    CHECK(norr.vault->double_ratings("worker-9", worker(21))->empty());
}

TEST_CASE("a moved case takes along what was rated twice; what is not done stays behind and is no more", "[storage][double]") {
    Drawn norr;
    const auto second = norr.rate();
    REQUIRE(norr.vault->discuss_double_rating(norr.id, mark + " vi", worker(20)));
    const auto& in_case = norr.first.opened.id;
    sign_in(*norr.vault, in_case, "worker-1", 30);
    REQUIRE(*norr.vault->draw_double_ratings(draw_of(1, "next"), stream(2), supervisor(31)) == 1U);
    const auto open = all_drawn(*norr.vault).back();
    REQUIRE(norr.vault->give_back_double_rating(open.id, open.rater, mark + " jäv", everybody, stream(1), by(open.rater, 32)));
    const auto rater = norr.vault->double_rating(open.id)->rater;
    const auto begun = norr.vault->begin_double_rating(open.id, AssessmentId{random_id()}, "2026-03-02", by(rater, 33));
    REQUIRE(norr.vault->save_responses(*begun, {rated("I1", 1, mark)}, 1, "e", by(rater, 33)));
    const auto syd = Vault::create(norr.folder.vaults(), "syd", norr.key);
    REQUIRE(move_case(norr.folder.vaults(), norr.key, {"norr", "syd", in_case, "worker-9"}, supervisor(40), [](const char*) {}));

    CHECK(all_drawn(*norr.vault).empty());
    CHECK_FALSE(*norr.vault->rates_blind(in_case, rater));
    CHECK(norr.vault->pairs("lika-8", "sha256:00", at(0), at(60), supervisor(41))->empty());
    const auto there = all_drawn(**syd);
    REQUIRE(there.size() == 1);
    CHECK(there.front().id == norr.id);
    CHECK(there.front().discussion->text == mark + " vi");
    CHECK((*syd)->assessment(second, by("worker-9", 42))->responses.front().rating == 0);
    CHECK((*syd)->ownership(second)->second_of == norr.first.id);
    CHECK((*syd)->assessment(*begun, by("worker-9", 42)).error().reason == "no_such_assessment");
    CHECK((*syd)->assessments_of(in_case)->size() == 2);
    CHECK((*syd)->uncounted(100, supervisor(43))->size() == 2);   // never the second
    CHECK((*syd)->pairs("lika-8", "sha256:00", at(0), at(60), supervisor(43))->size() == 1);
    for (const std::string name : {"norr", "syd"}) CHECK(norr.faults(name).empty());
    const auto log = norr.vault->log(in_case.value, 200, "", supervisor(44));
    CHECK(std::count_if(log->items.begin(), log->items.end(), [](const auto& entry) { return entry.action == "double_rating_cancelled"; }) ==
          1);
}

TEST_CASE("a purged case leaves nothing of its double ratings, done or not", "[storage][double]") {
    Drawn norr;
    norr.rate();
    REQUIRE(norr.vault->discuss_double_rating(norr.id, mark, worker(20)));
    const auto& in_case = norr.first.opened.id.value;
    sign_in(*norr.vault, norr.first.opened.id, "worker-1", 30);
    REQUIRE(*norr.vault->draw_double_ratings(draw_of(1, "next"), stream(2), supervisor(31)) == 1U);
    const auto open = all_drawn(*norr.vault).back();
    REQUIRE(norr.vault->give_back_double_rating(open.id, open.rater, mark, everybody, stream(1), by(open.rater, 32)));
    const auto rater = norr.vault->double_rating(open.id)->rater;
    REQUIRE(norr.vault->begin_double_rating(open.id, AssessmentId{random_id()}, "2026-03-02", by(rater, 33)));
    RetentionAnswers closed;
    closed.placed = closed.paternity = closed.adoption = closed.custody_agreement = false;
    closed.closed = true;
    const auto desk = std::move(*Retention::open(norr.folder.vaults(), "norr", norr.key));
    REQUIRE(desk->record(in_case, closed, worker(40)));
    const auto files = desk->files(by("admin-1", 101));
    REQUIRE(files);
    CHECK_FALSE(files->front().has_drafts);   // a purge does not wait for a rating
    const PurgeItem item{engine::FileKind::case_file, in_case, "five-years", "2031-03-02", files->front().last_note_at};
    REQUIRE(desk->propose({item}, by("admin-1", 102)));
    REQUIRE(*desk->purge(item, by("admin-2", 103)));

    CHECK(all_drawn(*norr.vault).empty());
    const auto connection = raw(norr);
    for (const auto* table : {"double_rating", "given_back", "assessment", "response"})
        CHECK(connection->find<int>(std::string{"SELECT count(*) FROM "} + table) == 0);
    CHECK(norr.faults().empty());
}

TEST_CASE("a double rating is no note of its case: it neither opens it again nor puts off its purge", "[storage][double]") {
    Drawn norr;
    const auto connection = raw(norr);
    const auto& in_case = norr.first.opened.id.value;
    const auto before = detail::last_note_of(*connection, in_case);
    norr.rate();
    REQUIRE(norr.vault->discuss_double_rating(norr.id, "vi", worker(20)));
    CHECK(detail::last_note_of(*connection, in_case) == before);
    REQUIRE(norr.vault->discuss_double_rating(norr.id, "vi", worker(21)));
    sign_in(*norr.vault, norr.first.opened.id, "worker-1", 30);
    CHECK(detail::last_note_of(*connection, in_case) == at(30));
}

TEST_CASE("a draw that the disk cuts short has drawn nothing, and the same again draws all", "[storage][double]") {
    District norr;
    for (int i = 0; i < 6; ++i) signed_case(*norr.vault);
    std::uint32_t drawn = 0;
    int refused = 0;
    for (int writes = 0; drawn == 0 && writes < 200; ++writes) {
        {
            const lika::tests::FailingDisk disk{writes, ENOSPC};
            const auto done = norr.vault->draw_double_ratings(draw_of(4), stream(1), supervisor(10));
            if (done) drawn = *done;
        }
        if (drawn != 0) break;
        ++refused;
        CHECK(all_drawn(*norr.vault).empty());
    }
    CHECK(refused > 0);
    CHECK(drawn == 4);
    CHECK(all_drawn(*norr.vault).size() == 4);
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}
