// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"

using namespace lika::tests;

namespace {

const std::string workload = PROJECT_SOURCE "/tests/bench/workload.xml";
const std::string bench_columns = "id,ind.points,soc.points,str.points,total.points,total.band,critical.flag";

/// Three families of two, prorated from two of three ratings; F1 = 2 is always high.
const std::string family_risk = R"(<instrument id="family" version="1.0" languages="en" licence="CC0-1.0" source="made up" facts="age">
  <title>Family</title><purpose>Test.</purpose><licence-text>Free.</licence-text>
  <domain id="family">Family</domain>
  <options id="o"><option rating="0">No</option><option rating="1">Some</option><option rating="2">Much</option></options>
  <item id="F1" domain="family" factor="risk" higher-means="more-risk" options="o"><text>One</text></item>
  <item id="F2" domain="family" factor="risk" higher-means="more-risk" options="o"><text>Two</text></item>
  <item id="F3" domain="family" factor="risk" higher-means="more-risk" options="o" applies-when="age &gt;= 12"><text>Three</text></item>
  <scale id="risk" items="F1 F2 F3" missing="prorate" minimum-rated="2" decimals="1">
    <name>Risk</name><band id="low" from="0">Low</band><band id="high" from="3">High</band>
  </scale>
  <levels scale="risk"><level id="low">Low</level><level id="high">High</level></levels>
  <flag id="both" when="F1 = 2 and F2 = 2" source="made up">Both</flag>
  <worked-example source="made up" responses="F1=1 F2=0 F3=not-known" facts="age=15"><expect scale="risk" points="1.5" band="low"/></worked-example>
</instrument>)";

std::vector<std::string> score(std::vector<std::string> more) {
    more.insert(more.begin(), "score");
    return more;
}

}  // namespace

TEST_CASE("the workload's lines come out as counted by other means", "[service][score]") {
    const auto expected = text_of(TEST_DATA "/bench-lines.csv");
    const auto* const responses = GENERATE(TEST_DATA "/bench-responses.ndjson", TEST_DATA "/bench-responses.csv");

    const auto ran = run(score({"--instrument", workload, "--responses", responses, "--responses-field", "a", "--columns", bench_columns}));

    CHECK(ran.status == 0);
    CHECK(ran.err.empty());
    CHECK(ran.out == expected);
}

TEST_CASE("nothing of a bad line appears and the rest is scored", "[service][score]") {
    const TestFolder folder;
    const auto instrument = folder.write("family.xml", family_risk);
    const auto responses = folder.write("r.ndjson", R"({"id":"a","responses":{"F1":2,"F2":1,"F3":0},"facts":{"age":15}})" "\n"
                                                    R"({"id":"b","responses":{"F1":9,"X":1}})" "\nbroken\n"
                                                    R"({"id":"c","responses":{"F1":1,"F3":2},"facts":{"age":9}})" "\n");

    const auto ran = run(score({"--instrument", instrument, "--responses", responses, "--columns", "id,risk.points,risk.band,level,both.flag"}));

    CHECK(ran.status == 1);
    CHECK(ran.err == responses + ":2: rating_out_of_range: F1\n" + responses + ":2: unknown_item: X\n" + responses + ":3: not_json\n");
    CHECK(ran.out == "id,risk.points,risk.band,level,both.flag\na,3,high,high,0\nc,,,,0\n");
}

TEST_CASE("without columns each line is a result of the HTTP API with its id", "[service][score]") {
    const TestFolder folder;
    const auto instrument = folder.write("family.xml", family_risk);
    const auto responses = folder.write("r.csv", "id,F1,F2,F3,age\na,2,1,not_known,15\nb,,,,15\n");

    const auto ran = run(score({"--instrument", instrument, "--responses", responses}));

    REQUIRE(ran.status == 0);
    std::istringstream lines{ran.out};
    std::string line;
    std::getline(lines, line);
    const auto first = nlohmann::json::parse(line);
    CHECK(first["id"] == "a");
    CHECK(first["instrument"]["id"] == "family");
    CHECK(first["scales"][0]["points"] == "4.5");   // (2 + 1) / 2 rated, times 3
    CHECK(first["scales"][0]["lowest"] == "3");
    CHECK(first["scales"][0]["highest"] == "5");
    CHECK(first["scales"][0]["prorated"] == true);
    CHECK(first["trace"].size() == 3);
    CHECK_FALSE(first.contains("explanation"));
    std::getline(lines, line);
    const auto second = nlohmann::json::parse(line);
    CHECK(second["scales"][0]["points"].is_null());
    CHECK(second["scales"][0]["band"].is_null());
}

