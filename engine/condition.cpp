// SPDX-License-Identifier: EUPL-1.2
#include "engine/condition.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace lika::engine {

namespace {

constexpr std::size_t longest = 2000;
constexpr int deepest = 32;

using Node = Condition::Node;
using Kind = Condition::Kind;
using Compare = Condition::Compare;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool in_name(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
}
bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_keyword(std::string_view word) {
    return word == "and" || word == "or" || word == "not" || word == "any" || word == "count";
}

/// The first thing wrong; what is read after it no longer counts.
struct Failure {
    std::string reason;
    std::size_t at;
};

/// Recursive descent over the text, one function a rule of the grammar.
class Reader {
public:
    Reader(std::string_view text, const std::vector<ItemId>& items,
           const std::vector<std::string>& facts)
        : text_(text), items_(items), facts_(facts) {}

    Result<Condition> read() {
        if (text_.size() > longest) return error({"too_long", longest});
        read_any_of(0);
        skip_space();
        if (!failure_ && at_ != text_.size()) fail("syntax", at_);
        if (failure_) return error(*failure_);
        return Condition{std::string(text_), std::move(nodes_)};
    }

private:
    // either = both { "or" both }
    std::size_t read_any_of(int depth) {
        return read_chain(depth, "or", Kind::any_of, &Reader::read_all_of);
    }

    // both = one { "and" one }
    std::size_t read_all_of(int depth) {
        return read_chain(depth, "and", Kind::all_of, &Reader::read_one);
    }

    std::size_t read_chain(int depth, std::string_view word, Kind kind,
                           std::size_t (Reader::*part)(int)) {
        std::vector<std::size_t> children{(this->*part)(depth)};
        while (!failure_ && take_word(word)) children.push_back((this->*part)(depth));
        if (children.size() == 1) return children.front();

        Node node;
        node.kind = kind;
        node.children = std::move(children);
        return add(std::move(node));
    }

    // one = "not" one | "(" either ")" | "any" list | "count" list compare number | comparison
    std::size_t read_one(int depth) {
        skip_space();
        if (depth >= deepest) return fail("too_deep", at_);
        if (take_word("not")) return read_negation(depth + 1);
        if (take_word("any")) return read_any();
        if (take_word("count")) return read_count();
        if (take('(')) {
            const auto inner = read_any_of(depth + 1);
            expect(')');
            return inner;
        }
        return read_comparison();
    }

    std::size_t read_negation(int depth) {
        Node node;
        node.kind = Kind::negation;
        node.children = {read_one(depth)};
        return add(std::move(node));
    }

    std::size_t read_any() {
        Node node = read_list();
        node.count_number = 1;
        return add(std::move(node));
    }

    std::size_t read_count() {
        Node node = read_list();
        node.count_compare = read_compare();
        node.count_number = read_number();
        return add(std::move(node));
    }

    // list = "(" item { item } compare number ")"
    Node read_list() {
        Node node;
        node.kind = Kind::count;
        expect('(');
        do node.items.push_back(read_item());
        while (!failure_ && next_is_name());
        node.compare = read_compare();
        node.number = read_number();
        expect(')');
        return node;
    }

    // comparison = item compare number | fact compare number | fact ("=" | "!=") word
    std::size_t read_comparison() {
        skip_space();
        const auto start = at_;
        const auto name = take_name();
        if (name.empty() || is_keyword(name)) return fail("syntax", start);

        Node node;
        const auto item = find_item(name);
        const bool fact = !item && std::find(facts_.begin(), facts_.end(), name) != facts_.end();
        node.compare = read_compare();
        if (!failure_ && !item && !fact)
            fail(next_is_name() ? "unknown_fact" : "unknown_item", start);
        if (item) node.items = {*item};
        if (fact)
            read_fact(node, name);
        else
            node.number = read_number();
        return add(std::move(node));
    }

    void read_fact(Node& node, std::string_view name) {
        node.fact = name;
        node.kind = next_is_name() ? Kind::fact_word : Kind::fact_number;
        if (node.kind == Kind::fact_number) {
            node.number = read_number();
            return;
        }
        const bool ordered = node.compare != Compare::equal && node.compare != Compare::not_equal;
        if (ordered) fail("syntax", at_);
        node.word = take_name();
    }

    std::size_t read_item() {
        skip_space();
        const auto start = at_;
        const auto name = take_name();
        if (name.empty()) return fail("syntax", start);
        const auto item = find_item(name);
        if (!item) return fail("unknown_item", start);
        return *item;
    }

    Compare read_compare() {
        skip_space();
        const std::pair<std::string_view, Compare> signs[] = {
            {"!=", Compare::not_equal}, {"<=", Compare::at_most}, {">=", Compare::at_least},
            {"=", Compare::equal},      {"<", Compare::less},     {">", Compare::greater}};
        for (const auto& [sign, compare] : signs) {
            if (!text_.substr(at_).starts_with(sign)) continue;
            at_ += sign.size();
            return compare;
        }
        fail("syntax", at_);
        return Compare::equal;
    }

    std::int32_t read_number() {
        skip_space();
        const auto start = at_;
        const bool negative = take('-');
        std::int64_t number = 0;
        bool any = false;
        while (at_ < text_.size() && is_digit(text_[at_])) {
            number = number * 10 + (text_[at_++] - '0');
            any = true;
            if (number > std::numeric_limits<std::int32_t>::max()) return fail_number(start);
        }
        if (!any || (at_ < text_.size() && in_name(text_[at_]))) return fail_number(start);
        return static_cast<std::int32_t>(negative ? -number : number);
    }

    std::optional<std::size_t> find_item(std::string_view name) const {
        const auto found = std::find_if(items_.begin(), items_.end(),
                                        [&](const ItemId& item) { return item.value == name; });
        if (found == items_.end()) return std::nullopt;
        return static_cast<std::size_t>(found - items_.begin());
    }

    void skip_space() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }

    bool next_is_name() {
        skip_space();
        return at_ < text_.size() && is_letter(text_[at_]);
    }

    std::string_view take_name() {
        if (!next_is_name()) return {};
        const auto start = at_;
        while (at_ < text_.size() && in_name(text_[at_])) ++at_;
        return text_.substr(start, at_ - start);
    }

    bool take_word(std::string_view word) {
        const auto start = at_;
        if (take_name() == word) return true;
        at_ = start;
        return false;
    }

    bool take(char c) {
        skip_space();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    void expect(char c) {
        if (!take(c)) fail("syntax", at_);
    }

    std::size_t add(Node node) {
        nodes_.push_back(std::move(node));
        return nodes_.size() - 1;
    }

    std::size_t fail(const char* reason, std::size_t at) {
        if (!failure_) failure_ = Failure{reason, at};
        return 0;
    }

    std::int32_t fail_number(std::size_t at) {
        fail("syntax", at);
        return 0;
    }

    static Error error(const Failure& failure) {
        return {ErrorKind::invalid, failure.reason, std::to_string(failure.at + 1)};
    }

    std::string_view text_;
    const std::vector<ItemId>& items_;
    const std::vector<std::string>& facts_;
    std::size_t at_ = 0;
    std::vector<Node> nodes_;
    std::optional<Failure> failure_;
};

}  // namespace

Result<Condition> read_condition(std::string_view text, const std::vector<ItemId>& items,
                                 const std::vector<std::string>& facts) {
    return Reader(text, items, facts).read();
}

}  // namespace lika::engine
