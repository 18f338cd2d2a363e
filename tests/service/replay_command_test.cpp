// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/support/command.h"

using namespace lika::tests;

namespace {

const std::string before = TEST_DATA "/home-safety-2.1.xml";
const std::string after = TEST_DATA "/home-safety-2.2.xml";

/// F1 and F2 of 2.1 and the recoded F2-protection; 2.2 adds F3 and begins high at 2, not 3.
const std::string responses = "id,F1,F2,F2-protection,F3,age\n"
                              "recoded,1,0,1,,15\n"
                              "birthday,2,2,0,,12\n"
                              "same,1,0,2,,15\n"
                              "new-item,0,,2,2,3\n";

Ran replay(const std::string& file, std::vector<std::string> more = {}, const std::string& from = before,
           const std::string& to = after) {
    more.insert(more.begin(), {"replay", "--from", from, "--to", to, "--responses", file});
    return run(more);
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

const std::string cut_off = "cut-off of band high in scale total: 3 -> 2";
const std::string new_item = "item F3 in scale total: added (weight 1)";

}  // namespace

TEST_CASE("a replay says who changes, from what to what, and which rule made it", "[service][replay]") {
    const TestFolder folder;

    const auto ran = replay(folder.write("r.csv", responses));

    CHECK(ran.status == 0);
    CHECK(ran.err.empty());
    const std::string recode = "points for rating 1 of item F2-protection in scale total: 1 -> 2";
    const auto lines = lines_of(ran.out);
    REQUIRE(lines.size() > 10);
    const auto any = " (each alone: " + recode + "; or " + new_item + "; or " + cut_off + ")";
    CHECK(lines[0] == "recoded: band in total: low -> high" + any);
    CHECK(lines[1] == "recoded: level: low -> high" + any);
    CHECK(lines[2] == "birthday: flag young: not raised -> raised (condition of flag young: F1 = 2 and age < 12 -> "
                      "F1 = 2 and age < 13)");
    CHECK(lines[3] == "new-item: band in total: low -> high (together: " + new_item + "; and " + cut_off + ")");
    CHECK(lines[4] == "new-item: level: low -> high (condition of rule that raises the level violence: F1 = 2 -> "
                      "F1 = 2 or F3 = 2)");
}

TEST_CASE("a replay ends with how many change and by which rules", "[service][replay]") {
    const TestFolder folder;

    const auto ran = replay(folder.write("r.csv", responses));

    for (const std::string line :
         {"responses rescored: 4", "with another band, level, flag or decision: 3", "  band in total: low -> high: 2",
          "  level: low -> high: 2", "  flag young: not raised -> raised: 1"})
        CHECK(ran.out.find("\n" + line + "\n") != std::string::npos);
    CHECK(ran.out.find("\n" + cut_off + ": 2 changes alone, 1 with others\n") != std::string::npos);
}

TEST_CASE("changes are given as CSV, in Swedish when asked for, with the summary apart", "[service][replay]") {
    const TestFolder folder;

    const auto ran = replay(folder.write("r.csv", responses), {"--csv", "--language", "sv"});

    const auto lines = lines_of(ran.out);
    REQUIRE(lines.size() == 6);
    CHECK(lines[0] == "id,what,name,from,to,made,rules");
    CHECK(lines[4] == "new-item,band,total,low,high,together,tillsammans: faktor F3 i skala total: tillagd (vikt 1); och "
                      "gräns för band high i skala total: 3 -> 2");
    CHECK(ran.err.find("svar omräknade: 4\n") != std::string::npos);
}

TEST_CASE("what the second instrument cannot take is named by response", "[service][replay]") {
    const TestFolder folder;
    const auto file = folder.write("r.ndjson", R"({"id":"a","a":{"F1":1,"F2":0,"F3":2}})" "\n"
                                               R"({"id":"b","a":{"F1":1,"F2":0}})" "\n");

    const auto back = replay(file, {"--responses-field", "a"}, after, before);

    CHECK(back.status == 0);
    CHECK(back.out.starts_with("a: F3: left out: B does not have the item\n"));
    CHECK(back.out.find("rescored without items that B does not have: 1\n") != std::string::npos);

    auto narrower = text_of(before);
    const std::string step = R"(    <option rating="2"><sv>Våld</sv><en>Violence</en></option>)";
    narrower.replace(narrower.find(step), step.size(), R"(    <option rating="3"><sv>Våld</sv><en>Violence</en></option>)");
    for (std::string in : {"F1 = 2"})
        for (auto at = narrower.find(in); at != std::string::npos; at = narrower.find(in))
            narrower.replace(at, in.size(), "F1 = 3");
    narrower.replace(narrower.find("to=\"6\""), 6, "to=\"7\"");
    const auto other = folder.write("narrower.xml", narrower);
    const auto violent = folder.write("v.csv", "id,F1,F2\nx,2,0\ny,1,1\n");

    const auto refused = replay(violent, {}, before, other);

    CHECK(refused.err.empty());
    CHECK(refused.status == 0);
    CHECK(refused.out.starts_with("x: F1: not rescored: B does not take this rating\n"));
    CHECK(refused.out.find("not rescored, B does not take a rating: 1\n") != std::string::npos);
    CHECK(replay(violent, {"--csv"}, before, other).out.find("x,not_offered,F1,,,,\n") != std::string::npos);
}

TEST_CASE("a bad line of a replay is reported and the rest is rescored", "[service][replay]") {
    const TestFolder folder;
    const auto file = folder.write("r.csv", "id,F1,F2\na,9,0\nb,1,0\n");

    const auto ran = replay(file);

    CHECK(ran.status == 1);
    CHECK(ran.err == file + ":2: rating_out_of_range: F1\n");
    CHECK(ran.out.find("responses rescored: 1\n") != std::string::npos);
    CHECK(ran.out.find("bad lines: 1\n") != std::string::npos);
    const auto header = folder.write("h.csv", "id,F9\na,1\n");
    CHECK(replay(header).status == 1);
    CHECK(replay(header).out.empty());
    CHECK(replay(header).err == header + ":1: unknown_item: F9\n");
}

TEST_CASE("a replay goes to a file that is put there whole", "[service][replay]") {
    const TestFolder folder;
    const auto file = folder.write("r.csv", responses);

    const auto ran = replay(file, {"--out", folder / "out.txt"});

    CHECK(ran.status == 0);
    CHECK(ran.out.empty());
    CHECK(text_of(folder / "out.txt") == replay(file).out);
    CHECK(replay(file, {"--out", file}).status == 2);
    CHECK(replay(folder.write("r.txt", responses)).status == 2);
    CHECK(replay(folder / "none.csv").status == 1);
    CHECK(replay(file, {}, before, "nothing").err == "nothing: unknown_instrument\n");
}
