// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/offences.h"

#include "service/offence_words.h"
#include "tests/support/city.h"

using namespace lika;
using namespace lika::test;
using nlohmann::json;

namespace {

/// A case of a person with this sex and day of birth.
std::string a_case(City& city, const char* sex, const char* born_on = "2006-01-15") {
    json subject{{"name", "Kim Testsson"}, {"born_on", born_on}};
    if (sex) subject["sex"] = sex;
    return city.create("alva", "/cases", {{"subject", subject}});
}

void record(City& city, const std::string& in_case, const char* code, const char* on = "2022-03-01",
            const char* basis = "lagford", bool first = true) {
    city.create("alva", "/cases/" + in_case + "/offences",
                {{"code", code}, {"committed_on", on}, {"basis", basis}, {"first", first}});
}

json flag_of(City& city, const std::string& in_case) {
    return body_of(city.get("alva", "/cases/" + in_case + "/flags"))["items"][0];
}

std::string comparison(const char* sex, const char* code, const char* on, const char* language = "en") {
    City city;
    const auto in_case = a_case(city, sex);
    record(city, in_case, code, on);
    return flag_of(city, in_case)["comparison"][language];
}

}  // namespace

TEST_CASE("lists are compared in words for the person and the day", "[service][offences]") {
    CHECK(comparison("male", "vehicle-theft", "2021-04-12") ==
          "Flagged under Stockholm's safety programme 2020-2023 and Brå 2011:21, not under Brå 2021:5 (did not hold on the day).");
    CHECK(comparison("male", "vehicle-theft", "2021-04-13", "sv") ==
          "Flaggat enligt Stockholms Trygghetsprogram 2020-2023 och Brå 2011:21 (gällde inte den dagen), inte enligt Brå 2021:5.");
    CHECK(comparison("female", "robbery", "2021-04-13") ==
          "Not flagged under Stockholm's safety programme 2020-2023 or Brå 2021:5, not verified for Brå 2011:21 (did not hold on the day).");
}

TEST_CASE("a sex that is other or not recorded is shown the lists of both", "[service][offences]") {
    const std::string both = "The girls' list: flagged under Stockholm's safety programme 2020-2023 and Brå 2021:5, "
                             "not verified for Brå 2011:21 (did not hold on the day). The boys' list: not flagged under "
                             "Stockholm's safety programme 2020-2023, Brå 2011:21 (did not hold on the day) or Brå 2021:5. "
                             "Neither list was made for the person.";
    CHECK(comparison("other", "narcotics", "2022-03-01") == both);
    CHECK(comparison(nullptr, "narcotics", "2022-03-01") == both);
}

TEST_CASE("a flag names its sections of law and what counts, and how surely each is known", "[service][offences]") {
    City city;
    const auto in_case = a_case(city, "male");
    record(city, in_case, "violence-threat-public-servant");

    const auto offence = flag_of(city, in_case)["offence"];

    REQUIRE(offence["statutes"].size() == 3);
    CHECK(offence["statutes"][0]["words"]["sv"] == "17 kap. 1 § brottsbalken (1962:700)");
    CHECK(offence["statutes"][0]["words"]["en"] == "chapter 17 section 1 of brottsbalken (1962:700)");
    CHECK(offence["statutes"][0]["status"] == "verified");
    CHECK(offence["statutes"][0]["note"]["en"] == "first paragraph; aggravated offence in the second paragraph (SFS 2025:579)");
    CHECK(offence["notes"].size() == 3);
    for (const auto& variant : offence["variants"]) {
        CHECK(variant["status"] == "unverified");
        CHECK(variant["counts"] == (variant["id"] == "aggravated" || variant["id"] == "attempt"));
    }
}

TEST_CASE("an act without chapters is cited without one", "[service][offences]") {
    engine::Statute statute{"narkotikastrafflagen", "1968:64", "", "1 §", "basic", "unverified", {}};

    CHECK(service::statute_words(statute).at("sv") == "1 § narkotikastrafflagen (1968:64)");
    CHECK(service::statute_words(statute).at("en") == "section 1 of narkotikastrafflagen (1968:64)");
}

TEST_CASE("the base rate shown is that of the offence and sex, with what it counts", "[service][offences]") {
    City city;
    const auto boy = a_case(city, "male");
    record(city, boy, "robbery");

    const auto list = flag_of(city, boy)["lists"][2];

    REQUIRE(list["figures"].size() == 1);
    CHECK(list["figures"][0]["share"] == "18 %");
    CHECK(list["figures"][0]["words"]["en"] ==
          "18 % of boys first convicted of robbery or aggravated theft: nine convictions or more during follow-up "
          "(first convicted in 2010-2014 at 15-17)");
    CHECK(list["other_age"] == false);
    CHECK(list["female"] == "no");
    CHECK(list["male"] == "yes");
}

TEST_CASE("a base rate that was not found, or is of other ages, is said to be so", "[service][offences]") {
    City city;
    const auto in_case = a_case(city, "male", "2003-01-15");   // nineteen
    record(city, in_case, "violence-threat-public-servant");

    const auto list = flag_of(city, in_case)["lists"][2];

    CHECK(list["figures"][0]["share"].is_null());
    CHECK(list["figures"][0]["status"] == "unverified");
    CHECK(list["figures"][0]["words"]["sv"] == "ingen siffra hittad (första lagföring 2010-2014, 15-17 år)");
    CHECK(list["other_age"] == true);
}

TEST_CASE("a child under the age of responsibility is told apart, with what is not known of the rule", "[service][offences]") {
    City city;
    const auto in_case = a_case(city, "male", "2011-03-04");
    record(city, in_case, "robbery", "2026-02-02");

    const auto flag = flag_of(city, in_case);

    CHECK(flag["under_age"] == true);   // fourteen
    CHECK(flag["by_analogy"] == true);
    CHECK(flag["age_of_responsibility"]["years"] == 15);
    CHECK(flag["age_of_responsibility"]["status"] == "unverified");
}

TEST_CASE("no offence, on no basis, ever changes a score", "[service][offences]") {
    City city;
    const auto in_case = a_case(city, "male");
    const auto draft = city.create("alva", "/cases/" + in_case + "/assessments", {{"instrument", "home-levels"}});
    int revision = 1;
    const auto results = [&] {
        std::vector<std::string> all;
        const std::vector<json> entered{rated(0), rated(1), rated(2), missing("not_known"), missing("unanswered")};
        for (const auto& first : entered)
            for (const auto& second : entered) {
                const auto reply = body_of(city.send("alva", "PATCH", "/assessments/" + draft + "/responses",
                                                     {{"responses", {{"F1", first}, {"F2", second}}}},
                                                     {{"if-match", "\"" + std::to_string(revision) + "\""}, {"x-editor", "e"}}));
                revision = reply["revision"];
                all.push_back(reply["result"].dump());
            }
        return all;
    };
    const auto before = results();

    for (const auto& [code, name] : city.services.catalogues.offences.codes)
        for (const auto& [basis, words] : city.services.catalogues.offences.basis)
            for (const bool first : {true, false}) record(city, in_case, code.c_str(), "2022-03-01", basis.c_str(), first);

    CHECK(body_of(city.get("alva", "/cases/" + in_case + "/flags"))["items"].size() == 48);
    CHECK(results() == before);
}
