// SPDX-License-Identifier: EUPL-1.2
#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "service/detail/plain_ndjson.h"
#include "service/detail/record_format.h"
#include "service/detail/response_line.h"
#include "service/events_json.h"
#include "service/json_read.h"

namespace lika::service {
namespace {

namespace ondemand = simdjson::ondemand;
using Value = ondemand::value;

static_assert(TextSource::padding >= simdjson::SIMDJSON_PADDING);
constexpr int deepest = 32;

std::size_t find_line_end(std::string_view text) { return text.find('\n'); }

/// False for "nul" too.
bool is_null(Value value) {
    bool null = false;
    return !simdjson::simdjson_result<bool>{value.is_null()}.get(null) && null;
}

/// Walks a value that is passed over, because simdjson checks only what is read.
bool well_formed(Value value, int depth);

bool well_formed_array(Value value, int depth) {
    ondemand::array array;
    if (value.get_array().get(array)) return false;
    for (auto element : array) {
        Value inner;
        if (std::move(element).get(inner) || !well_formed(inner, depth + 1)) return false;
    }
    return true;
}

bool well_formed_object(Value value, int depth) {
    ondemand::object object;
    if (value.get_object().get(object)) return false;
    for (auto entry : object) {
        ondemand::field field;
        std::string_view key;
        if (std::move(entry).get(field) || field.unescaped_key().get(key) || !well_formed(field.value(), depth + 1))
            return false;
    }
    return true;
}

bool well_formed_scalar(Value value, ondemand::json_type type) {
    if (type == ondemand::json_type::string) return !value.get_string().error();
    if (type == ondemand::json_type::boolean) return !value.get_bool().error();
    if (type == ondemand::json_type::number) return !value.get_double().error();
    return is_null(value);
}

bool well_formed(Value value, int depth) {
    ondemand::json_type type;
    if (depth > deepest || value.type().get(type)) return false;
    if (type == ondemand::json_type::array) return well_formed_array(value, depth);
    if (type == ondemand::json_type::object) return well_formed_object(value, depth);
    return well_formed_scalar(value, type);
}

/// A number with a decimal point or an exponent, or too large for any rating; false: no number at all.
bool other_number(Value value) { return !value.get_double().error(); }

class NdjsonReader : public RecordReader {
public:
    NdjsonReader(const engine::Instrument& instrument, ScoreFields fields)
        : instrument_(instrument), items_(instrument), fields_(std::move(fields)),
          plain_(instrument, fields_), set_on_(instrument.items.size(), 0) {}

    void read(std::string_view text, ScoreLine& line) override {
        ondemand::document document;
        ondemand::json_type type;
        const simdjson::padded_string_view padded{text.data(), text.size(),
                                                  text.size() + simdjson::SIMDJSON_PADDING};
        if (parser_.iterate(padded).get(document) || document.type().get(type))
            return only_fault(line, "not_json");
        if (type != ondemand::json_type::object) return only_fault(line, "not_an_object");
        if (!read_object(document, line)) return only_fault(line, "not_json");
        count_events(line);
        if (!has_id_) add_fault(line, "id_missing");
        if (!has_responses_) add_fault(line, "responses_missing", fields_.responses);
    }

    const char* read_plain(std::string_view text, PlainLine& line) override { return plain_.read(text, line); }

private:
    /// Faults found in a text that is no JSON may be faults of our reading.
    static void only_fault(ScoreLine& line, const char* reason) {
        line.faults.clear();
        add_fault(line, reason);
    }

    bool read_object(ondemand::document& document, ScoreLine& line) {
        has_id_ = has_responses_ = has_facts_ = has_events_ = false;
        events_.clear();
        ++record_;
        keys_.clear();
        ondemand::object object;
        if (document.get_object().get(object)) return false;
        for (auto entry : object) {
            ondemand::field field;
            std::string_view key;
            if (std::move(entry).get(field) || field.unescaped_key().get(key)) return false;
            if (!read_field(key, field.value(), line)) return false;
        }
        return document.current_location().error() == simdjson::OUT_OF_BOUNDS;   // nothing behind the object
    }

    bool read_field(std::string_view key, Value value, ScoreLine& line) {
        if (key == fields_.responses) return once(has_responses_, key, line) && read_responses(value, line);
        if (key == "id") return once(has_id_, key, line) && read_id(value, line);
        if (key == fields_.facts) return once(has_facts_, key, line) && read_facts(value, line);
        if (key == "events" && !instrument_.events.empty()) return once(has_events_, key, line) && read_events(value);
        if (std::find(keys_.begin(), keys_.end(), key) != keys_.end()) add_fault(line, "duplicate_key", key);
        keys_.emplace_back(key);
        return well_formed(value, 2);
    }

    static bool once(bool& seen, std::string_view key, ScoreLine& line) {
        if (seen) add_fault(line, "duplicate_key", key);
        seen = true;
        return true;
    }

    static bool read_id(Value value, ScoreLine& line) {
        ondemand::json_type type;
        if (value.type().get(type)) return false;
        if (type != ondemand::json_type::string) {
            add_fault(line, "wrong_type", "id");
            return well_formed(value, 2);
        }
        std::string_view id;
        if (value.get_string().get(id)) return false;
        set_id(line, id);
        return true;
    }

