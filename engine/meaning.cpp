// SPDX-License-Identifier: EUPL-1.2
#include "engine/meaning.h"

#include <cstring>
#include <map>
#include <utility>

#include "engine/profile.h"

namespace lika::engine {

namespace {

bool starts_word(char c) {
    return std::strchr(" ()=!<>", c) == nullptr && c != '\t' && c != '\n' && c != '\r';
}

/// The words, numbers and signs of a condition.
std::vector<std::string> tokens(const std::string& text) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 1;
        if (starts_word(text[at]))
            while (at + length < text.size() && starts_word(text[at + length])) ++length;
        else if (std::strchr("!<>", text[at]) && at + 1 < text.size() && text[at + 1] == '=')
            length = 2;
        if (starts_word(text[at]) || std::strchr("()=!<>", text[at]))
            found.push_back(text.substr(at, length));
        at += length;
    }
    return found;
}

bool space_between(const std::string& left, const std::string& right) {
    if (left == "(" || right == ")") return false;
    return !(right == "(" && (left == "any" || left == "count"));
}

std::string one_way(const Condition& condition) {
    std::string written, before;
    for (auto& token : tokens(condition.text)) {
        if (!before.empty() && space_between(before, token)) written += ' ';
        written += token;
        before = std::move(token);
    }
    return written;
}

const char* word(MissingRule rule) {
    if (rule == MissingRule::refuse) return "refuse";
    if (rule == MissingRule::mean) return "mean";
    return rule == MissingRule::zero ? "zero" : "prorate";
}

const char* word(Scale::Combine combine) {
    return combine == Scale::Combine::sum ? "sum" : "judgement";
}

const char* word(FromEvents::Take take) {
    static constexpr const char* words[] = {"count", "sum", "highest", "highest-per-group", "groups"};
    return words[static_cast<std::size_t>(take)];
}

const char* word(Factor factor) {
    return to_string(factor);
}

const char* word(FactorLevel level) {
    return to_string(level);
}

const char* word(bool truth) {
    return truth ? "true" : "false";
}

/// Parts in the order they are added.
class Parts {
public:
    void add(std::string name, std::string value) {
        parts_.push_back({std::move(name), value, value, false, {}});
    }
    void add(std::string name, std::int64_t value) { add(std::move(name), std::to_string(value)); }
    void add(const std::string& name, const Text& words) {
        for (const auto& [language, text] : words) add(name + "." + language, text);
    }
    template <class Choice>
    void add_choice(std::string name, Choice choice) {
        const auto digested = std::to_string(static_cast<std::int64_t>(choice));
        parts_.push_back({std::move(name), word(choice), digested, false, {}});
    }
    template <class Value>
    void add_if(std::string name, const std::optional<Value>& value) {
        if (value) add(std::move(name), static_cast<std::int64_t>(*value));
    }
    void add_one(std::string name, const std::string& value, Parts inside = {}) {
        parts_.push_back({std::move(name), value, value, true, std::move(inside.parts_)});
    }
    /// An item named by another part: the digest takes its place in the instrument.
    void add_item(std::string name, const Instrument& instrument, std::size_t item,
                  Parts inside = {}) {
        parts_.push_back({std::move(name), instrument.items[item].id.value, std::to_string(item),
                          true, std::move(inside.parts_)});
    }

    std::vector<Part> take() { return std::move(parts_); }

private:
    std::vector<Part> parts_;
};

void add_head(Parts& out, const Instrument& instrument) {
    out.add("instrument", instrument.id.value);
    out.add("version", instrument.version);
    for (const auto& language : instrument.languages) out.add_one("language", language);
    out.add("licence", instrument.licence);
    out.add("source", instrument.source);
    out.add("title", instrument.title);
    out.add("purpose", instrument.purpose);
    out.add("licence-text", instrument.licence_text);
    out.add("instructions", instrument.instructions);
    out.add("window", instrument.window);
    out.add("status", instrument.status);
    out.add("notice", instrument.notice);
    for (const auto& fact : instrument.facts) out.add_one("fact", fact);
    out.add_if("evidence-from", instrument.evidence_from);
    out.add_choice("profile", instrument.profile);
    for (const auto& domain : instrument.domains) {
        Parts inside;
        inside.add("name", domain.name);
        out.add_one("domain", domain.id.value, std::move(inside));
    }
}

