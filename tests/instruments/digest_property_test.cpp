// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <pugixml.hpp>
#include <random>
#include <set>
#include <sstream>

#include "engine/compare.h"
#include "instruments/detail/digest.h"
#include "tests/support/instrument_files.h"
#include "tests/support/mutations.h"

using namespace lika;

namespace {

/// The released definitions and a made-up one that has every kind of element.
std::vector<std::filesystem::path> definitions() {
    auto files = tests::xml_of(PROJECT_SOURCE "/instruments/library");
    files.push_back(TEST_DATA "/home-safety-2.1.xml");
    return files;
}

/// Writes a definition as somebody else might: attributes in another order, other quotes, spaces,
/// line breaks and comments.
class OtherHand {
public:
    explicit OtherHand(unsigned seed) : random_(seed) {}

    std::string rewrite(const pugi::xml_node& root) {
        return "<?xml version='1.0'?>" + noise() + element(root) + noise();
    }

private:
    bool one_in(unsigned n) { return random_() % n == 0; }

    std::string noise() {
        const char* spaces[] = {"", " ", "\n", "\r\n\t", "\n\n    "};
        std::string text = spaces[random_() % 5];
        if (one_in(4)) text += "<!-- said in passing -->";
        return text + spaces[random_() % 5];
    }

    std::string escaped(const std::string& text, char quote) {
        std::string written;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const char c = text[at];
            if (c == '&' || c == '<' || c == quote || (c >= 'a' && c <= 'z' && one_in(40)))
                written += "&#" + std::to_string(static_cast<int>(c)) + ";";
            else if (quote == '\0' && is_lone_space(text, at) && one_in(6))
                written += "\n   ";
            else
                written += c;
        }
        return written;
    }

    /// Between two words on one line: there a line break begins no paragraph.
    static bool is_lone_space(const std::string& text, std::size_t at) {
        const auto is_word = [&](std::size_t i) {
            return i < text.size() && !std::strchr(" \r\n\t", text[i]);
        };
        return text[at] == ' ' && at > 0 && is_word(at - 1) && is_word(at + 1);
    }

    std::string attributes(const pugi::xml_node& node) {
        std::vector<std::string> all;
        for (const auto& attribute : node.attributes()) {
            const char quote = one_in(2) ? '"' : '\'';
            all.push_back(std::string(one_in(3) ? "\n  " : " ") + attribute.name() +
                          (one_in(4) ? " = " : "=") + quote + escaped(attribute.value(), quote) +
                          quote);
        }
        std::shuffle(all.begin(), all.end(), random_);
        std::string text;
        for (const auto& one : all) text += one;
        return text;
    }

    std::string element(const pugi::xml_node& node) {
        const bool words = node.first_child().type() == pugi::node_pcdata;
        auto text = "<" + std::string(node.name()) + attributes(node);
        if (!node.first_child() && one_in(2)) return text + (one_in(2) ? " />" : "/>");
        text += ">";
        for (const auto& child : node.children()) {
            if (child.type() == pugi::node_element) text += noise() + element(child);
            if (child.type() == pugi::node_pcdata) text += escaped(child.value(), '\0');
        }
        return text + (words ? "" : noise()) + "</" + node.name() + (one_in(3) ? " >" : ">");
    }

    std::mt19937 random_;
};

std::optional<engine::Instrument> read(const std::string& xml) {
    return instruments::read_instrument(xml, "changed.xml").instrument;
}

std::string written(const pugi::xml_document& document) {
    std::ostringstream text;
    document.save(text, "", pugi::format_raw);
    return text.str();
}

/// Calls `with` for every element that is not a worked example's.
void each_element(pugi::xml_node node, const std::function<void(pugi::xml_node)>& with) {
    if (std::string(node.name()) == "worked-example") return;
    with(node);
    for (auto child : node.children())
        if (child.type() == pugi::node_element) each_element(child, with);
}

/// What an attribute could say instead, in the hope that some of it can be read.
std::vector<std::string> other_values(const std::string& value) {
    std::vector<std::string> others{value + " x", value + "x", value + "1", "", "true", "false"};
    for (const int by : {-1, 1, 2})
        if (!value.empty() && value.find_first_not_of("0123456789") == std::string::npos)
            others.push_back(std::to_string(std::stoi(value) + by));
    others.push_back(value.substr(0, value.rfind(' ')));
    others.erase(std::remove(others.begin(), others.end(), value), others.end());
    return others;
}