    /// Kept as text: the numbers counted from them are set once all responses are.
    bool read_events(Value value) {
        ondemand::json_type type;
        if (value.type().get(type)) return false;
        if (type == ondemand::json_type::null) return is_null(value);
        if (type != ondemand::json_type::object) {
            events_ = "0";   // wrong_type, as all that is no object
            return well_formed(value, 2);
        }
        // Not raw_json(), which takes what stands behind a broken object for a part of it.
        const char *begin = nullptr, *behind = nullptr;
        if (value.current_location().get(begin) || !well_formed(value, 2) || value.current_location().get(behind))
            return false;
        events_.assign(begin, behind);
        return true;
    }

    void count_events(ScoreLine& line) {
        if (events_.empty()) return;
        const auto entered = read_json(events_);
        if (!entered) return add_fault(line, entered.error().reason.c_str(), "events");
        for (const auto& fault : set_events(*entered, instrument_, line.responses))
            add_fault(line, fault.reason.c_str(), fault.place);
    }

    bool read_responses(Value value, ScoreLine& line) {
        ondemand::json_type type;
        if (value.type().get(type)) return false;
        if (type != ondemand::json_type::object) {
            add_fault(line, "wrong_type", fields_.responses);
            return well_formed(value, 2);
        }
        ondemand::object object;
        if (value.get_object().get(object)) return false;
        for (auto entry : object) {
            ondemand::field field;
            std::string_view key;
            if (std::move(entry).get(field) || field.unescaped_key().get(key)) return false;
            if (!read_response(key, field.value(), line)) return false;
        }
        return true;
    }

    bool read_response(std::string_view key, Value value, ScoreLine& line) {
        const auto item = items_.find(key);
        if (!item) {
            add_fault(line, "unknown_item", key);
            return well_formed(value, 3);
        }
        if (set_on_[*item] == record_) add_fault(line, "duplicate_key", key);
        set_on_[*item] = record_;
        std::int64_t rating = 0;
        if (!value.get_int64().get(rating)) {
            set_rating(line, instrument_, *item, rating);
            return true;
        }
        return read_missing_rating(*item, value, line);
    }

    bool read_missing_rating(std::size_t item, Value value, ScoreLine& line) {
        const auto& place = instrument_.items[item].id.value;
        ondemand::json_type type;
        if (value.type().get(type)) return false;
        if (type == ondemand::json_type::null) return is_null(value);
        if (type == ondemand::json_type::string) {
            std::string_view word;
            if (value.get_string().get(word)) return false;
            set_word(line, instrument_, item, word);
            return true;
        }
        if (type == ondemand::json_type::number) {
            add_fault(line, "not_a_whole_number", place);
            return other_number(value);
        }
        add_fault(line, "wrong_type", place);
        return well_formed(value, 3);
    }

    bool read_facts(Value value, ScoreLine& line) {
        ondemand::json_type type;
        if (value.type().get(type)) return false;
        if (type == ondemand::json_type::null) return is_null(value);
        if (type != ondemand::json_type::object) {
            add_fault(line, "wrong_type", fields_.facts);
            return well_formed(value, 2);
        }
        ondemand::object object;
        if (value.get_object().get(object)) return false;
        names_.clear();
        for (auto entry : object) {
            ondemand::field field;
            std::string_view key;
            if (std::move(entry).get(field) || field.unescaped_key().get(key)) return false;
            if (!read_fact(std::string{key}, field.value(), line)) return false;
        }
        return true;
    }

    bool read_fact(const std::string& name, Value value, ScoreLine& line) {
        if (std::find(names_.begin(), names_.end(), name) != names_.end()) add_fault(line, "duplicate_key", name);
        names_.push_back(name);
        ondemand::json_type type;
        if (value.type().get(type)) return false;
        if (type == ondemand::json_type::null) return is_null(value);
        if (type == ondemand::json_type::string) {
            std::string_view word;
            if (value.get_string().get(word)) return false;
            line.facts[name] = std::string{word};
            return true;
        }
        if (type == ondemand::json_type::number) {
            std::int64_t number = 0;
            if (!value.get_int64().get(number)) {
                line.facts[name] = number;
                return true;
            }
            add_fault(line, "not_a_whole_number", name);
            return other_number(value);
        }
        add_fault(line, "wrong_type", name);
        return well_formed(value, 3);
    }

    const engine::Instrument& instrument_;
    ItemLookup items_;
    ScoreFields fields_;
    PlainNdjson plain_;
    ondemand::parser parser_;
    std::vector<std::size_t> set_on_;     ///< by item: the record that last set it
    std::size_t record_ = 0;
    std::vector<std::string> keys_;       ///< of the line, but for the fields read
    std::vector<std::string> names_;      ///< of the line's facts
    bool has_id_ = false, has_responses_ = false, has_facts_ = false, has_events_ = false;
    std::string events_;                  ///< of the line, as written; empty: none given
};

class NdjsonFormat : public RecordFormat {
public:
    NdjsonFormat(const engine::Instrument& instrument, ScoreFields fields)
        : RecordFormat(find_line_end), instrument_(instrument), fields_(std::move(fields)) {}

    std::size_t whole_records(std::string_view text) const override { return text.rfind('\n') + 1; }   // npos + 1 is 0
    bool is_blank(std::string_view text) const override {
        return text.find_first_not_of(" \t\r") == std::string_view::npos;
    }
    std::unique_ptr<RecordReader> reader() const override {
        return std::make_unique<NdjsonReader>(instrument_, fields_);
    }

private:
    const engine::Instrument& instrument_;
    ScoreFields fields_;
};

}  // namespace

std::unique_ptr<RecordFormat> ndjson_format(const engine::Instrument& instrument, const ScoreFields& fields) {
    return std::make_unique<NdjsonFormat>(instrument, fields);
}

}  // namespace lika::service
