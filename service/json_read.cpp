// SPDX-License-Identifier: EUPL-1.2
#include "service/json_read.h"

#include <algorithm>
#include <set>

#include "engine/clock.h"
#include "engine/words.h"

namespace lika::service {
namespace {

/// An answer never grows beyond what a person reads, whatever was sent.
constexpr std::size_t most_faults = 200, longest_name = 100;

constexpr int deepest = 32;

struct Refused {
    const char* reason;
};

/// Bytes a UTF-8 sequence has by its first byte and the least code point it may hold; 0: no first byte.
struct Lead {
    std::size_t bytes;
    std::uint32_t least;
    std::uint32_t bits;
};

Lead lead_of(unsigned char byte) {
    if (byte < 0x80) return {1, 0, byte};
    if (byte >= 0xC2 && byte < 0xE0) return {2, 0x80, byte & 0x1Fu};
    if (byte >= 0xE0 && byte < 0xF0) return {3, 0x800, byte & 0x0Fu};
    if (byte >= 0xF0 && byte < 0xF5) return {4, 0x10000, byte & 0x07u};
    return {0, 0, 0};
}

/// Length of the valid sequence at `at`; 0 when it is none.
std::size_t sequence_at(std::string_view text, std::size_t at) {
    const Lead lead = lead_of(static_cast<unsigned char>(text[at]));
    if (lead.bytes == 0 || text.size() - at < lead.bytes) return 0;
    std::uint32_t point = lead.bits;
    for (std::size_t i = 1; i < lead.bytes; ++i) {
        const auto byte = static_cast<unsigned char>(text[at + i]);
        if ((byte & 0xC0u) != 0x80u) return 0;
        point = (point << 6u) | (byte & 0x3Fu);
    }
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point < lead.least || point > 0x10FFFF || surrogate ? 0 : lead.bytes;
}

/// Refuses depth and duplicate keys while the library reads.
class Watcher {
public:
    bool operator()(int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
        using Event = nlohmann::json::parse_event_t;
        const bool opens = event == Event::object_start || event == Event::array_start;
        if (opens && depth >= deepest) throw Refused{"too_deep"};
        if (event == Event::object_start) keys_.emplace_back();
        if (event == Event::object_end) keys_.pop_back();
        if (event == Event::key && !keys_.back().insert(parsed.get<std::string>()).second)
            throw Refused{"duplicate_key"};
        return true;
    }

private:
    std::vector<std::set<std::string>> keys_;
};

bool has_bad_control(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
    });
}

