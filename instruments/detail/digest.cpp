// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/digest.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace lika::instruments::detail {

namespace {

/// The meaning as one text.
class Canonical {
public:
    void add(std::string_view name, std::string_view value) {
        text_ += fmt::format("{}:{}:{}\n", name, value.size(), value);
    }
    void add(std::string_view name, std::int64_t value) { add(name, std::to_string(value)); }
    void add(std::string_view name, const engine::Text& words) {
        for (const auto& [language, word] : words) add(fmt::format("{}.{}", name, language), word);
    }
    template <class Value>
    void add_if(std::string_view name, const std::optional<Value>& value) {
        if (value) add(name, static_cast<std::int64_t>(*value));
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

void add_head(Canonical& out, const engine::Instrument& instrument) {
    out.add("instrument", instrument.id.value);
    out.add("version", instrument.version);
    for (const auto& language : instrument.languages) out.add("language", language);
    out.add("licence", instrument.licence);
    out.add("source", instrument.source);
    out.add("title", instrument.title);
    out.add("purpose", instrument.purpose);
    out.add("licence-text", instrument.licence_text);
    out.add("instructions", instrument.instructions);
    out.add("window", instrument.window);
    out.add("status", instrument.status);
    out.add("notice", instrument.notice);
    for (const auto& fact : instrument.facts) out.add("fact", fact);
    out.add_if("evidence-from", instrument.evidence_from);
    out.add("profile", instrument.profile ? 1 : 0);
    for (const auto& domain : instrument.domains) {
        out.add("domain", domain.id.value);
        out.add("name", domain.name);
    }
}

void add_item(Canonical& out, const engine::Item& item) {
    out.add("item", item.id.value);
    out.add("domain", item.domain.value);
    out.add_if("level", item.level);
    out.add("factor", static_cast<std::int64_t>(item.factor));
    out.add("higher-means", item.higher_means);
    if (item.pole_of) out.add("pole-of", item.pole_of->value);
    out.add("text", item.text);
    out.add("definition", item.definition);
    for (const auto& question : item.ask_about) out.add("ask-about", question);
    out.add("not-applicable-when", item.not_applicable_when);
    out.add("may-be-not-applicable", item.may_be_not_applicable ? 1 : 0);
    for (const auto& option : item.options) {
        out.add("rating", option.rating);
        out.add("anchor", option.anchor);
    }
    if (item.applies_when) out.add("applies-when", item.applies_when->text);
    for (const auto& source : item.sources) out.add("source", source);
}

void add_terms(Canonical& out, const engine::Scale& scale) {
    for (const auto& term : scale.terms) {
        out.add("term", static_cast<std::int64_t>(term.item));
        out.add("weight", term.weight.to_string());
        for (const auto& [rating, points] : term.recode)
            out.add(fmt::format("recode.{}", rating), points.to_string());
    }
}

void add_scale(Canonical& out, const engine::Scale& scale) {
    out.add("scale", scale.id.value);
    out.add("name", scale.name);
    out.add("combine", static_cast<std::int64_t>(scale.combine));
    add_terms(out, scale);
    out.add("missing", static_cast<std::int64_t>(scale.missing));
    out.add_if("minimum-rated", scale.minimum_rated);
    out.add_if("maximum-missing", scale.maximum_missing);
    for (const auto item : scale.missing_among)
        out.add("missing-among", static_cast<std::int64_t>(item));
    if (scale.maximum_missing_share)
        out.add("maximum-missing-share", scale.maximum_missing_share->to_string());
    out.add("decimals", scale.decimals);
    for (const auto& band : scale.bands) {
        out.add("band", band.id.value);
        out.add("from", band.from.to_string());
        out.add("label", band.label);
    }
    if (scale.unscorable_band) out.add("unscorable-band", scale.unscorable_band->value);
    out.add("unscorable-label", scale.unscorable_label);
}

void add_rules(Canonical& out, const engine::Instrument& instrument) {
    for (const auto& level : instrument.levels) {
        out.add("level", level.id.value);
        out.add("label", level.label);
    }
    if (instrument.level_scale) out.add("level-scale", instrument.level_scale->value);
    for (const auto& flag : instrument.flags) {
        out.add("flag", flag.id.value);
        out.add("when", flag.when.text);
        out.add("text", flag.text);
        out.add("open-when-missing", flag.open_when_missing ? 1 : 0);
        out.add("source", flag.source);
    }
    for (const auto& rule : instrument.policy_overrides) {
        out.add("override", rule.id.value);
        out.add("when", rule.when.text);
        out.add("raises-to", rule.raises_to.value);
        out.add("text", rule.text);
        out.add("source", rule.source);
    }
}

std::string sha256(const std::string& text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
    std::string hex;
    for (const auto byte : hash) hex += fmt::format("{:02x}", byte);
    return hex;
}

}  // namespace

std::string digest_of(const engine::Instrument& instrument) {
    Canonical out;
    add_head(out, instrument);
    for (const auto& item : instrument.items) add_item(out, item);
    for (const auto& scale : instrument.scales) add_scale(out, scale);
    add_rules(out, instrument);
    return "sha256:" + sha256(out.text());
}

}  // namespace lika::instruments::detail