void add_questions(Parts& out, const Item& item) {
    for (const auto& question : item.ask_about)
        for (const auto& [language, text] : question) out.add_one("ask-about." + language, text);
}

void add_options(Parts& out, const Item& item) {
    for (const auto& option : item.options) {
        Parts inside;
        inside.add("anchor", option.anchor);
        if (option.when) inside.add("when", one_way(*option.when));
        out.add_one("rating", std::to_string(option.rating), std::move(inside));
    }
}

/// What an item is besides an ordinary one.
void add_kind(Parts& out, const Item& item) {
    if (item.number) out.add("number", "true");
    if (item.judgement) out.add("judgement", "true");
    out.add("horizon", item.horizon);
    if (item.mark_of) out.add("mark-of", item.mark_of->value);
    if (!item.from_events) return;
    out.add("events", item.from_events->events.value);
    out.add_choice("take", item.from_events->take);
    for (const auto& kind : item.from_events->kinds) out.add_one("kinds", kind.value);
}

Parts parts_of(const Item& item) {
    Parts out;
    out.add("domain", item.domain.value);
    if (item.level) out.add_choice("level", *item.level);
    out.add_choice("factor", item.factor);
    out.add("higher-means", item.higher_means);
    if (item.pole_of) out.add("pole-of", item.pole_of->value);
    out.add("text", item.text);
    out.add("definition", item.definition);
    add_questions(out, item);
    out.add("not-applicable-when", item.not_applicable_when);
    out.add_choice("may-be-not-applicable", item.may_be_not_applicable);
    add_options(out, item);
    if (item.applies_when) out.add("applies-when", one_way(*item.applies_when));
    for (const auto& source : item.sources) out.add_one("source", source);
    add_kind(out, item);
    return out;
}

Parts parts_of(const EventList& list) {
    Parts out;
    out.add("domain", list.domain.value);
    out.add("text", list.text);
    for (const auto& kind : list.kinds) {
        Parts inside;
        inside.add("points", kind.points);
        inside.add("label", kind.label);
        out.add_one("kind", kind.id.value, std::move(inside));
    }
    return out;
}


void add_terms(Parts& out, const Instrument& instrument, const Scale& scale) {
    for (const auto& term : scale.terms) {
        Parts inside;
        inside.add("weight", term.weight.to_string());
        for (const auto& [rating, points] : term.recode)
            inside.add("recode." + std::to_string(rating), points.to_string());
        if (term.skipped) inside.add("skipped", term.skipped->to_string());
        out.add_item("term", instrument, term.item, std::move(inside));
    }
}

void add_bands(Parts& out, const Scale& scale) {
    for (const auto& band : scale.bands) {
        Parts inside;
        inside.add("from", band.from.to_string());
        inside.add("label", band.label);
        out.add_one("band", band.id.value, std::move(inside));
    }
}

/// For whom a norm or a set of cut-offs is: its condition, or "all others".
std::string for_whom(const std::optional<Condition>& when) {
    return when ? one_way(*when) : "all others";
}

void add_readings(Parts& out, const Scale& scale) {
    for (const auto& norm : scale.norms) {
        Parts inside;
        inside.add("source", norm.source);
        for (const auto& [raw, points] : norm.standardised)
            inside.add("standardised." + raw.to_string(), points.to_string());
        out.add_one("norm", for_whom(norm.when), std::move(inside));
    }
    for (const auto& cut_offs : scale.cut_offs) {
        Parts inside;
        inside.add("source", cut_offs.source);
        for (std::size_t band = 0; band < cut_offs.from.size(); ++band)
            inside.add("from." + scale.bands[band].id.value, cut_offs.from[band].to_string());
        out.add_one("cut-offs", for_whom(cut_offs.when), std::move(inside));
    }
}

