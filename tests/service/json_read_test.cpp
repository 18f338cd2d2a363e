// SPDX-License-Identifier: EUPL-1.2
#include "service/json_read.h"

#include <catch2/catch.hpp>

using namespace lika::service;
using nlohmann::json;

namespace {

std::string reason_of(const std::string& text) {
    const auto read = read_json(text);
    return read ? "" : read.error().reason;
}

std::string nested(int depth) {
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '[') + std::string(count, ']');
}

/// "field reason" of every fault, in order.
std::vector<std::string> told(const Fields& fields) {
    std::vector<std::string> faults;
    for (const auto& fault : fields.faults()) faults.push_back(fault.field + " " + fault.reason);
    return faults;
}

}  // namespace

TEST_CASE("JSON that can be read two ways is refused", "[service][json]") {
    CHECK(reason_of(R"({"a":1,"a":2})") == "duplicate_key");
    CHECK(reason_of(R"({"b":{"a":1},"c":[{"a":1,"a":1}]})") == "duplicate_key");
    CHECK(reason_of(R"({"a":1,"a":2})") == "duplicate_key");
    CHECK(reason_of(R"({"b":{"a":1},"c":{"a":1}})").empty());
}

TEST_CASE("JSON is UTF-8 without mark, NUL or lone surrogates", "[service][json]") {
    CHECK(reason_of("\"\xC3\xA5\"").empty());
    CHECK(reason_of("\"\xC3\"") == "not_utf8");
    CHECK(reason_of("\"\xC0\xAF\"") == "not_utf8");
    CHECK(reason_of("\"\xED\xA0\x80\"") == "not_utf8");
    CHECK(reason_of("\"\xF4\x90\x80\x80\"") == "not_utf8");
    CHECK(reason_of("\xEF\xBB\xBF{}") == "not_json");
    CHECK(reason_of(std::string("{}\0junk", 7)) == "not_json");
    CHECK(reason_of(R"("\ud800")") == "not_json");
}

TEST_CASE("JSON deeper than 32 is refused", "[service][json]") {
    CHECK(reason_of(nested(32)).empty());
    CHECK(reason_of(nested(33)) == "too_deep");
    CHECK(reason_of(std::string(1000000, '[')) == "too_deep");
}

TEST_CASE("what is not JSON is refused", "[service][json]") {
    for (const char* text : {"", " ", "{", "{} {}", "NaN", "Infinity", "{'a':1}", "[1,]", "01", "1e400",
                             "/**/{}", "{\"a\":tru}", "\"\x01\"", "+1", "0x1"})
        CHECK(reason_of(text) == "not_json");
}

TEST_CASE("every fault of a body is told at once", "[service][json]") {
    const json body{{"name", 5}, {"extra", 1}, {"subject", {{"born_on", "2010-02-30"}, {"odd", 1}}}};
    Fields fields{body};

    fields.text("name", 10);
    fields.word("urgency", {"today", "week"});
    auto subject = fields.object("subject");
    subject.day("born_on");

    CHECK(told(fields) ==
          std::vector<std::string>{"name wrong_type", "urgency required", "subject.born_on not_a_day",
                                   "extra unknown_field", "subject.odd unknown_field"});
}

TEST_CASE("a field holds what its kind allows", "[service][json]") {
    const json body{{"text", "åäö"}, {"bell", "a\a"}, {"blank", " "}, {"half", 2.0}, {"big", 18446744073709551615u},
                    {"list", {"a", 1}}, {"gone", nullptr}};
    Fields fields{body};

    CHECK(fields.text("text", 3) == "åäö");
    fields.text("bell", 9);
    fields.text("blank", 9);
    fields.integer("half", 0, 3);
    fields.integer("big", 0, 3);
    CHECK(fields.texts("list", 5, 5) == std::vector<std::string>{"a"});
    CHECK_FALSE(fields.optional_text("gone", 5));

    CHECK(told(fields) == std::vector<std::string>{"bell not_allowed", "blank required", "half wrong_type",
                                                   "big not_allowed", "list[1] wrong_type"});
}

TEST_CASE("a body that is no object has one fault", "[service][json]") {
    const json body = json::array();
    Fields fields{body};

    fields.text("name", 10);

    CHECK(told(fields) == std::vector<std::string>{" wrong_type"});
}

TEST_CASE("an answer names faults for a person to read, however many were sent", "[service][json]") {
    json body{{std::string(5000, 'x'), 1}};
    for (int i = 0; i < 5000; ++i) body["f" + std::to_string(i)] = i;

    const auto faults = Fields{body}.faults();

    CHECK(faults.size() == 200);
    for (const auto& fault : faults) CHECK(fault.field.size() <= 100);
}
