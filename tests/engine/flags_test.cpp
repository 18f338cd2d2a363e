// SPDX-License-Identifier: EUPL-1.2
#include "engine/flags.h"

#include <catch2/catch.hpp>

using namespace lika::engine;

namespace {

Day day(const char* text) {
    return *read_day(text);
}

ListedOffence listed(const char* code, std::vector<Sex> sexes, bool sex_unverified = false,
                     const char* status = "sourced") {
    ListedOffence made;
    made.code = code;
    made.sexes = std::move(sexes);
    made.sex_unverified = sex_unverified;
    made.status = status;
    return made;
}

/// The three lists as the catalogue has them.
OffenceCatalogue three_lists() {
    OffenceCatalogue made;
    OffenceList programme, earlier, later;
    programme.id = "stockholm-programme-2020";
    programme.valid_from = day("2020-01-01");
    programme.valid_to = day("2023-12-31");
    programme.offences = {listed("robbery", {Sex::male}), listed("vehicle-theft", {Sex::male}),
                          listed("violence-threat-public-servant", {Sex::male}),
                          listed("interference-in-judicial-matter", {Sex::male}),
                          listed("narcotics", {Sex::female})};
    earlier.id = "bra-2011-21";
    earlier.valid_from = day("2011-01-01");
    earlier.valid_to = day("2021-04-12");
    earlier.offences = {listed("robbery", {Sex::male}, true),
                        listed("vehicle-theft", {Sex::male}, true),
                        listed("violence-threat-public-servant", {Sex::male}, true),
                        listed("interference-in-judicial-matter", {Sex::male}, true),
                        listed("narcotics", {Sex::female}, false, "unverified")};
    later.id = "bra-2021-5";
    later.valid_from = day("2021-04-13");
    later.offences = {listed("robbery", {Sex::male}), listed("aggravated-theft", {Sex::male}),
                      listed("violence-threat-public-servant", {Sex::male, Sex::female}),
                      listed("narcotics", {Sex::female})};
    made.lists = {programme, earlier, later};
    made.ages_of_responsibility = {AgeOfResponsibility{}};
    for (const auto* basis : {"lagford", "misstankt", "anmald", "egen-kannedom"})
        made.basis.emplace_back(basis, Text{});
    for (const auto* code :
         {"robbery", "vehicle-theft", "violence-threat-public-servant",
          "interference-in-judicial-matter", "narcotics", "aggravated-theft", "theft"})
        made.codes.emplace_back(code, Text{});
    return made;
}

Offence offence(const char* code, const char* on = "2022-03-01", const char* basis = "lagford",
                bool first = true) {
    return {code, day(on), basis, first};
}

OffenceFlag flag(const Offence& given, Sex sex, std::optional<int> age = 16) {
    const auto flags = strategic_flags(three_lists(), {given}, sex, {age});
    REQUIRE(flags);
    return flags->front();
}

/// What the three lists say: "yes", "no" or "?" each, and whether they disagree.
std::string agreement(const char* code, Sex sex) {
    const auto raised = flag(offence(code), sex);
    std::string text;
    for (const auto& verdict : raised.lists)
        text += verdict.unverified ? "? " : verdict.listed ? "yes " : "no ";
    return text + (raised.disagree ? "disagree" : "agree");
}

}  // namespace

TEST_CASE("each list says for each offence and sex what the catalogue's matrix says",
          "[engine][flags]") {
    CHECK(agreement("robbery", Sex::male) == "yes yes yes agree");
    CHECK(agreement("robbery", Sex::female) == "no ? no disagree");
    CHECK(agreement("vehicle-theft", Sex::male) == "yes yes no disagree");
    CHECK(agreement("vehicle-theft", Sex::female) == "no ? no disagree");
    CHECK(agreement("violence-threat-public-servant", Sex::male) == "yes yes yes agree");
    CHECK(agreement("violence-threat-public-servant", Sex::female) == "no ? yes disagree");
    CHECK(agreement("interference-in-judicial-matter", Sex::male) == "yes yes no disagree");
    CHECK(agreement("interference-in-judicial-matter", Sex::female) == "no ? no disagree");
    CHECK(agreement("narcotics", Sex::male) == "no no no agree");
    CHECK(agreement("narcotics", Sex::female) == "yes ? yes disagree");
    CHECK(agreement("aggravated-theft", Sex::male) == "no no yes disagree");
    CHECK(agreement("aggravated-theft", Sex::female) == "no no no agree");
}

TEST_CASE("an offence is flagged when some list names it for the person", "[engine][flags]") {
    CHECK(flag(offence("robbery"), Sex::male).raised);
    CHECK_FALSE(flag(offence("robbery"), Sex::female).raised);
    CHECK_FALSE(flag(offence("theft"), Sex::male).raised);
    CHECK(flag(offence("robbery"), Sex::female).lists.front().other_sex_only);
    CHECK_FALSE(flag(offence("theft"), Sex::female).lists.front().other_sex_only);
}

TEST_CASE("a person whose sex is other or not recorded is shown both lists", "[engine][flags]") {
    for (const auto sex : {Sex::other, Sex::not_recorded}) {
        const auto shown = flag(offence("narcotics"), sex);

        CHECK(shown.raised);
        CHECK(shown.sex_unsettled);
        CHECK(shown.disagree);
        CHECK(shown.lists[0].listed);
        CHECK_FALSE(shown.lists[0].other_sex_only);
    }
    CHECK_FALSE(flag(offence("narcotics"), Sex::female).sex_unsettled);
}

