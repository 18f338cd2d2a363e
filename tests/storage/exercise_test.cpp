// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "storage/city.h"
#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

const std::string today = "2026-03-02", last_day = "2026-03-20", after = "2026-03-21";

/// A city with one vignette agreed on by supervisors of two districts.
struct Town {
    Folder folder;
    Keyring key = std::move(*Keyring::create(folder.keys()));
    std::unique_ptr<City> city = std::move(*City::create(folder.vaults(), key));

    void reopen() {
        city.reset();
        city = std::move(*City::open(folder.vaults(), key));
    }
    void agreed(const std::string& id, const std::string& vignette = "v1", const std::string& level = "low") {
        REQUIRE(city->set_panel_rating(rating(id, vignette, level), north()));
        REQUIRE(city->agree_on(PanelRatingId{id}, "soder", south()));
    }

    static Actor north() { return {"nora", at(0), ""}; }
    static Actor south() { return {"sam", at(5), ""}; }
    static Actor anna(int minute = 10) { return {"anna", at(minute), ""}; }

    static PanelRating rating(const std::string& id, const std::string& vignette = "v1", const std::string& level = "low") {
        PanelRating one;
        one.id = PanelRatingId{id};
        one.vignette = vignette;
        one.version = "1.0";
        one.level = level;
        one.reason = {{"sv", "Därför: allt 3:or, 4,"}, {"en", "Therefore"}};
        one.items = {{"I1", 2, "", {{"sv", "Sett"}}}, {"I2", std::nullopt, "not_known", {{"en", "Nobody says"}}}};
        one.set_in = "norr";
        return one;
    }
    static Exercise exercise(const std::string& id, const std::vector<std::string>& vignettes = {"v1"}) {
        Exercise one;
        one.id = ExerciseId{id};
        one.title = "Hösten";
        one.instrument = "lika-36";
        one.instrument_version = "1.0";
        one.last_day = last_day;
        for (const auto& vignette : vignettes) one.vignettes.push_back({vignette, "1.0", {}});
        return one;
    }
    static ExerciseAnswer answer(std::vector<VignetteResponse> items, const std::string& level = "", const std::string& vignette = "v1") {
        ExerciseAnswer one;
        one.exercise = ExerciseId{"e1"};
        one.vignette = vignette;
        one.district = "norr";
        one.items = std::move(items);
        one.level = level;
        return one;
    }
};

template <class T>
std::string why(const lika::engine::Result<T>& result) {
    return result ? "" : result.error().reason;
}

}  // namespace

TEST_CASE("what a panel sets is there with its reasons after a restart, and is set once", "[storage][exercises]") {
    Town town;
    REQUIRE(town.city->set_panel_rating(Town::rating("g1"), Town::north()));
    REQUIRE(town.city->set_panel_rating(Town::rating("g1"), Town::north()));
    CHECK(why(town.city->set_panel_rating(Town::rating("g1", "v1", "high"), Town::north())) == "key_reused");
    auto long_one = Town::rating("g2");
    long_one.items[0].reason["sv"] = std::string(600 * 1024, 'x');
    CHECK(why(town.city->set_panel_rating(long_one, Town::north())) == "too_long");

    town.reopen();

    const auto all = *town.city->panel_ratings("v1");
    REQUIRE(all.size() == 1);
    CHECK(all[0].items == Town::rating("g1").items);
    CHECK(all[0].reason == Town::rating("g1").reason);
    CHECK(all[0].set_by == "nora");
    CHECK(all[0].set_at == at(0));
    CHECK_FALSE(all[0].agreed_at);
    CHECK(town.city->panel_ratings("v2")->empty());
    CHECK(town.city->panel_ratings(std::nullopt)->size() == 1);
    CHECK(why(town.city->panel_rating(PanelRatingId{"none"})) == "no_such_rating");
}

