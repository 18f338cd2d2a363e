// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <functional>
#include <regex>
#include <set>

#include "storage/city.h"
#include "tests/storage/fixture.h"
#include "tests/support/failing_disk.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

/// A command, what it leaves in the log when it is done, newest first, and whether it worked.
template <class Vault>
struct Command {
    std::string name;
    std::vector<std::string> entries;  ///< none: a look-up that is stated as unlogged
    std::function<bool(Vault&)> run;
};

/// Names of the commands a class's header declares.
std::set<std::string> declared(const std::string& file, const std::string& name) {
    auto text = content(fs::path{PROJECT_SOURCE} / "storage" / file);
    text = text.substr(text.find("class " + name + " {"));
    text = text.substr(0, text.find("private:"));
    text = std::regex_replace(text, std::regex{"///[^\\n]*"}, "");
    std::set<std::string> names;
    const std::regex command{R"((static )?engine::Result<[^;]*?>\s+(\w+)\()"};
    for (auto at = std::sregex_iterator{text.begin(), text.end(), command};
         at != std::sregex_iterator{}; ++at)
        if (!(*at)[1].matched) names.insert((*at)[2]);
    return names;
}

std::vector<std::string> logged(Vault& vault) {
    return actions(*vault.log("", 200, "", worker()));
}
std::vector<std::string> logged(City& city) {
    return actions(*city.log(200, "", worker()));
}

/// Runs every command and holds what it leaves in the log against the table, with the disk as it is
/// and with one on which nothing can be written.
template <class Vault>
void check_all(Vault& vault, const std::vector<Command<Vault>>& commands,
               const std::set<std::string>& wanted) {
    std::set<std::string> run;
    for (const auto& [name, entries, command] : commands) {
        INFO(name);
        run.insert(name.substr(0, name.find(' ')));
        auto before = logged(vault);
        if (!entries.empty()) {
            const lika::tests::FailingDisk disk{0, ENOSPC};
            CHECK_FALSE(command(vault));  // what cannot be logged does not happen, nor is it read
        }
        REQUIRE(command(vault));

        auto after = logged(vault);
        REQUIRE(after.size() >= before.size() + 1);
        after.resize(after.size() - before.size());
        CHECK(after.back() == "log_read");  // our own look at `before`
        after.pop_back();
        CHECK(after == entries);
    }
    CHECK(run == wanted);
}

const AccountId anna{"anna"};

}  // namespace

