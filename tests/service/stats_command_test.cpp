// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "service/stats/statistics.h"
#include "tests/support/command.h"

using namespace lika;
using service::Json;

namespace {

Json read(const std::filesystem::path& path) {
    std::ifstream file{path};
    return Json::parse(file);
}

std::vector<std::filesystem::path> oracles() {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator{TEST_DATA "/oracles"}) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

/// Where `got` is not `wanted`, within the tolerance; numbers that are wanted may not be missing.
void differences(const Json& got, const Json& wanted, double tolerance, const std::string& place, std::vector<std::string>& found) {
    const auto differs = [&] { found.push_back(place + ": " + got.dump() + " is not " + wanted.dump()); };
    if (wanted.is_object()) {
        if (!got.is_object()) return differs();
        for (const auto& [name, value] : wanted.items())
            if (!got.contains(name))
                found.push_back(place + "." + name + " is missing");
            else
                differences(got.at(name), value, tolerance, place + "." + name, found);
    } else if (wanted.is_array()) {
        if (!got.is_array() || got.size() != wanted.size()) return differs();
        for (std::size_t i = 0; i < wanted.size(); ++i)
            differences(got[i], wanted[i], tolerance, place + "[" + std::to_string(i) + "]", found);
    } else if (wanted.is_number()) {
        if (!got.is_number()) return differs();
        const double expected = wanted.get<double>(), apart = std::fabs(got.get<double>() - expected);
        if (!(apart <= tolerance * std::max(1.0, std::fabs(expected)))) differs();
    } else if (got != wanted) {
        differs();
    }
}

}  // namespace

TEST_CASE("every worked case comes out through lika stats as published, within its tolerance", "[service][stats]") {
    std::size_t run = 0;
    for (const auto& path : oracles()) {
        const auto oracle = read(path);
        INFO(path.filename());
        const auto said = tests::run({"stats", path});
        const auto line = Json::parse(said.out, nullptr, false);
        REQUIRE(line.is_object());
        REQUIRE(line.contains("result"));
        CHECK(said.status == 0);
        CHECK(line.at("id") == oracle.at("id"));
        std::vector<std::string> wrong;
        if (oracle.at("statistic") == "suppression") continue;   // below: its optimum is not unique
        differences(line.at("result"), oracle.at("expected"), oracle.at("tolerance").at("relative_or_absolute").get<double>(),
                    "result", wrong);
        CHECK(wrong == std::vector<std::string>{});
        ++run;
    }
    CHECK(run == oracles().size() - 1);
}

TEST_CASE("hidden counts cannot be worked out, and few are hidden", "[service][stats]") {
    const auto path = TEST_DATA "/oracles/open-suppression-4x4.json";
    const auto expected = read(path).at("expected");
    const auto result = Json::parse(tests::run({"stats", path}).out).at("result");

    CHECK(result.at("primary") == expected.at("primary"));
    CHECK(result.at("primary_only_exposed") == expected.at("primary_only_exposed"));
    CHECK(result.at("secondary_count") <= expected.at("min_secondary_count").get<int>() + 2);
    for (const auto& cell : result.at("primary"))
        CHECK(std::count(result.at("suppressed").begin(), result.at("suppressed").end(), cell) == 1);
    for (const auto& interval : result.at("intervals")) CHECK(interval[1].get<double>() - interval[0].get<double>() > 1);
}