TEST_CASE("a panel is two: another account of another district agrees, on what was set last", "[storage][exercises]") {
    Town town;
    const PanelRatingId first{"g1"}, second{"g2"};
    REQUIRE(town.city->set_panel_rating(Town::rating("g1"), Town::north()));

    CHECK(why(town.city->agree_on(first, "soder", Town::north())) == "own_rating");
    CHECK(why(town.city->agree_on(first, "norr", Town::south())) == "own_district");
    CHECK(why(town.city->agree_on(PanelRatingId{"none"}, "soder", Town::south())) == "no_such_rating");
    REQUIRE(town.city->set_panel_rating(Town::rating("g2", "v1", "some"), Town::north()));
    CHECK(why(town.city->agree_on(first, "soder", Town::south())) == "rating_replaced");

    REQUIRE(town.city->agree_on(second, "soder", Town::south()));
    REQUIRE(town.city->agree_on(second, "soder", Town::south()));
    CHECK(why(town.city->agree_on(second, "vast", {"vera", at(9), ""})) == "already_agreed");
    const auto agreed = *town.city->panel_rating(second);
    CHECK(agreed.agreed_by == "sam");
    CHECK(agreed.agreed_at == at(5));
    CHECK_FALSE(town.city->panel_rating(first)->agreed_at);   // earlier ones stay to be read
}

TEST_CASE("an exercise is opened on agreed vignettes alone, once, and closed once", "[storage][exercises]") {
    Town town;
    CHECK(why(town.city->open_exercise(Town::exercise("e1"), Town::north())) == "not_agreed");
    REQUIRE(town.city->set_panel_rating(Town::rating("g1"), Town::north()));
    CHECK(why(town.city->open_exercise(Town::exercise("e1"), Town::north())) == "not_agreed");
    CHECK(town.city->exercises()->empty());
    REQUIRE(town.city->agree_on(PanelRatingId{"g1"}, "soder", Town::south()));
    CHECK(town.city->open_exercise(Town::exercise("e1", {"v1", "v2"}), Town::north()).error().place == "v2");
    CHECK(why(town.city->open_exercise(Town::exercise("e1", {}), Town::north())) == "no_vignettes");
    CHECK(why(town.city->open_exercise(Town::exercise("e1", {"v1", "v1"}), Town::north())) == "repeated_vignette");
    auto other_version = Town::exercise("e1");
    other_version.vignettes[0].version = "2.0";
    CHECK(why(town.city->open_exercise(other_version, Town::north())) == "not_agreed");

    REQUIRE(town.city->open_exercise(Town::exercise("e1"), Town::north()));
    REQUIRE(town.city->open_exercise(Town::exercise("e1"), Town::north()));
    auto other = Town::exercise("e1");
    other.title = "Våren";
    CHECK(why(town.city->open_exercise(other, Town::north())) == "key_reused");
    CHECK(why(town.city->close_exercise(ExerciseId{"e2"}, Town::north())) == "no_such_exercise");
    REQUIRE(town.city->close_exercise(ExerciseId{"e1"}, Town::south()));
    REQUIRE(town.city->close_exercise(ExerciseId{"e1"}, {"nora", at(50), ""}));

    town.reopen();
    const auto all = *town.city->exercises();
    REQUIRE(all.size() == 1);
    CHECK(all[0].closed_at == at(5));   // the first time counts
    CHECK(all[0].vignettes[0].gold == PanelRatingId{"g1"});
    CHECK_FALSE(all[0].is_open(today));
}

TEST_CASE("a rating that is agreed on while an exercise is open changes nothing in it", "[storage][exercises]") {
    Town town;
    town.agreed("g1");
    REQUIRE(town.city->open_exercise(Town::exercise("e1"), Town::north()));
    town.agreed("g2", "v1", "high");
    REQUIRE(town.city->open_exercise(Town::exercise("e2"), Town::north()));

    const auto all = *town.city->exercises();

    for (const auto& one : all) CHECK(one.vignettes[0].gold.value == (one.id.value == "e1" ? "g1" : "g2"));
    CHECK(town.city->panel_rating(all[0].vignettes[0].gold)->agreed_at.has_value());
}

