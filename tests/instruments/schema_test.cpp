// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <regex>
#include <set>

#include "instruments/write_instrument.h"
#include "tests/support/instrument_files.h"
#include "tests/support/xml_mutants.h"
#include "tests/support/xml_schema.h"

using namespace lika;

namespace {

using Reasons = std::set<std::string>;

/// Reasons about structure: what has one of them the schema refuses. All others are about meaning.
const Reasons structural{"bad_choice",
                         "bad_day",
                         "bad_id",
                         "bad_language",
                         "bad_norm",
                         "bad_number",
                         "bad_recode",
                         "bad_utf8",
                         "bad_version",
                         "cell_twice",
                         "condition_too_long",
                         "control_character",
                         "duplicate_attribute",
                         "duplicate_id",
                         "empty_text",
                         "missing_attribute",
                         "missing_element",
                         "missing_licence",
                         "missing_source",
                         "not_well_formed",
                         "repeated_element",
                         "second_root",
                         "stray_text",
                         "text_outside_root",
                         "too_deep",
                         "too_few_levels",
                         "too_few_options",
                         "too_few_outcomes",
                         "too_many_attributes",
                         "unknown_attribute",
                         "unknown_domain",
                         "unknown_element",
                         "unknown_entity",
                         "unknown_events",
                         "unknown_options",
                         "wrong_root"};

bool about_structure(const Reasons& reasons) {
    return std::any_of(reasons.begin(), reasons.end(),
                       [](const auto& reason) { return structural.contains(reason); });
}

Reasons reasons_of(const std::string& xml) {
    Reasons reasons;
    for (const auto& fault : instruments::read_instrument(xml, "changed.xml").faults)
        reasons.insert(fault.reason);
    return reasons;
}

std::vector<std::string> schema_says(const std::vector<std::string>& documents) {
    return tests::XmlSchema{PROJECT_SOURCE "/instruments/instrument.xsd"}.complaints(documents);
}

/// A place where reader and schema disagree on purpose.
struct Difference {
    const char* why;
    bool schema_refuses;
    std::function<bool(const tests::XmlMutant&, const Reasons&)> covers;
};

bool any_unknown(const Reasons& reasons) {
    return std::any_of(reasons.begin(), reasons.end(),
                       [](const auto& reason) { return reason.starts_with("unknown_"); });
}

bool drops(const tests::XmlMutant& mutant, const Reasons& attributes) {
    return mutant.change == "drop" && attributes.contains(mutant.element + "/" + mutant.attribute);
}

const std::vector<Difference>& differences() {
    static const std::vector<Difference> all{
        {"a name that cannot be an id is ill-formed to the schema, unknown to the reader", true,
         [](const auto&, const auto& reasons) { return any_unknown(reasons); }},
        {"item=rating has a shape; whether the item has the rating only the reader knows", true,
         [](const auto& mutant, const auto&) { return mutant.attribute == "responses"; }},
        {"words inside the words of a language are one more language to the reader", true,
         [](const auto&, const auto& reasons) { return reasons.contains("undeclared_language"); }},
        {"XSD 1.0 cannot make an attribute depend on another or on the children", false,
         [](const auto& mutant, const auto&) {
             return drops(mutant, {"band/from", "scale/missing", "number/take", "item/options",
                                   "expect/scale", "expect/decision", "expect/flag", "expect/level",
                                   "expect/raised", "expect/scored-level"});
         }},
        {"XSD 1.0 cannot count elements by their attributes: the level is expected once", false,
         [](const auto& mutant, const auto&) {
             return mutant.change == "repeat" && mutant.element == "expect";
         }},
        {"XSD 1.0 cannot look into a list: no-events names a list of events", false,
         [](const auto& mutant, const auto&) { return mutant.attribute == "no-events"; }},
        {"words are mixed, since with one language they are text: XSD sees no stray text", false,
         [](const auto& mutant, const auto&) { return mutant.change == "stray text"; }},
    };
    return all;
}

const Difference* find_difference(const tests::XmlMutant& mutant, const Reasons& reasons,
                                  bool refused) {
    for (const auto& difference : differences())
        if (difference.schema_refuses == refused && difference.covers(mutant, reasons))
            return &difference;
    return nullptr;
}

std::vector<tests::XmlMutant> mutants_of(const std::vector<const char*>& files) {
    std::vector<tests::XmlMutant> all;
    for (const std::string file : files) {
        const auto xml = tests::bytes_of(PROJECT_SOURCE "/" + file);
        auto some = tests::XmlMutants{xml}.all();
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

std::vector<std::string> definitions_in(const std::vector<const char*>& folders) {
    std::vector<std::string> documents;
    for (const char* folder : folders) {
        const auto path = std::string{PROJECT_SOURCE} + folder;
        if (!std::filesystem::exists(path)) continue;  // non-commercial may be left out
        for (const auto& file : tests::xml_of(path)) documents.push_back(tests::bytes_of(file));
    }
    return documents;
}

Reasons found_in(const std::string& text, const std::regex& wanted, Reasons found = {}) {
    for (std::sregex_iterator at{text.begin(), text.end(), wanted}, none; at != none; ++at)
        found.insert((*at)[1].str());
    return found;
}

std::string sources_of_reader() {
    std::string all;
    for (const auto& entry :
         std::filesystem::directory_iterator{PROJECT_SOURCE "/instruments/detail"}) {
        const auto text = tests::bytes_of(entry.path());
        if (entry.path().filename().string().starts_with("read_") &&
            text.find("detail/draft.h") != std::string::npos)
            all += text;
    }
    return all;
}

/// The quoted words of every list that the reader gives to one of its functions.
Reasons listed_in_reader(const char* function) {
    const std::regex lists{std::string{function} + R"(\(\s*(?:"[a-z-]+",\s*)?(\{[^}]*\}))"};
    static const std::regex quoted{"\"([a-z0-9-]+)\""};
    Reasons words;
    for (const auto& list : found_in(sources_of_reader(), lists))
        words = found_in(list, quoted, std::move(words));
    return words;
}

}  // namespace

TEST_CASE("the schema has every choice and attribute that the reader has",
          "[instruments][schema]") {
    const auto schema = tests::bytes_of(PROJECT_SOURCE "/instruments/instrument.xsd");
    auto choices = listed_in_reader("choice");
    choices.insert({"true", "false"});
    auto attributes = listed_in_reader("allow");
    attributes.merge(listed_in_reader("words"));
    REQUIRE(choices.size() > 20);
    REQUIRE(attributes.size() > 50);

    CHECK(found_in(schema, std::regex{"enumeration value=\"([^\"]+)\""}) == choices);
    CHECK(found_in(schema, std::regex{"attribute name=\"([^\"]+)\""}) == attributes);
}

TEST_CASE("the schema accepts every definition that the reader accepts", "[instruments][schema]") {
    const auto documents =
        definitions_in({"/instruments/library", "/instruments/non-commercial", "/tests/data",
                        "/tests/data/structures", "/tests/data/service"});
    REQUIRE(documents.size() >= 12);

    for (const auto& complaint : schema_says(documents)) CHECK(complaint == "");
}

TEST_CASE("the schema accepts the canonical form of a definition", "[instruments][schema]") {
    std::vector<std::string> documents;
    for (const auto& xml : definitions_in({"/instruments/library", "/tests/data/service"})) {
        const auto reading = instruments::read_instrument(xml, "sound.xml");
        REQUIRE(reading.instrument);
        documents.push_back(instruments::write_instrument(*reading.instrument));
    }

    for (const auto& complaint : schema_says(documents)) CHECK(complaint == "");
}

TEST_CASE("the schema refuses a broken definition when its fault is one of structure",
          "[instruments][schema]") {
    const auto files = tests::xml_of(TEST_DATA "/broken");
    std::vector<std::string> documents;
    for (const auto& file : files) documents.push_back(tests::bytes_of(file));

    const auto complaints = schema_says(documents);

    for (std::size_t i = 0; i < files.size(); ++i) {
        auto reason = files[i].stem().string();
        std::replace(reason.begin(), reason.end(), '-', '_');
        INFO(reason << ": " << complaints[i]);
        CHECK(complaints[i].empty() != structural.contains(reason));
    }
}

TEST_CASE("reader and schema agree on every single change of structure", "[instruments][schema]") {
    const auto mutants = mutants_of(
        {"instruments/library/k6-1.0.xml", "tests/data/structures/graded-profile-1.0.xml",
         "tests/data/court-record-1.0.xml", "tests/data/home-safety-2.1.xml"});
    REQUIRE(mutants.size() > 3000);
    std::vector<std::string> documents;
    for (const auto& mutant : mutants) documents.push_back(mutant.xml);

    const auto complaints = schema_says(documents);

    std::set<const Difference*> met;
    for (std::size_t i = 0; i < mutants.size(); ++i) {
        const auto reasons = reasons_of(mutants[i].xml);
        const bool refused = !complaints[i].empty();
        if (about_structure(reasons) == refused) continue;
        const auto* difference = find_difference(mutants[i], reasons, refused);
        INFO(mutants[i].change << " " << mutants[i].element << "/" << mutants[i].attribute << " "
                               << complaints[i] << " "
                               << Catch::StringMaker<Reasons>::convert(reasons));
        CHECK(difference);
        CHECK_FALSE(reasons.empty());  // where they differ, the reader is the stricter one
        met.insert(difference);
    }
    CHECK(met.size() == differences().size());  // none is listed in vain
}
