// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/instruments.h"

#include "tests/support/city.h"

using namespace lika;
using namespace lika::test;
using nlohmann::json;

TEST_CASE("the library shows every instrument whole", "[service][instruments]") {
    City city;

    const auto rows = body_of(city.get("skola", "/instruments"))["items"];

    CHECK(rows.size() >= 6);
    for (const auto& row : rows) {
        INFO(row.dump());
        const auto one =
            body_of(city.get("skola", "/instruments/" + row["id"].get<std::string>() +
                                          "?version=" + row["version"].get<std::string>()));
        CHECK(one["digest"] == row["digest"]);
        CHECK(one["items"].size() == row["items"]);
    }
}

TEST_CASE("a validated instrument is told from the city's own", "[service][instruments]") {
    City city;
    std::map<std::string, bool> validated;

    const auto library = body_of(city.get("audit", "/instruments"));
    for (const auto& row : library["items"])
        validated[row["id"]] = row["validated"];

    CHECK_FALSE(validated.at("lika-36"));
    CHECK_FALSE(validated.at("lika-8"));
    CHECK(validated.at("phq-9"));
}

TEST_CASE("an instrument is found in its newest version or the one asked for",
          "[service][instruments]") {
    City city;
    city.add_instrument("home-levels-1.1.xml");

    CHECK(body_of(city.get("alva", "/instruments/home-levels"))["version"] == "1.1");
    CHECK(body_of(city.get("alva", "/instruments/home-levels?version=1.0"))["items"].size() == 2);
    CHECK(city.get("alva", "/instruments/home-levels?version=9").status == 404);
    CHECK(city.get("alva", "/instruments/nothing").status == 404);
}

TEST_CASE("a scale shows the least and most points it can give", "[service][instruments]") {
    City city;

    const auto scale = body_of(city.get("alva", "/instruments/home-levels"))["scales"][0];

    CHECK(scale["lowest"] == "0");
    CHECK(scale["highest"] == "4");  // 2 + 2
    CHECK(scale["bands"][1]["from"] == "2");
}

TEST_CASE("responses are scored and nothing is kept", "[service][score]") {
    City city;

    const auto reply = city.post(
        "audit", "/score", {{"instrument", "home-levels"}, {"responses", {{"F1", 2}, {"F2", 1}}}});

    REQUIRE(reply.status == 200);
    const auto result = body_of(reply);
    CHECK(result["scales"][0]["points"] == "3");  // 2 + 1
    CHECK(result["scored_level"] == "moderate");
    CHECK(result["trace"][0]["contribution"] == "2");
    CHECK(result["nearest_change"][0]["change"].size() == 1);
}

TEST_CASE("a missing rating leaves points and band open and says so", "[service][score]") {
    City city;

    const auto result = body_of(city.post(
        "alva", "/score",
        {{"instrument", "home-levels"}, {"responses", {{"F1", 2}, {"F2", "not_known"}}}}));

    const auto& scale = result["scales"][0];
    CHECK(scale["lowest"] == "2");
    CHECK(scale["highest"] == "4");
    CHECK(scale["band"].is_null());
    CHECK(scale["possible_bands"] == json{"moderate", "high"});
    CHECK(result["trace"][1]["response"] == "not_known");
}

TEST_CASE("every response that cannot be scored is named at once", "[service][score]") {
    City city;

    const auto reply = city.post("alva", "/score",
                                 {{"instrument", "home-levels"},
                                  {"responses", {{"F1", 9}, {"F2", "perhaps"}, {"F9", 1}}},
                                  {"facts", {{"age", true}}}});

    CHECK(reply.status == 422);
    CHECK(faults_of(reply) ==
          std::vector<std::string>{"facts.age wrong_type", "responses.F1 rating_out_of_range",
                                   "responses.F2 wrong_type", "responses.F9 unknown_item"});
}

TEST_CASE("an instrument or version that the library lacks is a fault of the field",
          "[service][score]") {
    City city;
    const json none{{"instrument", "nothing"}, {"responses", {{"F1", 1}}}};
    const json old{
        {"instrument", "home-levels"}, {"version", "0.9"}, {"responses", json::object()}};

    CHECK(faults_of(city.post("alva", "/score", none)) ==
          std::vector<std::string>{"instrument unknown_instrument"});
    CHECK(faults_of(city.post("alva", "/score", old)) ==
          std::vector<std::string>{"version unknown_version"});
}

TEST_CASE("districts that stand today are listed by name", "[service][districts]") {
    City city;

    const auto districts = body_of(city.get("skola", "/districts"))["items"];

    CHECK(districts.size() == 11);
    CHECK(districts[0]["id"] == "bromma");
}

TEST_CASE("the form's offence codes and bases come from the catalogue", "[service][offences]") {
    City city;

    const auto catalogue = body_of(city.get("alva", "/catalogues/offences"));

    CHECK(catalogue["codes"].size() > 3);
    CHECK(catalogue["basis"].size() == 4);
}
