// SPDX-License-Identifier: EUPL-1.2
#include "service/score_output.h"

#include <catch2/catch.hpp>

using namespace lika;
using engine::Points;

namespace {

engine::Instrument one_scale() {
    engine::Instrument instrument;
    engine::Scale scale;
    scale.id = engine::ScaleId{"family-risk"};
    instrument.scales = {scale};
    engine::Flag flag;
    flag.id = engine::FlagId{"critical"};
    instrument.flags = {flag};
    return instrument;
}

engine::Score scored() {
    engine::Score score;
    engine::ScaleScore scale;
    scale.scale = engine::ScaleId{"family-risk"};
    scale.points = *Points::read("15.4");
    scale.lowest = Points{14};
    scale.highest = Points{18};
    scale.band = engine::BandId{"moderate"};
    scale.rated = 9;
    scale.prorated = true;
    score.scales = {scale};
    score.flags = {{engine::FlagId{"critical"}, true, {}}};
    score.scored_level = engine::LevelId{"high"};
    return score;
}

std::string csv(const std::string& columns, const engine::Score& score, const std::string& id = "c1") {
    const auto reading = service::read_columns(columns, one_scale());
    REQUIRE(reading.unknown.empty());
    std::string text;
    service::append_csv(text, reading.columns, id, score);
    return text;
}

constexpr const char* every_column =
    "level,family-risk.points,family-risk.lowest,family-risk.highest,family-risk.band,family-risk.rated,"
    "family-risk.prorated,critical.flag,id";

}  // namespace

TEST_CASE("columns come in the order asked for", "[service][score]") {
    CHECK(csv(every_column, scored()) == "high,15.4,14,18,moderate,9,1,1,c1\n");
    CHECK(csv("id,level,id", scored()) == "c1,high,c1\n");
}

TEST_CASE("what is undecided or not given is an empty cell", "[service][score]") {
    auto score = scored();
    score.scales[0] = {};
    score.flags[0].raised.reset();
    score.scored_level.reset();

    CHECK(csv(every_column, score) == ",,,,,0,0,,c1\n");

    score.flags[0].raised = false;
    CHECK(csv("critical.flag", score) == "0\n");
}

TEST_CASE("every column the instrument does not have is named", "[service][score]") {
    const auto reading = service::read_columns("id,family-risk.point,other.points,critical.flag,critical.points,,level", one_scale());

    CHECK(reading.unknown == std::vector<std::string>{"family-risk.point", "other.points", "critical.points", ""});
}

TEST_CASE("the header repeats the names asked for", "[service][score]") {
    std::string text;
    service::append_header(text, service::read_columns("critical.flag,id,family-risk.band", one_scale()).columns);

    CHECK(text == "critical.flag,id,family-risk.band\n");
}

TEST_CASE("a text cell is quoted where needed and cannot become a formula", "[service][score]") {
    CHECK(service::csv_cell("plain") == "plain");
    CHECK(service::csv_cell("a,b") == "\"a,b\"");
    CHECK(service::csv_cell("say \"a\"") == "\"say \"\"a\"\"\"");
    CHECK(service::csv_cell("=1+1") == "'=1+1");
    CHECK(service::csv_cell("@x,y") == "\"'@x,y\"");
    CHECK(service::csv_cell("-c1") == "'-c1");
    CHECK(csv("id", scored(), "+46") == "'+46\n");
}

TEST_CASE("points below nothing stay numbers in a cell", "[service][score]") {
    auto score = scored();
    score.scales[0].points = *Points::read("-0.5");

    CHECK(csv("family-risk.points", score) == "-0.5\n");
}

TEST_CASE("a JSON line begins with the id and escapes it", "[service][score]") {
    std::string text;
    service::append_json(text, one_scale(), "a\"b", scored(), false);

    CHECK(text.starts_with("{\"id\":\"a\\\"b\",\""));
    CHECK(text.ends_with("}\n"));
    CHECK(text.find('\n') == text.size() - 1);
    CHECK(text.find("explanation") == std::string::npos);
}
