// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <functional>

#include "engine/score.h"
#include "tests/support/instrument_files.h"

using namespace lika;
using instruments::read_instrument;

namespace {

bool refused_for(const std::string& xml, const std::string& reason) {
    const auto reading = read_instrument(xml, "large.xml");
    return std::any_of(reading.faults.begin(), reading.faults.end(),
                       [&](const auto& fault) { return fault.reason == reason; });
}

std::string repeated(std::size_t times, const std::function<std::string(std::size_t)>& part) {
    std::string whole;
    for (std::size_t i = 0; i < times; ++i) whole += part(i);
    return whole;
}

std::string repeated(std::size_t times, const std::string& part) {
    return repeated(times, [&](std::size_t) { return part; });
}

/// A sound definition round `parts`, but for their own faults.
std::string instrument(const std::string& parts, const std::string& attributes = "") {
    return "<instrument id=\"large\" version=\"1.0\" licence=\"CC0-1.0\" source=\"made up\"" +
           (attributes.empty() ? " languages=\"en\"" : attributes) +
           "><title>Large</title><purpose>Is large.</purpose><licence-text>Free.</licence-text>"
           "<domain id=\"d\">Domain</domain>" +
           parts + "</instrument>";
}

std::string item(std::size_t i) {
    return "<item id=\"i" + std::to_string(i) +
           "\" domain=\"d\" higher-means=\"more-risk\" factor=\"risk\" options=\"o\">"
           "<text>Item</text></item>";
}

std::string options(std::size_t number) {
    return "<options id=\"o\">" +
           repeated(number,
                    [](std::size_t i) {
                        const auto rating = std::to_string(i);
                        return "<option rating=\"" + rating + "\">Rating " + rating + "</option>";
                    }) +
           "</options>";
}

/// One kind of part: what holds it and the most of it.
struct Bounded {
    const char* what;
    std::size_t most;
    std::function<std::string(std::size_t)> with;  ///< the definition with that many
};

std::string inside(const std::string& before, std::size_t number, const std::string& part,
                   const std::string& after) {
    return instrument(before + repeated(number, part) + after);
}

const std::vector<Bounded>& bounded() {
    static const auto plain = [](const char* part) {
        return [part](std::size_t n) { return instrument(repeated(n, part)); };
    };
    static const std::vector<Bounded> all{
        {"scales", 200, plain("<scale/>")},
        {"flags", 1000, plain("<flag/>")},
        {"overrides", 200, plain("<override/>")},
        {"decisions", 50, plain("<decision/>")},
        {"domains, with the first", 499, plain("<domain/>")},
        {"references", 2000, plain("<reference/>")},
        {"shared options", 1000, plain("<options/>")},
        {"lists of events", 50, plain("<events/>")},
        {"worked examples", 2000, plain("<worked-example/>")},
        {"levels", 50, [](auto n) { return inside("<levels>", n, "<level/>", "</levels>"); }},
        {"kinds", 200, [](auto n) { return inside("<events>", n, "<kind/>", "</events>"); }},
        {"bands", 100, [](auto n) { return inside("<scale>", n, "<band/>", "</scale>"); }},
        {"cut-offs", 100, [](auto n) { return inside("<scale>", n, "<cut-offs/>", "</scale>"); }},
        {"norms of a scale", 100,
         [](auto n) { return inside("<scale>", n, "<norm/>", "</scale>"); }},
        {"outcomes", 50,
         [](auto n) { return inside("<decision>", n, "<outcome/>", "</decision>"); }},
        {"exceptions", 100,
         [](auto n) { return inside("<decision>", n, "<exception/>", "</decision>"); }},
        {"languages", 20,
         [](auto n) {
             return instrument("", " languages=\"" + repeated(n, [](std::size_t i) {
                                       return std::string{'a', static_cast<char>('a' + i), ' '};
                                   }) + "\"");
         }},
        {"facts", 100,
         [](auto n) {
             return instrument("", " facts=\"" + repeated(n, [](std::size_t i) {
                                       return "f" + std::to_string(i) + " ";
                                   }) + "\"");
         }},
    };
    return all;
}

}  // namespace

TEST_CASE("a definition may hold so many parts of each kind and no more", "[instruments][limits]") {
    for (const auto& part : bounded()) {
        INFO(part.what);
        CHECK_FALSE(refused_for(part.with(part.most), "too_many"));
        CHECK(refused_for(part.with(part.most + 1), "too_many"));
    }
}

TEST_CASE("the bounds of a file are where the format says", "[instruments][limits]") {
    const auto sound = tests::bytes_of(TEST_DATA "/home-safety-2.1.xml");
    const auto padded = [&](std::size_t bytes) {
        return sound + "<!--" + std::string(bytes - sound.size() - 7, ' ') + "-->";
    };
    CHECK(read_instrument(padded(4U << 20U), "x").instrument);
    CHECK(refused_for(padded((4U << 20U) + 1), "too_large"));

    const auto deep = [](std::size_t n) { return repeated(n, "<a>") + repeated(n, "</a>"); };
    CHECK_FALSE(refused_for(deep(32), "too_deep"));
    CHECK(refused_for(deep(33), "too_deep"));

    const auto wide = [](std::size_t n) { return "<a>" + repeated(n - 1, "<b/>") + "</a>"; };
    CHECK_FALSE(refused_for(wide(20'000), "too_many_elements"));
    CHECK(refused_for(wide(20'001), "too_many_elements"));

    const auto many = [](std::size_t n) {
        return "<a" + repeated(n, [](std::size_t i) { return " b" + std::to_string(i) + "=''"; }) +
               "/>";
    };
    CHECK_FALSE(refused_for(many(32), "too_many_attributes"));
    CHECK(refused_for(many(33), "too_many_attributes"));
}

TEST_CASE("at most 500 faults are kept", "[instruments][limits]") {
    const auto faults = [](std::size_t n) {
        return read_instrument(instrument(repeated(n, "<goal/>")), "x").faults.size();
    };

    CHECK(faults(400) == 400);
    CHECK(faults(600) == 500);
}

namespace {

/// So many items of ten options, all in each of so many scales; one rated in its example.
std::string large(std::size_t items, std::size_t scales) {
    const auto scale = [](std::size_t i) {
        return "<scale id=\"s" + std::to_string(i) +
               "\" missing=\"prorate\"><name>Scale</name><term items=\"all\" reverse=\"true\"/>"
               "</scale>";
    };
    return instrument(options(10) + repeated(items, item) + repeated(scales, scale) +
                      "<worked-example source=\"p. 1\" responses=\"i0=1\">"
                      "<expect scale=\"s0\" points=\"" +
                      std::to_string(8 * items) +
                      "\" lowest=\"8\" highest=\"" + std::to_string(9 * items - 1) +
                      "\"/></worked-example>");
}

}  // namespace

TEST_CASE("500 items of ten options are read and scored in five scales", "[instruments][limits]") {
    const auto reading = read_instrument(large(500, 5), "large.xml");  // its example scores it

    INFO(tests::listed(reading.faults));
    CHECK(reading.instrument);
}

TEST_CASE("more ratings in scales than the limit, or than one score may look ahead over, are refused",
          "[instruments][limits]") {
    CHECK(refused_for(large(2000, 6), "too_many"));  // 2000 items * 10 options * 6 scales
    CHECK(refused_for(large(2000, 5), "example_does_not_come_out"));  // too_many_completions
}