TEST_CASE("an explanation can be redone by hand", "[service][score]") {
    const TestFolder folder;
    const auto instrument = folder.write("family.xml", family_risk);
    const auto responses = folder.write("r.csv", "id,F1,F2,F3,age\na,2,1,not_known,15\n");

    const auto ran = run(score({"--instrument", instrument, "--responses", responses, "--explain"}));

    REQUIRE(ran.status == 0);
    const auto result = nlohmann::json::parse(ran.out);
    std::vector<std::string> english;
    for (const auto& sentence : result["explanation"]) english.push_back(sentence["en"]);
    const auto says = [&](const std::string& words) {
        return std::find(english.begin(), english.end(), words) != english.end();
    };
    CAPTURE(english);
    CHECK(says("risk: F1 (2) + F2 (1)."));
    CHECK(says("risk without rating: F3 (not known)."));
    CHECK(says("risk: the sum 3 x 3 items / 2 rated = 4.5, rounded 4.5."));
    CHECK(says("risk: lowest 3 and highest 5 once what is missing is filled in."));
    CHECK(says("risk: the band is high, which begins at 3."));
    CHECK(says("Scored level: high."));
}

TEST_CASE("a result file is put there whole, for its owner only, with nothing beside it", "[service][score]") {
    const TestFolder folder;
    const auto instrument = folder.write("family.xml", family_risk);
    const auto responses = folder.write("r.csv", "id,F1,F2\na,2,1\nb,7,1\n");
    const auto out = folder.write("out.csv", "old");

    const auto ran = run(score({"--instrument", instrument, "--responses", responses, "--columns", "id,both.flag", "--out", out}));

    CHECK(ran.status == 1);
    CHECK(ran.out.empty());
    CHECK(text_of(out) == "id,both.flag\na,0\n");
    using std::filesystem::perms;
    CHECK(std::filesystem::status(out).permissions() == (perms::owner_read | perms::owner_write));
    const std::filesystem::directory_iterator files{folder.path()};
    CHECK(std::distance(begin(files), end(files)) == 3);
}

TEST_CASE("a header that is refused leaves the old result file as it was", "[service][score]") {
    const TestFolder folder;
    const auto instrument = folder.write("family.xml", family_risk);
    const auto responses = folder.write("r.csv", "id,F1,X9\na,2,1\n");
    const auto out = folder.write("out.csv", "old");

    const auto ran = run(score({"--instrument", instrument, "--responses", responses, "--columns", "id", "--out", out}));

    CHECK(ran.status == 1);
    CHECK(ran.err == responses + ":1: unknown_item: X9\n");
    CHECK(text_of(out) == "old");
}

TEST_CASE("wrong usage of score is status 2 and scores nothing", "[service][score]") {
    const TestFolder folder;
    const auto instrument = folder.write("family.xml", family_risk);
    const auto responses = folder.write("r.csv", "id,F1\na,2\n");
    const auto named = [&](const std::vector<std::string>& more) {
        std::vector<std::string> all{"score", "--instrument", instrument, "--responses", responses};
        all.insert(all.end(), more.begin(), more.end());
        return run(all);
    };

    const auto unknown = named({"--columns", "id,risk.pints,nothing.flag"});
    CHECK(unknown.status == 2);
    CHECK(unknown.err.find("risk.pints, nothing.flag") != std::string::npos);
    CHECK(named({"--columns", "id", "--explain"}).status == 2);
    CHECK(named({"--format", "xml"}).status == 2);
    CHECK(named({"--out", responses}).status == 2);
    CHECK(named({"--out", folder.path().string()}).status == 2);
    CHECK(named({"--out", "/dev/null"}).status == 2);
    CHECK(named({"--sideways"}).status == 2);
    CHECK(run({"score", "--instrument", instrument}).status == 2);
    CHECK(run({"score", "--instrument", instrument, "--responses", folder.write("r.txt", "")}).status == 2);
    CHECK(run({"nothing"}).status == 2);
    CHECK(run({}).status == 2);
    CHECK(text_of(responses) == "id,F1\na,2\n");
}

TEST_CASE("an instrument or a file that cannot be read is named", "[service][score]") {
    const TestFolder folder;
    const auto instrument = folder.write("family.xml", family_risk);
    const auto responses = folder.write("r.csv", "id,F1\na,2\n");

    const auto no_file = run({"score", "--instrument", instrument, "--responses", folder / "none.csv"});
    CHECK(no_file.status == 1);
    CHECK(no_file.err == folder / "none.csv" + ": file_unreadable\n");
    const auto no_instrument = run({"score", "--instrument", folder / "none.xml", "--responses", responses});
    CHECK(no_instrument.status == 1);
    CHECK(no_instrument.err == folder / "none.xml" + ": file_unreadable\n");
    const auto broken = run({"score", "--instrument", folder.write("b.xml", "<instrument"), "--responses", responses});
    CHECK(broken.status == 1);
    CHECK(broken.err.starts_with(folder / "b.xml" + ":1:"));
}

TEST_CASE("help is status 0 and shows an example", "[service][commands]") {
    const auto* const command = GENERATE("score", "instrument", "user", "log", "demo", "serve");
    const auto ran = run({command, "--help"});

    CHECK(ran.status == 0);
    CHECK(ran.out.find("Example:") != std::string::npos);
}
