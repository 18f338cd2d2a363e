// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/support/command.h"

using namespace lika::tests;

namespace {

const std::string workload = PROJECT_SOURCE "/tests/bench/workload.xml";

}  // namespace

TEST_CASE("a sound definition is ok with the number of its worked examples", "[service][instrument]") {
    const auto ran = run({"instrument", "check", workload});

    CHECK(ran.status == 0);
    CHECK(ran.out.starts_with(workload + ": ok, "));
    CHECK(ran.out.find("worked example") != std::string::npos);
}

TEST_CASE("faults of every file are printed with their place", "[service][instrument]") {
    const TestFolder folder;
    const auto broken = folder.write("broken.xml", "<instrument>\n</instrument>");

    const auto ran = run({"instrument", "check", broken, workload, folder / "none.xml"});

    CHECK(ran.status == 1);
    CHECK(ran.out.starts_with(broken + ":1:"));
    CHECK(ran.out.find(workload + ": ok, ") != std::string::npos);
    CHECK(ran.out.find(folder / "none.xml" + ": file_unreadable\n") != std::string::npos);
}

TEST_CASE("the library is listed with id, version, title, licence and digest", "[service][instrument]") {
    const auto ran = run({"instrument", "list"});

    CHECK(ran.status == 0);
    CHECK(ran.err.empty());
    for (const auto* start : {"lika-36\t1.0\t", "lika-8\t1.0\t", "psc-17\t", "phq-9\t", "gad-7\t"})
        CHECK(("\n" + ran.out).find(std::string{"\n"} + start) != std::string::npos);
    CHECK(ran.out.find("\tsha256:") != std::string::npos);
}

TEST_CASE("an instrument for non-commercial use is listed, shown and scored, its licence in view", "[service][instrument]") {
    const auto listed = run({"instrument", "list"});
    const auto shown = run({"instrument", "show", "who-5"});
    const TestFolder folder;
    const auto file = folder.write("a.csv", "id,who1,who2,who3,who4,who5\nc1,3,3,3,3,3\n");
    const auto scored = run({"score", "--instrument", "who-5", "--columns", "id,percentage.points", "--responses", file});

    CHECK(listed.out.find("\tLicenseRef-WHO-5-non-commercial\t") != std::string::npos);
    CHECK(listed.out.find("\tLicenseRef-WHO-AUDIT-non-commercial\t") != std::string::npos);
    CHECK(shown.out.find("terms: May be used and reproduced without permission, with attribution, for purposes that are not commercial") !=
          std::string::npos);
    CHECK(scored.out == "id,percentage.points\nc1,60\n");  // 15 x 4
}

TEST_CASE("a definition is shown by id, by version and by file", "[service][instrument]") {
    const auto by_id = run({"instrument", "show", "lika-8"});
    const auto by_version = run({"instrument", "show", "lika-8@1.0"});
    const auto by_file = run({"instrument", "show", workload});

    CHECK(by_id.status == 0);
    CHECK(by_id.out == by_version.out);
    CHECK(by_id.out.find("licence: CC-BY-4.0\n") != std::string::npos);
    CHECK(by_id.out.find("digest: sha256:") != std::string::npos);
    CHECK(by_file.out.find("from 20: moderate") != std::string::npos);
    CHECK(run({"instrument", "show", "nothing"}).err == "nothing: unknown_instrument\n");
    CHECK(run({"instrument", "show", "lika-8@9.9"}).err == "lika-8@9.9: unknown_version\n");
    CHECK(run({"instrument", "show", "lika-8@9.9"}).status == 1);
}

TEST_CASE("a definition shown as XML is a definition of the same meaning", "[service][instrument]") {
    const TestFolder folder;
    const auto shown = run({"instrument", "show", "--xml", "psc-17"});
    const auto written = folder.write("psc-17-1.0.xml", shown.out);

    CHECK(shown.status == 0);
    CHECK(shown.out.starts_with("<instrument id=\"psc-17\" version=\"1.0\""));
    CHECK(run({"instrument", "check", written}).status == 0);
    CHECK(run({"instrument", "show", written}).out == run({"instrument", "show", "psc-17"}).out);
    CHECK(run({"instrument", "show", "--xml", written}).out == shown.out);
}