TEST_CASE("a list that was replaced is still shown, marked by the day of the offence",
          "[engine][flags]") {
    const auto before = flag(offence("robbery", "2021-04-12"), Sex::male);
    const auto after = flag(offence("robbery", "2021-04-13"), Sex::male);

    CHECK(before.lists[1].current);
    CHECK_FALSE(before.lists[2].current);
    CHECK_FALSE(after.lists[1].current);
    CHECK(after.lists[2].current);
    CHECK(after.lists[1].listed);
}

TEST_CASE("a flag is an analogy without a conviction or under the age of responsibility",
          "[engine][flags]") {
    CHECK_FALSE(flag(offence("robbery"), Sex::male, 15).by_analogy);
    CHECK(flag(offence("robbery"), Sex::male, 14).by_analogy);
    CHECK_FALSE(flag(offence("robbery"), Sex::male, std::nullopt).by_analogy);
    for (const auto* basis : {"misstankt", "anmald", "egen-kannedom"})
        CHECK(flag(offence("robbery", "2022-03-01", basis), Sex::male).by_analogy);
}

TEST_CASE("a later offence is marked, for the lists are about the first conviction",
          "[engine][flags]") {
    CHECK(flag(offence("robbery", "2022-03-01", "lagford", false), Sex::male).not_first);
    CHECK_FALSE(flag(offence("robbery"), Sex::male).not_first);
}

TEST_CASE("an offence or basis the catalogue does not know is refused by its place",
          "[engine][flags]") {
    const auto refused = [](const Offence& second) {
        const auto flags =
            strategic_flags(three_lists(), {offence("robbery"), second}, Sex::male, {});
        return flags.error().reason + " " + flags.error().place;
    };

    CHECK(refused(offence("piracy")) == "unknown_offence 1");
    CHECK(refused(offence("robbery", "2022-03-01", "rumour")) == "unknown_basis 1");
}

TEST_CASE("a word for sex is read as it is written", "[engine][flags]") {
    for (const auto sex : {Sex::female, Sex::male, Sex::other, Sex::not_recorded})
        CHECK(read_sex(to_string(sex)) == sex);
    CHECK_FALSE(read_sex("Female"));
    CHECK_FALSE(read_sex(""));
}

TEST_CASE("lists that differ for boys only disagree for someone whose sex is not known",
          "[engine][flags]") {
    const auto flags = strategic_flags(three_lists(), {offence("aggravated-theft")},
                                       Sex::not_recorded, {std::nullopt});

    REQUIRE(flags);
    CHECK(flags->front().disagree);
}

TEST_CASE("a figure speaks of its offences, its sex and its ages only", "[engine][flags]") {
    auto lists = three_lists();
    BaseRateFigure boys, girls;
    boys.codes = {"robbery"};
    boys.sexes = {Sex::male};
    boys.from_age = 15;
    boys.to_age = 17;
    girls = boys;
    girls.sexes = {Sex::female};
    lists.lists.back().figures = {boys, girls};
    const auto verdict = [&](const char* code, Sex sex, std::optional<int> age) {
        return strategic_flags(lists, {offence(code)}, sex, {age})->front().lists.back();
    };
    using Figures = std::vector<std::size_t>;

    CHECK(verdict("robbery", Sex::male, 15).figures == Figures{0});
    CHECK(verdict("robbery", Sex::female, 15).figures == Figures{1});
    CHECK(verdict("robbery", Sex::not_recorded, 15).figures == Figures{0, 1});
    CHECK(verdict("narcotics", Sex::male, 15).figures.empty());
    for (const int age : {15, 16, 17}) CHECK_FALSE(verdict("robbery", Sex::male, age).other_age);
    for (const int age : {14, 18}) CHECK(verdict("robbery", Sex::male, age).other_age);
    CHECK_FALSE(verdict("robbery", Sex::male, std::nullopt).other_age);
}

TEST_CASE("an offence on no list is one on which lists do not disagree", "[engine][flags]") {
    const auto flags =
        strategic_flags(three_lists(), {offence("theft")}, Sex::not_recorded, {std::nullopt});

    REQUIRE(flags);
    CHECK_FALSE(flags->front().disagree);
    CHECK_FALSE(flags->front().raised);
}

TEST_CASE("the age of responsibility is that of the day of the offence", "[engine][flags]") {
    auto lists = three_lists();
    AgeOfResponsibility fifteen, thirteen;
    fifteen.valid_to = day("2026-08-31");
    thirteen.years = 13;
    thirteen.valid_from = day("2026-09-01");
    thirteen.valid_to = day("2031-08-31");
    lists.ages_of_responsibility = {fifteen, thirteen};

    CHECK(age_of_responsibility(lists, day("2026-08-31"))->years == 15);
    CHECK(age_of_responsibility(lists, day("2026-09-01"))->years == 13);
    CHECK(age_of_responsibility(lists, day("2031-08-31"))->years == 13);
    CHECK(age_of_responsibility(lists, day("2031-09-01")) == nullptr);
    lists.ages_of_responsibility = {thirteen};
    CHECK(age_of_responsibility(lists, day("2026-08-31")) == nullptr);
    // Nobody is said to be under an age that no rule gives.
    const auto flags =
        strategic_flags(lists, {offence("robbery", "2031-09-01")}, Sex::male, {12});
    CHECK_FALSE(flags->front().under_age);
}

TEST_CASE("what a list says has a word of its own", "[engine][flags]") {
    CHECK(std::string(to_string(Listing::no)) == "no");
    CHECK(std::string(to_string(Listing::yes)) == "yes");
    CHECK(std::string(to_string(Listing::unverified)) == "unverified");
}

TEST_CASE("words of a code that is not named are none", "[engine][flags]") {
    const std::vector<std::pair<std::string, Text>> named{{"robbery", {{"sv", "rån"}}}};

    CHECK(words_named(named, "robbery").at("sv") == "rån");
    CHECK(words_named(named, "theft").empty());
}