TEST_CASE("an answer grows item by item until it is done, and then never changes", "[storage][exercises]") {
    Town town;
    town.agreed("g1");
    REQUIRE(town.city->open_exercise(Town::exercise("e1"), Town::north()));
    REQUIRE(town.city->save_answer(Town::answer({{"I1", 1, "", {}}, {"I2", 3, "", {}}}), today, Town::anna()));
    REQUIRE(town.city->save_answer(Town::answer({{"I2", std::nullopt, "not_known", {}}}), today, Town::anna()));
    auto own = *town.city->answers_of(AccountId{"anna"});
    REQUIRE(own.size() == 1);
    CHECK(own[0].items == std::vector<VignetteResponse>{{"I1", 1, "", {}}, {"I2", std::nullopt, "not_known", {}}});
    CHECK_FALSE(own[0].done_at);
    REQUIRE(town.city->save_answer(Town::answer({{"I2", std::nullopt, "", {}}}), today, Town::anna()));   // taken back
    CHECK(town.city->answers_of(AccountId{"anna"})->front().items.size() == 1);

    const auto whole = Town::answer({{"I1", 1, "", {}}, {"I2", 2, "", {}}}, "some");
    REQUIRE(town.city->finish_answer(whole, today, Town::anna(20)));
    REQUIRE(town.city->finish_answer(whole, today, Town::anna(30)));
    CHECK(why(town.city->finish_answer(Town::answer(whole.items, "high"), today, Town::anna())) == "already_done");
    CHECK(why(town.city->finish_answer(Town::answer({{"I1", 2, "", {}}}, "some"), today, Town::anna())) == "already_done");
    CHECK(why(town.city->save_answer(Town::answer({{"I1", 3, "", {}}}), today, Town::anna())) == "already_done");

    town.reopen();
    own = *town.city->answers_of(AccountId{"anna"});
    CHECK(own[0].level == "some");
    CHECK(own[0].done_at == at(20));
    CHECK(own[0].items == whole.items);
    CHECK(town.city->answers_of(AccountId{"bertil"})->empty());
    CHECK(verify_vault(town.folder.vaults(), "city", town.key).empty());
}

TEST_CASE("no answer is taken after the last day, after closing, or for a vignette that is not in it", "[storage][exercises]") {
    Town town;
    town.agreed("g1");
    REQUIRE(town.city->open_exercise(Town::exercise("e1"), Town::north()));
    const auto one = Town::answer({{"I1", 1, "", {}}}, "low");
    CHECK(why(town.city->save_answer(one, after, Town::anna())) == "exercise_closed");
    CHECK(why(town.city->finish_answer(one, after, Town::anna())) == "exercise_closed");
    CHECK(why(town.city->save_answer(Town::answer({}, "", "v9"), today, Town::anna())) == "no_such_exercise");
    auto elsewhere = one;
    elsewhere.exercise = ExerciseId{"e9"};
    CHECK(why(town.city->save_answer(elsewhere, today, Town::anna())) == "no_such_exercise");
    REQUIRE(town.city->save_answer(one, last_day, Town::anna()));
    auto long_one = one;
    long_one.items[0].missing = std::string(70 * 1024, 'x');
    CHECK(why(town.city->save_answer(long_one, today, Town::anna())) == "too_long");

    REQUIRE(town.city->close_exercise(ExerciseId{"e1"}, Town::north()));
    CHECK(why(town.city->finish_answer(one, today, Town::anna())) == "exercise_closed");
}

TEST_CASE("answers are counted only when the exercise is closed, and only those that are done", "[storage][exercises]") {
    Town town;
    town.agreed("g1");
    town.agreed("g2", "v2");
    REQUIRE(town.city->open_exercise(Town::exercise("e1", {"v1", "v2"}), Town::north()));
    const Actor bertil{"bertil", at(12), ""};
    REQUIRE(town.city->finish_answer(Town::answer({{"I1", 1, "", {}}}, "low"), today, Town::anna()));
    REQUIRE(town.city->finish_answer(Town::answer({{"I1", 1, "", {}}}, "low", "v2"), today, Town::anna()));
    REQUIRE(town.city->finish_answer(Town::answer({{"I1", 2, "", {}}}, "high"), today, bertil));
    REQUIRE(town.city->save_answer(Town::answer({{"I1", 2, "", {}}}, "", "v2"), today, bertil));

    const auto turnout = *town.city->turnout(ExerciseId{"e1"});
    REQUIRE(turnout.size() == 1);
    CHECK(turnout[0].district == "norr");
    CHECK(turnout[0].any == 2);
    CHECK(turnout[0].all == 1);
    CHECK(town.city->turnout(ExerciseId{"e2"})->empty());
    CHECK(why(town.city->answers_to(ExerciseId{"e1"}, today, worker())) == "exercise_open");
    CHECK(why(town.city->answers_to(ExerciseId{"e2"}, today, worker())) == "no_such_exercise");
    CHECK(town.city->answers_to(ExerciseId{"e1"}, after, worker())->size() == 3);
    REQUIRE(town.city->close_exercise(ExerciseId{"e1"}, Town::north()));
    CHECK(town.city->answers_to(ExerciseId{"e1"}, today, worker())->size() == 3);
    CHECK(actions(*town.city->log(1, "", worker())) == std::vector<std::string>{"exercise_answers_read"});
}
