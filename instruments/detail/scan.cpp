// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "instruments/detail/utf8.h"

namespace lika::instruments::detail {

namespace {

constexpr std::size_t most_bytes = 4U << 20U;
constexpr std::size_t deepest = 32;
constexpr std::size_t most_elements = 20'000;
constexpr std::size_t most_attributes = 32;
constexpr std::string_view space = " \t\r\n";

bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool in_name(char c) {
    return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

// Of "#233" or "#xE9": a character XML may hold.
bool is_character(std::string_view reference) {
    const bool hex = reference.starts_with("#x");
    const auto digits = reference.substr(hex ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    return !digits.empty() && error == std::errc{} && end == digits.data() + digits.size() &&
           allowed_character(code);
}

bool is_entity(std::string_view name) {
    constexpr std::array<std::string_view, 5> five{"lt", "gt", "amp", "quot", "apos"};
    if (name.starts_with('#')) return is_character(name);
    return std::find(five.begin(), five.end(), name) != five.end();
}

class Scanner {
public:
    Scanner(std::string_view xml, Report& report) : xml_(xml), report_(report) {}

    void run() {
        if (xml_.starts_with("<?xml ")) declaration();
        while (at_ < xml_.size() && !stopped_) xml_[at_] == '<' ? markup() : text();
        if (stopped_) return;
        for (const auto& [name, where] : open_)
            fault(where, "not_well_formed", fmt::format("<{}> is not closed", name));
        if (roots_ == 0) fault(0, "not_well_formed", "there is no element");
    }

private:
    void fault(std::size_t where, const char* reason, std::string detail) {
        report_.add(where, reason, std::move(detail));
    }
    void stop(std::size_t where, const char* reason, std::string detail) {
        fault(where, reason, std::move(detail));
        stopped_ = true;
    }
    bool here(std::string_view word) const { return xml_.substr(at_).starts_with(word); }
    void skip_space() { at_ = std::min(xml_.find_first_not_of(space, at_), xml_.size()); }

    std::string_view name() {
        const auto start = at_;
        if (at_ < xml_.size() && begins_name(xml_[at_]))
            while (at_ < xml_.size() && in_name(xml_[at_])) ++at_;
        return xml_.substr(start, at_ - start);
    }

    // Moves past `end`; what lies before it is returned.
    std::string_view until(std::string_view end, const char* what) {
        const auto start = at_;
        const auto found = xml_.find(end, at_);
        if (found == std::string_view::npos) {
            stop(start, "not_well_formed", fmt::format("the {} has no end", what));
            return {};
        }
        at_ = found + end.size();
        return xml_.substr(start, found - start);
    }

    void declaration() {
        const auto said = until("?>", "XML declaration");
        const auto encoding = said.find("encoding");
        if (encoding == std::string_view::npos) return;
        if (said.find("\"UTF-8\"", encoding) == std::string_view::npos &&
            said.find("\"utf-8\"", encoding) == std::string_view::npos)
            fault(0, "bad_declaration", "save the file as UTF-8 and say encoding=\"UTF-8\"");
    }

    void markup() {
        const auto where = at_;
        if (here("<!--")) return comment();
        if (here("<![CDATA["))
            return refuse("cdata", "write the text with &lt; and &amp; in place of CDATA", "]]>");
        if (here("<!")) return stop(where, "doctype", "remove the DOCTYPE and its declarations");
        if (here("<?"))
            return refuse("processing_instruction", "remove the processing instruction", "?>");
        if (here("</")) return close();
        open();
    }

    void refuse(const char* reason, const char* detail, std::string_view end) {
        fault(at_, reason, detail);
        until(end, reason);
    }

    void comment() {
        const auto where = at_;
        at_ += 4;
        const auto inside = until("-->", "comment");
        if (inside.find("--") != std::string_view::npos || inside.ends_with('-'))
            fault(where, "not_well_formed", "a comment may not hold --");
    }

    void text() {
        const auto start = at_;
        at_ = std::min(xml_.find('<', at_), xml_.size());
        const auto run = xml_.substr(start, at_ - start);
        const auto first = run.find_first_not_of(space);
        if (open_.empty() && first != std::string_view::npos)
            fault(start + first, "text_outside_root",
                  "remove what stands outside the root element");
        entities(run, start);
    }

    void entities(std::string_view run, std::size_t start) {
        for (auto at = run.find('&'); at != std::string_view::npos; at = run.find('&', at + 1)) {
            const auto end = run.substr(at + 1, 12).find(';');
            if (end == std::string_view::npos || !is_entity(run.substr(at + 1, end)))
                fault(
                    start + at, "unknown_entity",
                    fmt::format("{} is not known: write &amp; for the sign &; only lt, gt, amp, "
                                "quot, apos and numbers are known",
                                cut(run.substr(at, end == std::string_view::npos ? 12 : end + 2))));
        }
    }

    void close() {
        const auto where = at_;
        at_ += 2;
        const auto closed = name();
        skip_space();
        if (!here(">") || open_.empty() || open_.back().first != closed)
            return wrongly_closed(closed, where);
        ++at_;
        open_.pop_back();
    }

    // A tag left open is found where another that holds it is closed: its own place is the one to
    // mend.
    void wrongly_closed(std::string_view closed, std::size_t where) {
        if (open_.empty()) return stop(where, "not_well_formed", "nothing is open here");
        const auto& [opened, begin] = open_.back();
        const bool left_open =
            opened != closed && std::any_of(open_.begin(), open_.end(), [&](const auto& outer) {
                return outer.first == closed;
            });
        if (left_open)
            return stop(begin, "not_well_formed",
                        fmt::format("<{}> is not closed: </{}> on line {} comes first", opened,
                                    closed, report_.line_of(where)));
        stop(where, "not_well_formed",
             fmt::format("</{}> closes nothing: write </{}> for the <{}> of line {}", cut(closed),
                         opened, opened, report_.line_of(begin)));
    }

    void open() {
        const auto where = at_++;
        const auto opened = name();
        if (opened.empty()) return stop(where, "not_well_formed", "write &lt; for the sign <");
        if (open_.empty() && ++roots_ > 1)
            fault(where, "second_root", "a file holds one root element");
        if (++elements_ > most_elements)
            return stop(where, "too_many_elements",
                        fmt::format("at most {} elements", most_elements));
        attributes(opened);
        if (stopped_) return;
        const bool empty = here("/>");
        if (!empty && !here(">"))
            return stop(where, "not_well_formed", fmt::format("the tag <{}> has no end", opened));
        at_ += empty ? 2 : 1;
        if (!empty) open_.emplace_back(opened, where);
        if (open_.size() > deepest)
            stop(where, "too_deep", fmt::format("at most {} elements inside each other", deepest));
    }

    void attributes(std::string_view owner) {
        std::vector<std::string_view> seen;
        for (;;) {
            const auto before = at_;
            skip_space();
            if (at_ >= xml_.size() || here(">") || here("/>")) return;
            if (at_ == before)
                return stop(at_, "not_well_formed",
                            fmt::format("put a space between attributes of <{}>", owner));
            const auto where = at_;
            const auto key = attribute();
            if (stopped_) return;
            if (std::find(seen.begin(), seen.end(), key) != seen.end())
                fault(where, "duplicate_attribute",
                      fmt::format("{} is written twice in <{}>", key, owner));
            seen.push_back(key);
            if (seen.size() > most_attributes)
                return stop(where, "too_many_attributes",
                            fmt::format("at most {} attributes", most_attributes));
        }
    }

    std::string_view attribute() {
        const auto where = at_;
        const auto key = name();
        skip_space();
        const bool equals = !key.empty() && here("=");
        if (equals) ++at_;
        skip_space();
        if (!equals || !(here("\"") || here("'"))) {
            stop(where, "not_well_formed", "write an attribute as name=\"value\"");
            return key;
        }
        const auto quote = xml_.substr(at_++, 1);
        const auto start = at_;
        const auto value = until(quote, "attribute");
        if (value.find('<') != std::string_view::npos)
            stop(where, "not_well_formed",
                 fmt::format("{} holds the sign <: its end quote is missing, or write &lt;", key));
        entities(value, start);
        return key;
    }

    std::string_view xml_;
    Report& report_;
    std::size_t at_ = 0;
    std::size_t roots_ = 0;
    std::size_t elements_ = 0;
    bool stopped_ = false;
    std::vector<std::pair<std::string_view, std::size_t>> open_;
};

bool check_characters(std::string_view xml, Report& report) {
    bool fine = true;
    for (std::size_t at = 0; at < xml.size();) {
        const auto character = read_character(xml.substr(at));
        if (character.length == 0) {
            report.add(at, "bad_utf8", "save the file as UTF-8");
            return false;
        }
        if (!allowed_character(character.code)) {
            report.add(at, "control_character",
                       fmt::format("remove the character U+{:04X}", character.code));
            fine = false;
        }
        at += character.length;
    }
    return fine;
}

}  // namespace

void scan(std::string_view xml, Report& report) {
    if (xml.empty()) return report.add_whole("empty_file", "the file is empty");
    if (xml.size() > most_bytes)
        return report.add_whole("too_large", "a definition is at most 4 MiB");
    if (xml.starts_with("\xEF\xBB\xBF"))
        return report.add(0, "byte_order_mark", "save the file as UTF-8 without a byte order mark");
    if (check_characters(xml, report)) Scanner{xml, report}.run();
}

}  // namespace lika::instruments::detail
