// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "engine/compare.h"
#include "service/difference_words.h"
#include "tests/support/command.h"
#include "tests/support/mutations.h"

using namespace lika::tests;
using lika::service::Language;
using lika::service::words_of;

namespace {

const std::string before = TEST_DATA "/home-safety-2.1.xml";
const std::string after = TEST_DATA "/home-safety-2.2.xml";

}  // namespace

TEST_CASE("what a revision changed is said in words", "[service][instrument]") {
    const auto ran = run({"instrument", "diff", before, after});

    CHECK(ran.status == 0);
    CHECK(ran.err.empty());
    CHECK(ran.out ==
          "home-safety 2.1 -> home-safety 2.2\n"
          "version: 2.1 -> 2.2\n"
          "anchor (English) of option 1 in item F1: \"Words\" -> \"Harsh words\"\n"
          "item F3: added (domain family, level social, risk or protection risk, what a higher rating means more risk, "
          "text (English) \"Control\", may be not applicable no, option 0, anchor (English) \"None\", option 1, "
          "anchor (English) \"Some\", option 2, anchor (English) \"Much\")\n"
          "points for rating 1 of item F2-protection in scale total: 1 -> 2\n"
          "item F3 in scale total: added (weight 1)\n"
          "cut-off of band high in scale total: 3 -> 2\n"
          "condition of flag young: F1 = 2 and age < 12 -> F1 = 2 and age < 13\n"
          "condition of rule that raises the level violence: F1 = 2 -> F1 = 2 or F3 = 2\n"
          "8 differences in meaning\n");
}

TEST_CASE("a difference is said in Swedish when asked for", "[service][instrument]") {
    const auto ran = run({"instrument", "diff", after, before, "--language", "sv"});

    CHECK(ran.out.find("\ngräns för band high i skala total: 2 -> 3\n") != std::string::npos);
    CHECK(ran.out.find("\nfaktor F3 i skala total: borttagen (vikt 1)\n") != std::string::npos);
    CHECK(ran.out.find("text (svenska) \"Kontroll\"") != std::string::npos);
    CHECK(ran.out.ends_with("\n8 skillnader i betydelse\n"));
}

TEST_CASE("a definition that was only laid out anew has no difference in meaning", "[service][instrument]") {
    const TestFolder folder;
    const auto again = folder.write("again.xml", "<!-- anew -->\n" + text_of(before) + "\n");

    const auto ran = run({"instrument", "diff", before, again});

    CHECK(ran.status == 0);
    CHECK(ran.out == "home-safety 2.1 -> home-safety 2.1\nno difference in meaning\n");
    CHECK(run({"instrument", "diff", "lika-8", "lika-8@1.0", "--language", "sv"}).out.ends_with("ingen skillnad i betydelse\n"));
}

TEST_CASE("what cannot be compared is named", "[service][instrument]") {
    const auto unknown = run({"instrument", "diff", "lika-8@9.9", "nothing"});

    CHECK(unknown.status == 1);
    CHECK(unknown.out.empty());
    CHECK(unknown.err == "lika-8@9.9: unknown_version\nnothing: unknown_instrument\n");
    CHECK(run({"instrument", "diff", before}).status == 2);
    CHECK(run({"instrument", "diff", before, after, "--language", "de"}).status == 2);
}

TEST_CASE("of a long text only what differs is shown", "[service][instrument]") {
    using namespace lika::made_up;
    Instrument first, second;
    std::string start, end;
    for (int i = 0; i < 40; ++i) start += "before ", end += " after";
    first.purpose["en"] = start + "some" + end;
    second.purpose["en"] = start + "most" + end;

    const auto words = words_of(compare(first, second).front(), Language::english);

    CHECK(words.starts_with("purpose (English): \"... before"));
    CHECK(words.find("before some after") != std::string::npos);
    CHECK(words.find("-> \"... before") != std::string::npos);
    CHECK(words.find("before most after") != std::string::npos);
    CHECK(words.size() < 250);
}

TEST_CASE("every part that can differ has a word of its own in both languages", "[service][instrument]") {
    using namespace lika::made_up;
    auto all = mutations();
    for (auto& mutation : mutations_of_rich()) all.push_back(std::move(mutation));
    for (std::size_t at = 0; at < all.size(); ++at) {
        const auto& mutation = all[at];
        RandomInstruments random(74, at < mutations().size() ? RandomInstruments::Kind::plain : RandomInstruments::Kind::rich);
        for (int round = 0; round < 10; ++round) {
            const auto one = with_words(random.instrument());
            auto other = one;
            if (!mutation.make(other)) continue;
            const auto differences = compare(one, other);
            if (differences.empty()) continue;   // the cell said so already
            const auto& difference = differences.front();
            const auto english = words_of(difference, Language::english);
            const auto swedish = words_of(difference, Language::swedish);
            INFO(english);
            const std::string name = mutation.part;
            if (name != "version") CHECK(english != swedish);   // the one word both share
            if (name.find('-') != std::string::npos && name != "cut-offs") CHECK(english.find(name.substr(0, name.find('.'))) == std::string::npos);
        }
    }
}