Parts parts_of(const Instrument& instrument, const Scale& scale) {
    Parts out;
    out.add("name", scale.name);
    out.add_choice("combine", scale.combine);
    add_terms(out, instrument, scale);
    out.add_choice("missing", scale.missing);
    out.add_if("minimum-rated", scale.minimum_rated);
    out.add_if("maximum-missing", scale.maximum_missing);
    for (const auto item : scale.missing_among) out.add_item("missing-among", instrument, item);
    if (scale.maximum_missing_share)
        out.add("maximum-missing-share", scale.maximum_missing_share->to_string());
    for (const auto item : scale.never_missing) out.add_item("never-missing", instrument, item);
    out.add("decimals", scale.decimals);
    if (scale.missing == MissingRule::mean) out.add("mean-decimals", scale.mean_decimals);
    add_readings(out, scale);
    add_bands(out, scale);
    if (scale.unscorable_band) out.add("unscorable-band", scale.unscorable_band->value);
    out.add("unscorable-label", scale.unscorable_label);
    return out;
}

Parts parts_of(const Flag& flag) {
    Parts out;
    out.add("when", one_way(flag.when));
    out.add("text", flag.text);
    out.add_choice("open-when-missing", flag.open_when_missing);
    out.add("source", flag.source);
    return out;
}

Parts parts_of(const PolicyOverride& rule) {
    Parts out;
    out.add("when", one_way(rule.when));
    out.add("raises-to", rule.raises_to.value);
    if (rule.raises_by) out.add("raises-by", static_cast<std::int64_t>(rule.raises_by));
    out.add("text", rule.text);
    out.add("source", rule.source);
    return out;
}

std::string named(const Decision& decision, const std::vector<std::size_t>& outcomes) {
    std::string text;
    for (const auto outcome : outcomes)
        text += (text.empty() ? "" : " ") + decision.outcomes[outcome].first.value;
    return text;
}

void add_cells(Parts& out, const Instrument& instrument, const Decision& decision) {
    std::map<std::pair<std::size_t, std::size_t>, std::string> cells;
    for (const auto& cell : decision.cells)
        cells[{cell.option, cell.band}] = named(decision, cell.outcomes);
    const auto& options = instrument.items[decision.item].options;
    const auto& bands = instrument.scales[decision.scale].bands;
    for (const auto& [place, outcomes] : cells)
        out.add("cell." + std::to_string(options[place.first].rating) + "." +
                    bands[place.second].id.value,
                outcomes);
}

Parts parts_of(const Instrument& instrument, const Decision& decision) {
    Parts out;
    out.add("name", decision.name);
    out.add("item", instrument.items[decision.item].id.value);
    out.add("scale", instrument.scales[decision.scale].id.value);
    out.add("source", decision.source);
    for (const auto& [id, label] : decision.outcomes) {
        Parts inside;
        inside.add("label", label);
        out.add_one("outcome", id.value, std::move(inside));
    }
    add_cells(out, instrument, decision);
    for (const auto& exception : decision.exceptions) {
        Parts inside;
        inside.add("outcomes", named(decision, exception.outcomes));
        inside.add("text", exception.text);
        inside.add("source", exception.source);
        out.add_one("exception", one_way(exception.when), std::move(inside));
    }
    return out;
}

void add_rules(Parts& out, const Instrument& instrument) {
    for (const auto& level : instrument.levels) {
        Parts inside;
        inside.add("label", level.label);
        out.add_one("level", level.id.value, std::move(inside));
    }
    for (const auto& scale : instrument.level_scales) out.add("level-scale", scale.value);
    for (const auto& flag : instrument.flags) out.add_one("flag", flag.id.value, parts_of(flag));
    for (const auto& rule : instrument.policy_overrides)
        out.add_one("override", rule.id.value, parts_of(rule));
    for (const auto& decision : instrument.decisions)
        out.add_one("decision", decision.id.value, parts_of(instrument, decision));
}

}  // namespace

std::vector<Part> meaning(const Instrument& instrument) {
    Parts out;
    add_head(out, instrument);
    for (const auto& item : instrument.items) out.add_one("item", item.id.value, parts_of(item));
    for (const auto& list : instrument.events) out.add_one("events", list.id.value, parts_of(list));
    for (const auto& scale : instrument.scales)
        out.add_one("scale", scale.id.value, parts_of(instrument, scale));
    add_rules(out, instrument);
    return out.take();
}

}  // namespace lika::engine