const nlohmann::json null_value;

}  // namespace

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequence_at(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

bool is_blank(std::string_view text) {
    return engine::trimmed(text).empty();
}

engine::Result<nlohmann::json> read_json(std::string_view text) {
    const auto refuse = [](const char* reason) {
        return engine::Error{engine::ErrorKind::invalid, reason, ""};
    };
    if (!is_utf8(text)) return refuse("not_utf8");
    // The library skips a byte order mark and takes NUL for the end.
    if (text.starts_with("\xEF\xBB\xBF") || text.find('\0') != std::string_view::npos)
        return refuse("not_json");
    try {
        Watcher watcher;
        return nlohmann::json::parse(text.begin(), text.end(), std::ref(watcher));
    } catch (const Refused& refused) {
        return refuse(refused.reason);
    } catch (const nlohmann::json::exception&) {
        return refuse("not_json");
    }
}

struct Fields::Shared {
    struct Object {
        const nlohmann::json* body;
        std::string path;
        std::set<std::string> asked;
    };
    std::vector<FieldFault> faults;
    std::map<std::string, Object> objects;   ///< by path
};

Fields::Fields(const nlohmann::json& body) : Fields(body, "", std::make_shared<Shared>()) {
    if (!body.is_object()) shared_->faults.push_back({"", "wrong_type", "an object is expected"});
}

Fields::Fields(const nlohmann::json& body, std::string path, std::shared_ptr<Shared> shared)
    : body_(&body), path_(std::move(path)), shared_(std::move(shared)) {
    shared_->objects[path_] = {body_, path_, {}};
}

std::string Fields::path_of(const std::string& name) const {
    return path_.empty() ? name : path_ + "." + name;
}

const nlohmann::json* Fields::ask(const std::string& name) {
    shared_->objects[path_].asked.insert(name);
    if (!body_->is_object()) return nullptr;
    const auto found = body_->find(name);
    return found == body_->end() || found->is_null() ? nullptr : &*found;
}

const nlohmann::json* Fields::require(const std::string& name) {
    const auto* found = ask(name);
    if (found == nullptr && body_->is_object()) fault(name, "required");
    return found;
}

void Fields::fault(const std::string& name, const std::string& reason) {
    shared_->faults.push_back({path_of(name), reason, ""});
}

std::optional<std::string> Fields::checked_text(const std::string& name, const nlohmann::json* found,
                                                std::size_t longest) {
    if (found == nullptr) return std::nullopt;
    if (!found->is_string()) return fault(name, "wrong_type"), std::nullopt;
    auto text = found->get<std::string>();
    if (engine::length_of(text) > longest) return fault(name, "too_long"), std::nullopt;
    if (has_bad_control(text)) return fault(name, "not_allowed"), std::nullopt;
    return text;
}

std::string Fields::text(const std::string& name, std::size_t longest) {
    const auto text = checked_text(name, require(name), longest);
    if (text && is_blank(*text)) fault(name, "required");
    return text.value_or("");
}

std::optional<std::string> Fields::optional_text(const std::string& name, std::size_t longest) {
    return checked_text(name, ask(name), longest);
}

std::optional<std::string> Fields::checked_word(const std::string& name, const nlohmann::json* found,
                                                const std::vector<std::string>& allowed) {
    if (found == nullptr) return std::nullopt;
    if (!found->is_string()) return fault(name, "wrong_type"), std::nullopt;
    auto word = found->get<std::string>();
    if (std::find(allowed.begin(), allowed.end(), word) == allowed.end())
        return fault(name, "not_allowed"), std::nullopt;
    return word;
}

std::string Fields::word(const std::string& name, const std::vector<std::string>& allowed) {
    return checked_word(name, require(name), allowed).value_or("");
}

std::optional<std::string> Fields::optional_word(const std::string& name,
                                                 const std::vector<std::string>& allowed) {
    return checked_word(name, ask(name), allowed);
}

std::optional<bool> Fields::checked_boolean(const std::string& name, const nlohmann::json* found) {
    if (found == nullptr) return std::nullopt;
    if (!found->is_boolean()) return fault(name, "wrong_type"), std::nullopt;
    return found->get<bool>();
}

bool Fields::boolean(const std::string& name) {
    return checked_boolean(name, require(name)).value_or(false);
}

std::optional<bool> Fields::optional_boolean(const std::string& name) {
    return checked_boolean(name, ask(name));
}

std::optional<std::int64_t> Fields::checked_integer(const std::string& name,
                                                    const nlohmann::json* found, std::int64_t lowest,
                                                    std::int64_t highest) {
    if (found == nullptr) return std::nullopt;
    if (!found->is_number_integer()) return fault(name, "wrong_type"), std::nullopt;
    const bool past_int64 =
        found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t{INT64_MAX};
    if (past_int64 || found->get<std::int64_t>() < lowest || found->get<std::int64_t>() > highest)
        return fault(name, "not_allowed"), std::nullopt;
    return found->get<std::int64_t>();
}

std::int64_t Fields::integer(const std::string& name, std::int64_t lowest, std::int64_t highest) {
    return checked_integer(name, require(name), lowest, highest).value_or(0);
}

std::optional<std::int64_t> Fields::optional_integer(const std::string& name, std::int64_t lowest,
                                                     std::int64_t highest) {
    return checked_integer(name, ask(name), lowest, highest);
}

std::optional<std::string> Fields::checked_day(const std::string& name,
                                               const nlohmann::json* found) {
    if (found == nullptr) return std::nullopt;
    if (!found->is_string()) return fault(name, "wrong_type"), std::nullopt;
    auto day = found->get<std::string>();
    if (!engine::read_day(day)) return fault(name, "not_a_day"), std::nullopt;
    return day;
}

std::string Fields::day(const std::string& name) {
    return checked_day(name, require(name)).value_or("");
}

std::optional<std::string> Fields::optional_day(const std::string& name) {
    return checked_day(name, ask(name));
}

std::vector<std::string> Fields::texts(const std::string& name, std::size_t most,
                                       std::size_t longest) {
    const auto* found = ask(name);
    if (found == nullptr) return {};
    if (!found->is_array()) return fault(name, "wrong_type"), std::vector<std::string>{};
    if (found->size() > most) return fault(name, "too_long"), std::vector<std::string>{};
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < found->size(); ++i) {
        const auto text = checked_text(name + "[" + std::to_string(i) + "]", &(*found)[i], longest);
        if (text) texts.push_back(*text);
    }
    return texts;
}

Fields Fields::object(const std::string& name) {
    const auto* found = require(name);
    if (found != nullptr && !found->is_object()) fault(name, "wrong_type");
    return {found == nullptr ? null_value : *found, path_of(name), shared_};
}

std::optional<Fields> Fields::optional_object(const std::string& name) {
    const auto* found = ask(name);
    if (found == nullptr) return std::nullopt;
    if (!found->is_object()) fault(name, "wrong_type");
    return Fields{*found, path_of(name), shared_};
}

const nlohmann::json& Fields::value(const std::string& name) {
    const auto* found = ask(name);
    return found == nullptr ? null_value : *found;
}

std::vector<std::string> Fields::names() const {
    std::vector<std::string> names;
    if (body_->is_object())
        for (const auto& [name, unused] : body_->items()) names.push_back(name);
    return names;
}

std::vector<FieldFault> Fields::faults() const {
    auto faults = shared_->faults;
    for (const auto& [path, object] : shared_->objects) {
        if (!object.body->is_object()) continue;
        for (const auto& [name, unused] : object.body->items()) {
            if (object.asked.contains(name)) continue;
            if (faults.size() >= most_faults) return faults;
            const auto shown = name.size() > longest_name ? "(a long name)" : name;
            faults.push_back({path.empty() ? shown : path + "." + shown, "unknown_field", ""});
        }
    }
    return faults;
}

}  // namespace lika::service