TEST_CASE("what is wrong with a file for lika stats is said with its place, and the others are run", "[service][stats]") {
    const tests::TestFolder folder;
    const auto said = [&](const std::string& text) {
        const auto ran = tests::run({"stats", folder.write("case.json", text)});
        return std::pair{ran.status, ran.out};
    };
    const auto faulty = [&](const std::string& text, const std::string& error) {
        INFO(text);
        CHECK(said(text) == std::pair{1, "{\"id\":\"x\",\"error\":\"" + error + "\"}\n"});
    };
    const std::string icc = R"({"id":"x","statistic":"icc","data":{"kind":"ratings","values":)";

    CHECK(said("{").second == "{\"id\":null,\"error\":\"not_json\"}\n");
    CHECK(tests::run({"stats", folder / "none.json"}).out == "{\"id\":null,\"error\":\"unreadable_file\"}\n");
    faulty(R"({"id":"x"})", "missing statistic");
    faulty(R"({"id":"x","statistic":"magic"})", "unknown_statistic");
    faulty(R"({"id":"x","statistic":"icc"})", "missing data.kind");
    faulty(R"({"id":"x","statistic":"icc","data":[]})", "missing data.kind");
    faulty(R"({"id":"x","statistic":"icc","data":{"kind":"units"}})", "unfit_kind data.kind");
    faulty(icc + "[]}}", "empty data.values");
    faulty(icc + "[[]]}}", "empty data.values");
    faulty(icc + "[[1,2],[1]]}}", "rows_differ_in_length data.values[1]");
    faulty(icc + "[[1,\"2\"]]}}", "not_a_number data.values[0][1]");
    faulty(icc + "[[1,2]]},\"options\":{\"conf\":1}}", "not_a_confidence options.conf");
    faulty(R"({"id":"x","statistic":"cohen_kappa","data":{"kind":"table","values":[[1,2]]}})", "not_square data.values");
    faulty(R"({"id":"x","statistic":"cohen_kappa","data":{"kind":"table","values":[[1,-2],[0,1]]}})", "not_a_count data.values[0][1]");
    faulty(R"({"id":"x","statistic":"gwet_ac","data":{"kind":"ratings","values":[[1,2]]},"options":{"categories":[1]}})",
           "not_a_declared_category data.values[0][1]");
    faulty(R"({"id":"x","statistic":"funnel_proportion","data":{"events":[3],"n":[2]}})", "more_events_than_n data.events[0]");
    faulty(R"({"id":"x","statistic":"bh_adjust","data":{"p":[0.5,2]}})", "not_a_probability data.p[1]");

    const auto good = folder.write("good.json", R"({"id":"good","statistic":"bh_adjust","data":{"p":[0.01]}})");
    const auto both = tests::run({"stats", folder.write("bad.json", "{"), good});
    CHECK(both.status == 1);
    CHECK(both.out.find("\"id\":\"good\",\"statistic\":\"bh_adjust\",\"result\"") != std::string::npos);
}

