// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/guard.h"

#include <algorithm>
#include <array>
#include <optional>

#include "service/json_read.h"

namespace lika::service {
namespace {

constexpr std::size_t most_headers = 100;
constexpr std::size_t longest_target = 8192;
constexpr std::array<std::string_view, 5> methods{"GET", "HEAD", "POST", "PATCH", "DELETE"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A token of RFC 9110.
bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) ||
               std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
    });
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

std::string lower(std::string_view text) {
    std::string lowered{text};
    for (char& c : lowered)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return lowered;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<unsigned> hex_value(char c) {
    if (is_digit(c)) return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    return std::nullopt;
}

/// Percent-decoded; nothing for a broken escape, bytes that are no UTF-8, or control characters.
std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_blank) {
            bytes += ' ';
        } else if (text[i] != '%') {
            bytes += text[i];
        } else {
            if (text.size() - i < 3) return std::nullopt;
            const auto high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
            if (!high || !low) return std::nullopt;
            bytes += static_cast<char>(*high * 16 + *low);
            i += 2;
        }
    }
    if (!is_utf8(bytes) || has_control(bytes)) return std::nullopt;
    return bytes;
}

/// A plain absolute path: nothing to resolve, no encoded slash, no backslash.
std::optional<std::string> read_path(std::string_view text) {
    if (!text.starts_with('/') || lower(text).find("%2f") != std::string::npos) return std::nullopt;
    auto path = decoded(text, false);
    if (!path || path->find('\\') != std::string::npos || path->find("//") != std::string::npos)
        return std::nullopt;
    for (const std::string_view climbing : {"/./", "/../"})
        if ((*path + "/").find(climbing) != std::string::npos) return std::nullopt;
    return path;
}

std::optional<std::map<std::string, std::string>> read_query(std::string_view text) {
    std::map<std::string, std::string> query;
    while (!text.empty()) {
        const auto pair = text.substr(0, text.find('&'));
        const auto equals = std::min(pair.find('='), pair.size());
        const auto name = decoded(pair.substr(0, equals), true);
        const auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value || name->empty() || !query.emplace(*name, *value).second)
            return std::nullopt;
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
    }
    return query;
}

bool is_host(std::string_view host) {
    return !host.empty() && host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char c) {
        return is_letter(c) || is_digit(c) || std::string_view{".-:[]"}.find(c) != std::string_view::npos;
    });
}

std::optional<Refusal> read_target(std::string_view target, Head& head) {
    const bool printable = std::all_of(target.begin(), target.end(),
                                       [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
    if (!printable || target.size() > longest_target) return Refusal{400, "bad_target"};
    const auto mark = std::min(target.find('?'), target.size());
    const auto path = read_path(target.substr(0, mark));
    if (!path) return Refusal{400, "bad_target"};
    const auto query = read_query(target.substr(std::min(mark + 1, target.size())));
    if (!query) return Refusal{400, "bad_query"};
    head.path = *path;
    head.query = *query;
    return std::nullopt;
}

std::optional<Refusal> read_request_line(std::string_view line, Head& head) {
    const auto first = line.find(' '), last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || line.substr(last + 1) != "HTTP/1.1")
        return Refusal{400, "malformed_request"};
    const auto method = line.substr(0, first);
    if (!is_token(method)) return Refusal{400, "malformed_request"};
    if (std::find(methods.begin(), methods.end(), method) == methods.end())
        return Refusal{405, "method_not_allowed"};
    head.method = method;
    return read_target(line.substr(first + 1, last - first - 1), head);
}

std::optional<Refusal> read_header(std::string_view line, Head& head) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return Refusal{400, "malformed_header"};   // also a folded line: it starts with a blank
    std::string value{trimmed(line.substr(colon + 1))};
    std::string without_tabs = value;
    std::replace(without_tabs.begin(), without_tabs.end(), '\t', ' ');
    if (has_control(without_tabs)) return Refusal{400, "malformed_header"};
    if (head.headers.size() >= most_headers) return Refusal{431, "headers_too_large"};
    if (!head.headers.emplace(lower(line.substr(0, colon)), std::move(value)).second)
        return Refusal{400, "duplicate_header"};
    return std::nullopt;
}

std::optional<std::size_t> read_number(std::string_view text, unsigned base, std::size_t most_digits) {
    if (text.empty() || text.size() > most_digits) return std::nullopt;
    std::size_t number = 0;
    for (const char c : text) {
        const auto value = hex_value(c);
        if (!value || *value >= base) return std::nullopt;
        number = number * base + *value;
    }
    return number;
}