/// Attributes without a meaning of their own: names that only tie parts of the file together, and a
/// printed end that must agree with the next beginning.
bool only_ties(const pugi::xml_node& element, const std::string& attribute) {
    static const std::set<std::string> ties{"reference id", "options id", "band to"};
    return ties.contains(std::string(element.name()) + " " + attribute);
}

}  // namespace

TEST_CASE("a definition written by another hand has the same digest", "[instruments][digest]") {
    for (const auto& file : definitions()) {
        const auto xml = tests::bytes_of(file);
        const auto original = read(xml);
        REQUIRE(original);
        pugi::xml_document document;
        REQUIRE(document.load_buffer(xml.data(), xml.size()));
        OtherHand hand{7};
        for (int round = 0; round < 8; ++round) {
            const auto rewritten = hand.rewrite(document.document_element());
            const auto reading = instruments::read_instrument(rewritten, file.string());
            INFO(tests::listed(reading.faults));
            REQUIRE(reading.instrument);
            CHECK(reading.instrument->digest == original->digest);
            CHECK(engine::compare(*original, *reading.instrument).empty());
        }
    }
}

TEST_CASE("every word changed in a definition gives another digest", "[instruments][digest]") {
    for (const auto& file : definitions()) {
        const auto xml = tests::bytes_of(file);
        pugi::xml_document document;
        REQUIRE(document.load_buffer(xml.data(), xml.size()));
        const auto digest = read(xml)->digest;
        std::vector<pugi::xml_node> words;
        each_element(document.document_element(), [&](pugi::xml_node element) {
            const bool reference = std::string(element.name()) == "reference";
            if (element.first_child().type() == pugi::node_pcdata && !reference)
                words.push_back(element.first_child());
        });
        const std::size_t step = 1 + words.size() / 60;  // lika-36 has over a thousand texts
        for (std::size_t at = 0; at < words.size(); at += step) {
            const std::string before = words[at].value();
            words[at].set_value((before + "!").c_str());
            const auto changed = read(written(document));
            REQUIRE(changed);
            INFO(file.filename() << ": " << before);
            CHECK(changed->digest != digest);
            words[at].set_value(before.c_str());
        }
    }
}

TEST_CASE("every attribute that can be read another way gives another digest",
          "[instruments][digest]") {
    std::size_t read_another_way = 0;
    for (const auto& file : definitions()) {
        if (file.stem() == "lika-36-1.0")
            continue;  // its attributes are those of lika-8, twelve times over
        const auto xml = tests::bytes_of(file);
        pugi::xml_document document;
        REQUIRE(document.load_buffer(xml.data(), xml.size()));
        const auto digest = read(xml)->digest;
        each_element(document.document_element(), [&](pugi::xml_node element) {
            for (auto attribute : element.attributes()) {
                const std::string before = attribute.value();
                for (const auto& other : other_values(before)) {
                    attribute.set_value(other.c_str());
                    const auto changed = read(written(document));
                    INFO(file.filename()
                         << ": " << element.name() << " " << attribute.name() << "=" << other);
                    if (!changed || only_ties(element, attribute.name())) continue;
                    CHECK(changed->digest != digest);
                    ++read_another_way;
                }
                attribute.set_value(before.c_str());
            }
        });
    }
    CHECK(read_another_way > 100);
}

namespace {

void check_digests(const std::vector<made_up::Mutation>& all,
                   made_up::RandomInstruments::Kind kind) {
    made_up::RandomInstruments random(73, kind);
    for (const auto& mutation : all)
        for (int round = 0; round < 20; ++round) {
            const auto before = made_up::with_words(random.instrument());
            auto after = before;
            const bool made = mutation.make(after);
            const bool same_digest =
                instruments::detail::digest_of(before) == instruments::detail::digest_of(after);
            INFO(mutation.part);
            if (!std::string(mutation.part).starts_with("cell."))  // it may have said so already
                CHECK(same_digest == !made);
            CHECK(engine::compare(before, after).empty() == same_digest);
        }
}

}  // namespace

TEST_CASE("digests agree exactly when nothing is to be said of a difference",
          "[instruments][digest]") {
    using Kind = made_up::RandomInstruments::Kind;
    check_digests(made_up::mutations(), Kind::plain);
    check_digests(made_up::mutations_of_rich(), Kind::rich);
}