TEST_CASE("a statistic that is not defined says why and gives no number", "[service][stats]") {
    const tests::TestFolder folder;
    const auto status = [&](const std::string& statistic, const std::string& data, const char* number, const char* options = "{}") {
        const auto ran = tests::run({"stats", folder.write("case.json", R"({"id":"x","statistic":")" + statistic + R"(","data":)" +
                                                                          data + R"(,"options":)" + options + "}")});
        INFO(statistic << ' ' << data << ' ' << ran.out);
        REQUIRE(ran.status == 0);
        const auto result = Json::parse(ran.out).at("result");
        CHECK(result.at(number).is_null());
        return result.at("status").get<std::string>();
    };
    const auto rated = [](const char* values) { return R"({"kind":"ratings","values":)" + std::string{values} + "}"; };
    const auto alike = rated("[[2,2],[2,2]]"), alone = rated("[[1],[2]]"), unrated = rated("[[null,null],[null,1]]");

    CHECK(status("percent_agreement", alone, "pairwise") == "undefined_no_pairs");
    CHECK(status("percent_agreement", unrated, "pairwise") == "undefined_no_pairs");
    CHECK(status("cohen_kappa", alike, "kappa") == "undefined_no_variation");
    CHECK(status("cohen_kappa", unrated, "kappa") == "undefined_no_pairs");
    CHECK(status("fleiss_kappa", alike, "kappa") == "undefined_no_variation");
    CHECK(status("fleiss_kappa", rated("[[1,1,2],[1,1,null]]"), "kappa") == "undefined_unequal_raters");
    CHECK(status("conger_kappa", alike, "kappa") == "undefined_no_variation");
    CHECK(status("krippendorff_alpha", alike, "alpha") == "undefined_no_variation");
    CHECK(status("krippendorff_alpha", alone, "alpha") == "undefined_no_pairs");
    CHECK(status("krippendorff_alpha_bootstrap", alike, "alpha") == "undefined_no_variation");
    CHECK(status("gwet_ac", alike, "coefficient") == "undefined_one_category");
    CHECK(status("bland_altman", rated("[[1,2]]"), "bias") == "too_few");
    CHECK(status("sem_sdc", rated("[[1,2]]"), "sem_agreement") == "too_few");
    CHECK(status("cronbach_alpha", alone, "raw_alpha") == "undefined_one_item");
    CHECK(status("cronbach_alpha", alike, "raw_alpha") == "undefined_no_variation");
    CHECK(status("kendall_w", alike, "W") == "undefined_no_variation");
    CHECK(status("district_heterogeneity", R"({"events":[0,0],"n":[4,5]})", "chi2") == "undefined_no_variation");
    CHECK(status("funnel_proportion", R"({"events":[0],"n":[0]})", "target") == "undefined_no_observations");
    CHECK(status("mcnemar", R"({"up":0,"down":0})", "share_up") == "undefined_no_observations");
    CHECK(status("mh_tables", R"({"tables":[[3,0,4,0]]})", "alpha_mh") == "undefined_no_strata");
    CHECK(status("mh_tables", R"({"tables":[[3,1,4,0]]})", "alpha_mh") == "undefined_infinite");
    CHECK(status("auc_delong", R"({"outcome":[1,1],"score":[1,2]})", "auc") == "undefined_one_class");
    CHECK(status("calibration", R"({"outcome":[0,0,1,1],"p":[0.1,0.1,0.9,0.9]})", "slope") == "undefined_separation");
    CHECK(status("kaplan_meier", R"({"time":[1,2],"status":[0,0]})", "median") == "undefined_no_events");
    CHECK(status("harrell_c", R"({"time":[1,1],"status":[1,1],"score":[1,2]})", "c") == "undefined_no_pairs");
}

TEST_CASE("intraclass correlations of too few, of nobody who differs and of raters who agree", "[service][stats]") {
    const tests::TestFolder folder;
    const auto icc = [&](const std::string& values) {
        const auto file = folder.write("case.json", R"({"statistic":"icc","data":{"kind":"ratings","values":)" + values + "}}");
        return Json::parse(tests::run({"stats", file}).out).at("result");
    };
    CHECK(icc("[[1],[2]]").at("status") == "too_few");
    CHECK(icc("[[2,2],[2,2]]").at("status") == "undefined_no_variation");
    CHECK(icc("[[2,2],[2,2]]").at("ICC2").at("estimate").is_null());

    const auto same = icc("[[1,1],[2,2],[4,4]]");
    CHECK(same.at("status") == "ok");
    for (const auto* form : {"ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"}) {
        INFO(form);
        CHECK(same.at(form).at("estimate") == 1.0);
        CHECK(same.at(form).at("ci_low") == 1.0);
        CHECK(same.at(form).at("ci_high") == 1.0);
        CHECK(same.at(form).at("F").is_null());
        CHECK(same.at(form).at("p") == 0.0);
    }
    const auto opposed = icc("[[1,3],[3,1],[2,2]]");
    CHECK(opposed.at("ICC1").at("estimate") == -1.0);
}