const Refusal bad_framing{400, "bad_framing"};
const Refusal too_large{413, "too_large"};
const Refusal truncated{400, "truncated"};

Guarded<Framing> framing_of_length(const std::string& text) {
    const auto length = read_number(text, 10, 15);
    if (!length) return bad_framing;
    if (*length > longest_body) return too_large;
    return Framing{false, *length};
}

bool has_no_body(const std::string& method) { return method == "GET" || method == "HEAD"; }

}  // namespace

Guarded<Head> read_head(std::string_view text) {
    Head head;
    bool first = true;
    while (first || !text.empty()) {
        const auto end = std::min(text.find("\r\n"), text.size());
        const auto line = text.substr(0, end);
        const auto refused = first ? read_request_line(line, head) : read_header(line, head);
        if (refused) return *refused;
        text.remove_prefix(std::min(end + 2, text.size()));
        first = false;
    }
    const auto host = head.headers.find("host");
    if (host == head.headers.end() || !is_host(host->second)) return Refusal{400, "bad_host"};
    return head;
}

Guarded<Framing> framing_of(const Head& head) {
    const auto length = head.headers.find("content-length");
    const auto coding = head.headers.find("transfer-encoding");
    const auto expected = head.headers.find("expect");
    const auto none = head.headers.end();

    if (length != none && coding != none) return bad_framing;
    if (coding != none && lower(coding->second) != "chunked") return bad_framing;
    if (expected != none && lower(expected->second) != "100-continue")
        return Refusal{417, "bad_expectation"};
    Guarded<Framing> framing = Framing{coding != none, 0};
    if (length != none) framing = framing_of_length(length->second);
    if (const auto* found = std::get_if<Framing>(&framing);
        found != nullptr && has_no_body(head.method) && (found->chunked || found->length > 0))
        return bad_framing;
    return framing;
}

bool Inbox::receive_more() {
    const auto received = receive_();
    held_ += received;
    return !received.empty();
}

bool Inbox::waits_for_more() { return !held_.empty() || receive_more(); }

Guarded<std::string> Inbox::take_head() {
    std::size_t searched = 0;
    for (;;) {
        const auto end = held_.find("\r\n\r\n", searched);
        if (end != std::string::npos && end <= longest_head) {
            std::string head = held_.substr(0, end);
            held_.erase(0, end + 4);
            return head;
        }
        if (held_.size() > longest_head) return Refusal{431, "headers_too_large"};
        // A head of bare line feeds never ends for us: do not wait for it.
        if (held_.find("\n\n") != std::string::npos) return Refusal{400, "malformed_request"};
        searched = held_.size() < 3 ? 0 : held_.size() - 3;
        if (!receive_more()) return truncated;
    }
}

Guarded<std::string> Inbox::take(std::size_t length) {
    while (held_.size() < length)
        if (!receive_more()) return truncated;
    std::string taken = held_.substr(0, length);
    held_.erase(0, length);
    return taken;
}

Guarded<std::string> Inbox::take_line(std::size_t longest) {
    for (;;) {
        const auto end = held_.find("\r\n");
        if (end != std::string::npos && end <= longest) {
            std::string line = held_.substr(0, end);
            held_.erase(0, end + 2);
            return line;
        }
        if (end != std::string::npos || held_.size() > longest + 1) return bad_framing;
        if (!receive_more()) return truncated;
    }
}

/// Chunks without extensions and without trailers: nobody who speaks to us sends any.
Guarded<std::string> Inbox::take_chunks() {
    std::string body;
    for (;;) {
        const auto line = take_line(8);
        if (std::holds_alternative<Refusal>(line)) return line;
        const auto size = read_number(std::get<std::string>(line), 16, 8);
        if (!size) return bad_framing;
        if (*size > longest_body - body.size()) return too_large;
        const auto chunk = take(*size + 2);
        if (std::holds_alternative<Refusal>(chunk)) return chunk;
        const auto& bytes = std::get<std::string>(chunk);
        if (!bytes.ends_with("\r\n")) return bad_framing;
        if (*size == 0) return body;
        body.append(bytes, 0, *size);
    }
}

Guarded<std::string> Inbox::take_body(const Framing& framing) {
    return framing.chunked ? take_chunks() : take(framing.length);
}

}  // namespace lika::service
