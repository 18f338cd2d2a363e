// SPDX-License-Identifier: EUPL-1.2
#include "instruments/vignette.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <unistd.h>

using namespace lika;
using namespace lika::instruments;

namespace {

const std::filesystem::path shipped = PROJECT_SOURCE "/instruments/vignettes";

const Library& library() {
    static const auto loaded = Library::load(PROJECT_SOURCE "/instruments/library").first;
    return loaded;
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream{file};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// The faults of the first shipped vignette with one thing in it otherwise.
std::vector<std::string> faults_with(const std::string& instead, const std::string& of) {
    const auto folder = std::filesystem::temp_directory_path() / ("lika-vignette-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    auto xml = text_of(shipped / "v1-lo-low-1.0.xml");
    const auto at = xml.find(of);
    REQUIRE(at != std::string::npos);
    xml.replace(at, of.size(), instead);
    std::ofstream{folder / "one.xml"} << xml;
    const auto [vignettes, faults] = read_vignettes(folder, library());
    std::filesystem::remove_all(folder);
    CHECK(vignettes.empty() == !faults.empty());
    std::vector<std::string> reasons;
    for (const auto& fault : faults) reasons.push_back(fault.reason);
    return reasons;
}

using Reasons = std::vector<std::string>;

}  // namespace

TEST_CASE("the four vignettes rate every item of lika-36 with a reason, in Swedish and English", "[instruments][vignette]") {
    const auto [vignettes, faults] = read_vignettes(shipped, library());
    for (const auto& fault : faults) FAIL_CHECK(fault.to_string());
    REQUIRE(vignettes.size() == 4);
    const auto& instrument = **library().find(engine::InstrumentId{"lika-36"}, "1.0");
    std::vector<std::string> levels;
    for (const auto& one : vignettes) {
        INFO(one.id);
        CHECK(one.status == "proposal");
        CHECK(one.gold.size() == 72);
        levels.push_back(one.level.value);
        for (const auto* language : {"sv", "en"}) {
            CHECK(one.title.at(language).size() > 10);
            CHECK(one.text.at(language).size() > 1500);
            CHECK(one.level_reason.at(language).size() > 50);
            for (const auto& gold : one.gold) CHECK(gold.reason.at(language).size() > 3);
        }
        CHECK(one.text.at("sv").find('\n') != std::string::npos);   // paragraphs stay
        CHECK(one.window_from < one.assessed_on);
        std::vector<int> ratings(4);
        for (const auto& gold : one.gold)
            if (gold.rating) ++ratings.at(static_cast<std::size_t>(*gold.rating));
        CHECK(ratings[0] + ratings[1] + ratings[2] + ratings[3] > 30);
    }
    CHECK(std::set<std::string>(levels.begin(), levels.end()).size() == instrument.levels.size());
}

TEST_CASE("what is wrong in a vignette is said, and it is left out", "[instruments][vignette]") {
    CHECK(faults_with("item=\"I1\"", "item=\"I1\"").empty());
    CHECK(faults_with("item=\"I99\"", "item=\"I1\"") ==
          Reasons{"item_not_rated", "item_not_rated", "unknown_item", "unknown_item"});
    CHECK(faults_with("item=\"I2\"", "item=\"I1\"") ==
          Reasons{"item_not_rated", "item_not_rated", "repeated_item", "repeated_item"});
    CHECK(faults_with("<level is=\"dire\"", "<level is=\"low\"") == Reasons{"unknown_level"});
    CHECK(faults_with("rating=\"7\"", "rating=\"1\"") == Reasons{"unknown_rating"});
    CHECK(faults_with("instrument-version=\"9.0\"", "instrument-version=\"1.0\"") == Reasons{"unknown_version"});
    CHECK(faults_with("status=\"final\"", "status=\"proposal\"") == Reasons{"bad_choice"});
    CHECK(faults_with("assessed-on=\"today\"", "assessed-on=\"2026-10-12\"") == Reasons{"not_a_day"});
    CHECK(faults_with("", "<en>Lo, aged 12: a lip gloss</en>") == Reasons{"missing_language"});
    CHECK(faults_with("<vignete ", "<vignette ") != Reasons{});
}