TEST_CASE("two million subjects as patterns, and scores around 1e9, lose no digit", "[service][stats]") {
    const tests::TestFolder folder;
    const auto result = [&](const std::string& text) {
        return Json::parse(tests::run({"stats", folder.write("case.json", text)}).out).at("result");
    };
    const auto many = result(R"({"id":1,"statistic":"cohen_kappa","data":{"kind":"table","values":[[3000000000,1000000000],[1000000000,2000000000]]}})");
    const auto few = result(R"({"id":1,"statistic":"cohen_kappa","data":{"kind":"table","values":[[3,1],[1,2]]}})");
    CHECK(many.at("kappa").get<double>() == Approx(few.at("kappa").get<double>()).epsilon(1e-14));
    CHECK(many.at("n") == 7000000000);

    const auto funnel = result(R"({"id":1,"statistic":"funnel_smr","data":{"observed":[4000000100,3],"expected":[4000000000,5]}})");
    CHECK(funnel.at("limits")[0].at("exact_high")[0].get<double>() == Approx(1 + 1.959964 / std::sqrt(4e9)).epsilon(1e-9));
    const auto standard = result(R"({"id":1,"statistic":"indirect_standardisation","data":{"observed":[3,9],"expected":[4000000000,9]}})");
    CHECK(standard.at("p_exact_two_sided")[0].get<double>() < 1e-300);
    CHECK(standard.at("p_exact_two_sided")[1] == 1.0);

    const std::string head = R"({"id":1,"statistic":"icc","data":{"kind":"ratings","values":)";
    const auto near = result(head + "[[9,2,5,8],[6,1,3,2],[8,4,6,8],[7,1,2,6],[10,5,6,9],[6,2,4,7]]}}");
    const auto far = result(head + "[[1000000009,1000000002,1000000005,1000000008],[1000000006,1000000001,1000000003,1000000002],"
                                   "[1000000008,1000000004,1000000006,1000000008],[1000000007,1000000001,1000000002,1000000006],"
                                   "[1000000010,1000000005,1000000006,1000000009],[1000000006,1000000002,1000000004,1000000007]]}}");
    CHECK(far.at("ICC2").at("estimate").get<double>() == Approx(near.at("ICC2").at("estimate").get<double>()).epsilon(1e-12));
    const auto patterns = result(R"({"id":1,"statistic":"icc","data":{"kind":"patterns","patterns":[[1,2],[2,2],[3,1]],"counts":[700000,700000,700000]}})");
    const auto once = result(head + "[[1,2],[2,2],[3,1]]}}");
    CHECK(patterns.at("n") == 2100000);
    CHECK(patterns.at("ms").at("MSC").get<double>() == Approx(700000 * once.at("ms").at("MSC").get<double>()).epsilon(1e-12));
}

namespace {

/// Every place in a value, itself included.
void places(Json& value, std::vector<Json*>& found) {
    found.push_back(&value);
    if (value.is_structured())
        for (auto& part : value) places(part, found);
}

/// One thing otherwise: a value of another kind or size, or a list or object without a part.
void spoil(Json& value, std::mt19937& chance) {
    static const std::vector<Json> others{nullptr, true, "x", "", -1, 0, 1, 2, 0.5, 1e300, -1e300, 1e-300, 4e9, Json::array(), Json::object(), Json::array({1, 2})};
    if (value.is_array() && !value.empty() && chance() % 2 == 0) {
        value.erase(chance() % value.size());
    } else if (value.is_object() && !value.empty() && chance() % 2 == 0) {
        value.erase(std::next(value.begin(), static_cast<std::ptrdiff_t>(chance() % value.size())).key());
    } else {
        value = others[chance() % others.size()];
    }
}

bool has_number(const Json& value, const char* of) {
    return value.contains(of) && value.at(of).is_number();
}

}  // namespace