TEST_CASE("every command of a vault leaves its entry, or is a look-up stated as unlogged",
          "[storage][log]") {
    District norr;
    const auto in_case = some_case(), other = some_case("Två"), third = some_case("Tre");
    const auto concern = some_concern(), closed = some_concern(1);
    const auto draft = some_draft(in_case.id), waiting = some_draft(in_case.id);
    OffenceRecord offence;
    offence.id = OffenceId{random_id()};
    offence.in_case = in_case.id;
    Signing signing, discretionary;
    signing.result = discretionary.result = "{}";
    signing.seen = 2;
    discretionary.seen = 1;
    discretionary.discretionary = Override{"up", "other", "skäl", "", "", ""};
    const AssessmentId second{random_id()};
    const auto by = [](const std::string& account) { return Actor{account, at(9), ""}; };
    DoubleRatingId drawn;
    const auto rater = [&](Vault& vault) { return vault.double_rating(drawn)->rater; };
    using C = Command<Vault>;

    check_all(
        *norr.vault,
        std::vector<C>{
            {"add_case",
             {"case_opened"},
             [&](auto& v) { return bool(v.add_case(in_case, worker(), {})); }},
            {"add_concern",
             {"concern_received"},
             [&](auto& v) { return bool(v.add_concern(concern, worker(), {})); }},
            {"add_concern again",
             {"concern_received"},
             [&](auto& v) { return bool(v.add_concern(closed, worker(), {})); }},
            {"concerns",
             {"concerns_listed"},
             [&](auto& v) { return bool(v.concerns("", 9, "", worker())); }},
            {"concerns of none",
             {},
             [&](auto& v) { return bool(v.concerns("nobody", 9, "", worker())); }},
            {"concern",
             {"concern_read"},
             [&](auto& v) { return bool(v.concern(concern.id, worker())); }},
            {"decide_concern",
             {"concern_opened", "case_opened"},
             [&](auto& v) {
                 auto opened = third;
                 opened.subject.personal_number.reset();
                 return bool(v.decide_concern(concern.id, opened, "", worker(), {}));
             }},
            {"decide_concern closed",
             {"concern_closed"},
             [&](auto& v) {
                 return bool(v.decide_concern(closed.id, std::nullopt, "nej", worker(), {}));
             }},
            {"cases",
             {"cases_listed"},
             [&](auto& v) { return bool(v.cases("", 9, "", worker())); }},
            {"case_by_id",
             {"case_read"},
             [&](auto& v) { return bool(v.case_by_id(in_case.id, worker())); }},
            {"add_offence",
             {"offence_recorded"},
             [&](auto& v) { return bool(v.add_offence(offence, worker(), {})); }},
            {"add_assessment",
             {"assessment_started"},
             [&](auto& v) { return bool(v.add_assessment(draft, worker(), {})); }},
            {"add_assessment waiting",
             {"assessment_started"},
             [&](auto& v) { return bool(v.add_assessment(waiting, worker(), {})); }},
            {"assessment",
             {"assessment_read"},
             [&](auto& v) { return bool(v.assessment(draft.id, worker())); }},
            {"save_responses",
             {"responses_saved"},
             [&](auto& v) {
                 return bool(v.save_responses(draft.id, {rated("I1", 1, "x")}, 1, "tab", worker()));
             }},
            {"save_responses stale",
             {"responses_saved"},
             [&](auto& v) {
                 return bool(v.save_responses(draft.id, {rated("I1", 1, "y")}, 9, "tab", worker()));
             }},
            {"sign",
             {"assessment_signed"},
             [&](auto& v) { return bool(v.sign(draft.id, signing, worker(), {})); }},
            {"sign asking",
             {"approval_asked"},
             [&](auto& v) { return bool(v.sign(waiting.id, discretionary, worker(), {})); }},
            {"awaiting_approval",
             {"approvals_listed", "approval_read"},
             [&](auto& v) { return bool(v.awaiting_approval(supervisor())); }},
            {"approve",
             {"override_approved"},
             [&](auto& v) { return bool(v.approve(waiting.id, true, "ja", supervisor(), {})); }},
            {"uncounted",
             {"uncounted_read"},
             [&](auto& v) { return bool(v.uncounted(9, worker())); }},
            {"count",
             {"outcomes_counted"},
             [&](auto& v) { return bool(v.count({{draft.id, "bytes"}}, worker())); }},
            {"extract",
             {"outcomes_extracted"},
             [&](auto& v) {
                 const auto nothing = [](Token, Token, const auto&) {};
                 return bool(v.extract({"lika-36", at(0), at(60), "2026-01-01", "2027-01-01"}, {nothing, nothing}, worker()));
             }},
            {"draw_double_ratings",
             {"double_ratings_drawn", "double_rating_drawn"},
             [&](auto& v) {
                 DoubleDraw draw;
                 draw.id = DoubleDrawId{"draw"};
                 draw.instrument = draft.instrument;
                 draw.digest = draft.digest;
                 draw.wanted = draw.days = 1;
                 draw.workers = {"worker-2", "worker-3"};
                 const auto found = v.draw_double_ratings(draw, random_below, supervisor(9));
                 return found && *found == 1;
             }},
            {"double_ratings",
             {"double_ratings_listed"},
             [&](auto& v) {
                 const auto all = v.double_ratings("", worker());
                 if (all) drawn = all->front().id;
                 return bool(all);
             }},
            {"read_double_rating",
             {"double_rating_read"},
             [&](auto& v) { return bool(v.read_double_rating(drawn, worker())); }},
            {"give_back_double_rating",
             {"double_rating_drawn", "double_rating_given_back"},
             [&](auto& v) {
                 const auto first = rater(v);
                 return bool(v.give_back_double_rating(drawn, first, "jäv", {"worker-2", "worker-3"}, random_below, by(first)));
             }},
            {"begin_double_rating",
             {"double_rating_begun"},
             [&](auto& v) {
                 return bool(v.begin_double_rating(drawn, second, "2026-03-02", by(rater(v))));
             }},
            {"save_responses second",
             {"double_rating_saved"},
             [&](auto& v) { return bool(v.save_responses(second, {rated("I1", 1, "x")}, 1, "tab", worker())); }},
            {"sign second",
             {"double_rating_signed"},
             [&](auto& v) { return bool(v.sign(second, signing, by(rater(v)), {})); }},
            {"discuss_double_rating",
             {"double_rating_discussed"},
             [&](auto& v) { return bool(v.discuss_double_rating(drawn, "lika", worker())); }},
            {"pairs",
             {"pairs_extracted"},
             [&](auto& v) { return bool(v.pairs("lika-36", "sha256:00", at(0), at(60), worker())); }},
            {"log", {"log_read"}, [&](auto& v) { return bool(v.log("", 9, "", worker())); }},
            {"log_refused",
             {"case_read"},
             [&](auto& v) { return bool(v.log_refused("case_read", in_case.id.value, worker())); }},
            // Unlogged: they tell whose a thing is, to decide whether it may be read, or are parts
            // of a case whose reading has its entry. docs/storage-format.md, "Log".
            {"find_once", {}, [&](auto& v) { return bool(v.find_once("a", "k")); }},
            {"reporter_of", {}, [&](auto& v) { return bool(v.reporter_of(concern.id)); }},
            {"assigned_to", {}, [&](auto& v) { return bool(v.assigned_to(in_case.id)); }},
            {"case_of", {}, [&](auto& v) { return bool(v.case_of("20110506-2384")); }},
            {"assessments_of", {}, [&](auto& v) { return bool(v.assessments_of(in_case.id)); }},
            {"offences_of", {}, [&](auto& v) { return bool(v.offences_of(in_case.id)); }},
            {"double_rating", {}, [&](auto& v) { return bool(v.double_rating(drawn)); }},
            {"rates_blind", {}, [&](auto& v) { return bool(v.rates_blind(in_case.id, "worker-2")); }},
            {"ownership", {}, [&](auto& v) { return bool(v.ownership(draft.id)); }},
            {"checkpoint",
             {},
             [&](auto& v) { return bool(v.checkpoint(norr.folder.path(), at(0))); }}},
        declared("vault.h", "Vault"));
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("every command of a city leaves its entry, or is a look-up stated as unlogged",
          "[storage][log]") {
    Folder folder;
    const auto key = Keyring::create(folder.keys());
    const auto city = City::create(folder.vaults(), *key);
    Account account;
    account.id = anna;
    account.username = "anna";
    const Session session{"digest", anna, "csrf", at(0), at(0)};
    const CityAction action{CityActionId{"one"}, "high_band", "norr", "gå igenom", "2026-04-01", "", {}, {}, {}};
    PanelRating rating;
    rating.id = PanelRatingId{"g"};
    rating.vignette = "v1";
    rating.set_in = "norr";
    Exercise exercise;
    exercise.id = ExerciseId{"e"};
    exercise.last_day = "2026-03-20";
    exercise.vignettes = {{"v1", "", {}}};
    ExerciseAnswer answer;
    answer.exercise = exercise.id;
    answer.vignette = "v1";
    using C = Command<City>;

    check_all(
        **city,
        std::vector<C>{
            {"add_account",
             {"account_added"},
             [&](auto& c) { return bool(c.add_account(account, worker())); }},
            {"sign_in_failed",
             {"sign_in"},
             [&](auto& c) { return bool(c.sign_in_failed(anna, 1, std::nullopt, worker())); }},
            {"signed_in",
             {"sign_in"},
             [&](auto& c) { return bool(c.signed_in(session, 0, worker())); }},
            {"end_sessions_before none",
             {},
             [&](auto& c) { return bool(c.end_sessions_before(at(-9), at(-9), worker())); }},
            {"end_sessions_before",
             {"sessions_ended"},
             [&](auto& c) { return bool(c.end_sessions_before(at(9), at(9), worker())); }},
            {"end_session",
             {"sign_out"},
             [&](auto& c) { return bool(c.end_session("digest", worker())); }},
            {"reset_password",
             {"password_reset"},
             [&](auto& c) { return bool(c.reset_password(anna, "hash", worker())); }},
            {"disable_account",
             {"account_disabled"},
             [&](auto& c) { return bool(c.disable_account(anna, worker())); }},
            {"hide",
             {"figures_made"},
             [&](auto& c) { return bool(c.hide("r", {"a"}, worker())); }},
            {"record_action",
             {"action_recorded"},
             [&](auto& c) { return bool(c.record_action(action, worker())); }},
            {"follow_up",
             {"action_followed_up"},
             [&](auto& c) { return bool(c.follow_up(action.id, "norr", "gjort", worker())); }},
            {"set_panel_rating",
             {"panel_rating_set"},
             [&](auto& c) { return bool(c.set_panel_rating(rating, worker())); }},
            {"agree_on",
             {"panel_rating_agreed"},
             [&](auto& c) { return bool(c.agree_on(rating.id, "soder", supervisor())); }},
            {"open_exercise",
             {"exercise_opened"},
             [&](auto& c) { return bool(c.open_exercise(exercise, worker())); }},
            {"save_answer",
             {"exercise_answer_saved"},
             [&](auto& c) { return bool(c.save_answer(answer, "2026-03-02", worker())); }},
            {"finish_answer",
             {"exercise_answer_done"},
             [&](auto& c) { return bool(c.finish_answer(answer, "2026-03-02", worker())); }},
            {"close_exercise",
             {"exercise_closed"},
             [&](auto& c) { return bool(c.close_exercise(exercise.id, worker())); }},
            {"answers_to",
             {"exercise_answers_read"},
             [&](auto& c) { return bool(c.answers_to(exercise.id, "2026-03-02", worker())); }},
            // Unlogged: nobody real is in a vignette, and an account's answers are shown to it alone.
            {"panel_ratings", {}, [&](auto& c) { return bool(c.panel_ratings("v1")); }},
            {"panel_rating", {}, [&](auto& c) { return bool(c.panel_rating(rating.id)); }},
            {"exercises", {}, [&](auto& c) { return bool(c.exercises()); }},
            {"turnout", {}, [&](auto& c) { return bool(c.turnout(exercise.id)); }},
            {"answers_of", {}, [&](auto& c) { return bool(c.answers_of(anna)); }},
            {"hidden_in", {}, [&](auto& c) { return bool(c.hidden_in("r")); }},
            {"actions", {}, [&](auto& c) { return bool(c.actions("norr")); }},
            {"log_refused",
             {"sign_in"},
             [&](auto& c) { return bool(c.log_refused("sign_in", "x", worker())); }},
            {"log_act",
             {"passphrase_changed"},
             [&](auto& c) { return bool(c.log_act("passphrase_changed", worker())); }},
            {"log", {"log_read"}, [&](auto& c) { return bool(c.log(9, "", worker())); }},
            // Unlogged: who may sign in and is signed in, asked at every request; no case.
            {"account_by_username",
             {},
             [&](auto& c) { return bool(c.account_by_username("anna")); }},
            {"account_by_id", {}, [&](auto& c) { return bool(c.account_by_id(anna)); }},
            {"accounts", {}, [&](auto& c) { return bool(c.accounts()); }},
            {"session", {}, [&](auto& c) { return bool(c.session("digest")); }},
            {"touch_session", {}, [&](auto& c) { return bool(c.touch_session("digest", at(1))); }},
            {"checkpoint", {}, [&](auto& c) { return bool(c.checkpoint(folder.path(), at(0))); }}},
        declared("city.h", "City"));
    CHECK(verify_vault(folder.vaults(), "city", *key).empty());
}