TEST_CASE("whatever is wrong with data and options, there is a result with its status or an error with its place", "[service][stats]") {
    std::mt19937 chance{2026};
    const tests::TestFolder folder;
    int errors = 0, results = 0, undefined = 0;
    for (const auto& path : oracles()) {
        const auto oracle = read(path);
        if (oracle.dump().size() > 30'000) continue;   // the same statistics have smaller cases
        Json whole{{"id", 1}, {"statistic", oracle.at("statistic")}, {"data", oracle.at("data")}, {"options", oracle.at("options")}};
        whole["options"]["B"] = 20;
        for (int i = 0; i < 40; ++i) {
            auto spoilt = whole;
            for (auto times = 1 + chance() % 3; times > 0; --times) {
                std::vector<Json*> found;
                places(spoilt[chance() % 3 == 0 ? "options" : "data"], found);
                spoil(*found[chance() % found.size()], chance);
            }
            const auto file = folder.write("case.json", spoilt.dump());
            const auto ran = tests::run({"stats", file});
            const auto line = Json::parse(ran.out, nullptr, false);
            INFO(path.filename() << ' ' << spoilt.dump().substr(0, 1500) << ' ' << ran.out << ran.err);
            REQUIRE(line.is_object());
            if (line.contains("error")) {
                ++errors;
                CHECK(ran.status == 1);
                CHECK(line.at("error").get<std::string>().size() > 5);
            } else {
                ++results;
                CHECK(ran.status == 0);
                const auto& result = line.at("result");
                REQUIRE(result.contains("status"));
                if (result.at("status") != "ok") ++undefined;
                for (const auto* one : {"kappa", "alpha", "coefficient", "auc", "c", "tau2", "phi"})
                    if (result.at("status") == "ok" && result.contains(one)) CHECK(has_number(result, one));
            }
        }
    }
    CHECK(errors > 300);
    CHECK(results > 300);
    CHECK(undefined > 4);
}

TEST_CASE("ratings in halves count as what they are, given as ratings or as patterns", "[service][stats]") {
    const tests::TestFolder folder;
    const auto said = [&](const Json& data) {
        return Json::parse(tests::run({"stats", folder.write("a.json", Json{{"id", "a"}, {"statistic", "icc"}, {"data", data},
                                                                           {"options", Json::object()}}.dump())}).out);
    };
    const auto rows = Json::parse("[[1,1.5],[2,2.5],[2.5,2],[3,3],[1.5,1]]");
    const auto ratings = said({{"kind", "ratings"}, {"rows", "subjects"}, {"cols", "raters"}, {"values", rows}});
    const auto counts = std::vector<int>(rows.size(), 1);
    const auto patterns = said({{"kind", "patterns"}, {"patterns", rows}, {"counts", counts}, {"categories", {1, 1.5, 2, 2.5, 3}}});

    INFO(ratings << patterns);
    REQUIRE(ratings.contains("result"));
    REQUIRE(patterns.contains("result"));
    std::vector<std::string> found;
    differences(patterns["result"], ratings["result"], 1e-12, "", found);
    CHECK(found == std::vector<std::string>{});
    CHECK(ratings["result"].dump().find("0.") != std::string::npos);
}

TEST_CASE("a spread with what is known of nobody is undefined, and its interval is of the confidence asked for", "[service][stats]") {
    const tests::TestFolder folder;
    const auto said = [&](const Json& data, double conf) {
        return Json::parse(tests::run({"stats", folder.write("a.json", Json{{"id", "a"}, {"statistic", "variance_partition_adjusted"},
                                                                           {"data", data}, {"options", {{"conf", conf}}}}.dump())}).out);
    };
    CHECK(said(Json::parse(R"({"y":[],"x":[],"group":[]})"), 0.95)["result"]["status"] == "too_few");
    const auto data = Json::parse(R"({"y":[1,2,1.5,4,5,4.2,2,3,2.4,7,6,7.1],"x":[1,2,1,2,1,2,3,1,2,1,3,2],
                                      "group":["a","a","a","b","b","b","c","c","c","d","d","d"]})");
    const auto half = said(data, 0.5)["result"], most = said(data, 0.95)["result"];
    INFO(half << most);
    CHECK(most.at("ci_low").get<double>() < half.at("ci_low").get<double>());
    CHECK(most.at("ci_high").get<double>() > half.at("ci_high").get<double>());
}
