// SPDX-License-Identifier: EUPL-1.2
#include "service/difference_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace lika::service {
namespace {

using engine::Difference;
using engine::Part;

struct Phrase {
    const char* swedish;
    const char* english;
};

const char* in(Language language, const Phrase& phrase) {
    return language == Language::swedish ? phrase.swedish : phrase.english;
}

/// What a part of a definition is called. `many`: those of one kind together, where there can be several.
struct Noun {
    const char* name;
    Phrase one;
    Phrase many = {"", ""};
};

constexpr std::array nouns{
    Noun{"instrument", {"instrumentets id", "id of the instrument"}},
    Noun{"version", {"version", "version"}},
    Noun{"language", {"språk", "language"}, {"språken", "languages"}},
    Noun{"licence", {"licens", "licence"}},
    Noun{"source", {"källa", "source"}, {"källorna", "sources"}},
    Noun{"title", {"titel", "title"}},
    Noun{"purpose", {"syfte", "purpose"}},
    Noun{"licence-text", {"licensvillkor", "terms of the licence"}},
    Noun{"instructions", {"anvisningar", "instructions"}},
    Noun{"window", {"tidsfönster", "window of time"}},
    Noun{"status", {"status", "status"}},
    Noun{"notice", {"upplysning", "notice"}},
    Noun{"fact", {"uppgift som reglerna använder", "fact the rules use"}, {"uppgifterna", "facts"}},
    Noun{"evidence-from", {"lägsta skattning som kräver underlag", "lowest rating that needs evidence"}},
    Noun{"profile", {"profil visas", "profile is shown"}},
    Noun{"domain", {"område", "domain"}, {"områdena", "domains"}},
    Noun{"name", {"namn", "name"}},
    Noun{"item", {"faktor", "item"}, {"faktorerna", "items"}},
    Noun{"level", {"nivå", "level"}, {"nivåerna", "levels"}},
    Noun{"factor", {"risk eller skydd", "risk or protection"}},
    Noun{"higher-means", {"vad en högre skattning betyder", "what a higher rating means"}},
    Noun{"pole-of", {"hör till riskfaktorn", "belongs to the risk item"}},
    Noun{"text", {"text", "text"}},
    Noun{"definition", {"definition", "definition"}},
    Noun{"ask-about", {"hjälpfråga", "question to ask"}, {"hjälpfrågorna", "questions to ask"}},
    Noun{"not-applicable-when", {"när den inte är tillämplig", "when it is not applicable"}},
    Noun{"may-be-not-applicable", {"får vara ej tillämplig", "may be not applicable"}},
    Noun{"rating", {"steg", "option"}, {"stegen", "options"}},
    Noun{"anchor", {"stegets text", "anchor"}},
    Noun{"applies-when", {"villkor för att gälla", "condition to apply"}},
    Noun{"scale", {"skala", "scale"}, {"skalorna", "scales"}},
    Noun{"combine", {"hur den räknas", "how it is computed"}},
    Noun{"term", {"faktor", "item"}, {"faktorerna", "items"}},
    Noun{"weight", {"vikt", "weight"}},
    Noun{"recode", {"poäng för skattningen", "points for rating"}},
    Noun{"missing", {"regel för saknade skattningar", "rule for missing ratings"}},
    Noun{"minimum-rated", {"minsta antal skattade", "fewest rated"}},
    Noun{"maximum-missing", {"högsta antal saknade", "most missing"}},
    Noun{"missing-among",
         {"faktor som räknas bland de saknade", "item counted among the missing"},
         {"faktorerna som räknas bland de saknade", "items counted among the missing"}},
    Noun{"maximum-missing-share", {"högsta andel saknade", "greatest share missing"}},
    Noun{"decimals", {"decimaler", "decimals"}},
    Noun{"band", {"band", "band"}, {"banden", "bands"}},
    Noun{"from", {"gräns", "cut-off"}},
    Noun{"label", {"benämning", "label"}},
    Noun{"unscorable-band", {"band när poäng saknas", "band when there are no points"}},
    Noun{"unscorable-label", {"benämning när poäng saknas", "label when there are no points"}},
    Noun{"level-scale", {"skala som föreslår nivån", "scale that proposes the level"}},
    Noun{"flag", {"flagga", "flag"}, {"flaggorna", "flags"}},
    Noun{"when", {"villkor", "condition"}},
    Noun{"open-when-missing", {"öppen när skattningar saknas", "open when ratings are missing"}},
    Noun{"override", {"regel som höjer nivån", "rule that raises the level"}, {"reglerna som höjer nivån", "rules that raise the level"}},
    Noun{"raises-to", {"höjer till minst", "raises to at least"}},
    Noun{"raises-by", {"höjer antal nivåer", "levels it raises by"}},
    Noun{"number", {"ett tal anges", "a number is entered"}},
    Noun{"judgement", {"bedömarens sammanvägning", "the assessor's summary"}},
    Noun{"horizon", {"tid som bedömningen gäller", "time the judgement is about"}},
    Noun{"mark-of", {"markering vid faktorn", "mark beside the item"}},
    Noun{"events", {"lista med händelser", "list of events"}, {"listorna med händelser", "lists of events"}},
    Noun{"take", {"hur händelserna räknas", "how the events are counted"}},
    Noun{"kinds", {"slag som räknas", "kind that counts"}, {"slagen som räknas", "kinds that count"}},
    Noun{"kind", {"slag av händelse", "kind of event"}, {"slagen av händelser", "kinds of events"}},
    Noun{"points", {"poäng", "points"}},
    Noun{"skipped", {"poäng när den inte är tillämplig", "points when it is not applicable"}},
    Noun{"norm", {"normtabell för", "norm for"}, {"normtabellerna", "norms"}},
    Noun{"standardised", {"standardpoäng för råpoängen", "standardised points for raw"}},
    Noun{"cut-offs", {"gränser för", "cut-offs for"}, {"gränserna", "cut-offs"}},
    Noun{"never-missing", {"faktor som aldrig får saknas", "item that may never be missing"},
         {"faktorerna som aldrig får saknas", "items that may never be missing"}},
    Noun{"mean-decimals", {"decimaler i medelvärdet", "decimals of the mean"}},
    Noun{"decision", {"beslutstabell", "decision table"}, {"beslutstabellerna", "decision tables"}},
    Noun{"outcome", {"beslut", "outcome"}, {"besluten", "outcomes"}},
    Noun{"cell", {"tillåtet vid", "allowed at"}},
    Noun{"exception", {"undantag när", "exception when"}, {"undantagen", "exceptions"}},
    Noun{"outcomes", {"tillåter också", "also allows"}},
};

struct Value {
    const char* value;
    Phrase words;
};

constexpr std::array values{
    Value{"true", {"ja", "yes"}},
    Value{"false", {"nej", "no"}},
    Value{"refuse", {"poäng bara när allt är skattat", "points only when complete"}},
    Value{"zero", {"det som saknas ger inget", "missing counts as nothing"}},
    Value{"prorate", {"det som saknas räknas upp från det skattade", "missing is prorated"}},
    Value{"mean", {"det som saknas får medelvärdet av det skattade", "missing gets the mean of the rated"}},
    Value{"count", {"antal", "count"}},
    Value{"highest", {"högsta", "highest"}},
    Value{"highest-per-group", {"högsta per tillfälle, hopräknade", "highest per occasion, added up"}},
    Value{"groups", {"antal tillfällen", "number of occasions"}},
    Value{"all others", {"alla andra", "all others"}},
    Value{"sum", {"summa", "sum"}},
    Value{"judgement", {"bedöms, räknas inte", "judged, not computed"}},
    Value{"individual", {"individ", "individual"}},
    Value{"social", {"socialt", "social"}},
    Value{"structural", {"strukturellt", "structural"}},
    Value{"sv", {"svenska", "Swedish"}},
    Value{"en", {"engelska", "English"}},
    Value{"more-risk", {"mer risk", "more risk"}},
    Value{"more-protection", {"mer skydd", "more protection"}},
    Value{"more-symptoms", {"mer besvär", "more symptoms"}},
    Value{"more-difficulty", {"större svårigheter", "more difficulty"}},
    Value{"more-strength", {"mer styrka", "more strength"}},
};

/// "text.sv" is "text" and "sv".
std::pair<std::string, std::string> split(const std::string& name) {
    const auto dot = name.find('.');
    if (dot == std::string::npos) return {name, {}};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

const Noun* noun_of(const std::string& base) {
    const auto found = std::find_if(nouns.begin(), nouns.end(), [&](const auto& one) { return one.name == base; });
    return found == nouns.end() ? nullptr : &*found;
}

std::string value_words(const std::string& value, Language language) {
    const auto found = std::find_if(values.begin(), values.end(), [&](const auto& one) { return one.value == value; });
    return found == values.end() ? value : in(language, found->words);
}

/// Whether what follows the dot of a part's name is a language, not a rating, a band or a raw score.
bool is_language(const std::string& base, const std::string& of) {
    static constexpr std::array others{"recode", "standardised", "from", "cell"};
    return !of.empty() && std::find(others.begin(), others.end(), base) == others.end();
}

/// "text (Swedish)", "points for rating 2", "cut-off".
std::string called(const std::string& name, Language language) {
    const auto [base, of] = split(name);
    const auto* const noun = noun_of(base);
    const std::string word = noun ? in(language, noun->one) : base;
    if (of.empty()) return word;
    if (base == "from") return word + in(language, {" för band ", " of band "}) + of;
    return is_language(base, of) ? fmt::format("{} ({})", word, value_words(of, language)) : word + " " + of;
}

std::string called_together(const std::string& name, Language language) {
    const auto [base, of] = split(name);
    const auto* const noun = noun_of(base);
    return noun && *noun->many.english ? in(language, noun->many) : base;
}

bool is_text(const Part& part) {
    const auto [base, of] = split(part.name);
    return is_language(base, of) || base == "source";
}

/// Paragraphs on one line.
std::string quoted(std::string text) {
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) text.replace(at, 1, " / ");
    return "\"" + text + "\"";
}

/// Running text is quoted; a code of the definition is said in words.
std::string shown(const Part& part, const std::string& value, Language language) {
    const auto base = split(part.name).first;
    if (is_text(part)) return quoted(value);
    static constexpr std::array coded{"missing", "combine", "level", "higher-means", "language", "profile",  "take",
                                      "norm", "cut-offs", "number", "judgement",
                                      "may-be-not-applicable", "open-when-missing"};
    return std::find(coded.begin(), coded.end(), base) == coded.end() ? value : value_words(value, language);
}

/// "item F1", "band high": a part told apart from others of its name.
std::string one_of_many(const Part& part, Language language) {
    return called(part.name, language) + " " + shown(part, part.value, language);
}

/// " of band high in scale total"; empty for the instrument itself.
std::string place_of(const Difference& difference, Language language) {
    std::string place;
    for (auto part = difference.within.rbegin(); part != difference.within.rend(); ++part)
        place += in(language, place.empty() ? Phrase{" för ", " of "} : Phrase{" i ", " in "}) +
                 one_of_many(*part, language);
    return place;
}

/// The same with "in" throughout, for a part that came or went.
std::string inside_of(const Difference& difference, Language language) {
    std::string place;
    for (auto part = difference.within.rbegin(); part != difference.within.rend(); ++part)
        place += in(language, {" i ", " in "}) + one_of_many(*part, language);
    return place;
}

/// Whether the same words stand beside it in the language asked for.
bool said_otherwise(const std::vector<Part>& parts, const Part& part, Language language) {
    const auto [base, of] = split(part.name);
    const std::string wanted = language == Language::swedish ? "sv" : "en", there = base + "." + wanted;
    const auto has = [&](const Part& one) { return one.name == there; };
    return of.size() == 2 && of != wanted && std::any_of(parts.begin(), parts.end(), has);
}

void add_held(const std::vector<Part>& parts, Language language, std::vector<std::string>& held) {
    for (const auto& part : parts) {
        if (said_otherwise(parts, part, language)) continue;
        if (part.one_of_many)
            held.push_back(one_of_many(part, language));
        else if (!part.value.empty())
            held.push_back(called(part.name, language) + " " + shown(part, part.value, language));
        add_held(part.parts, language, held);
    }
}

/// What a part that came or went holds: " (cut-off 15, label (English) "High")".
std::string held_by(const Part& part, Language language) {
    std::vector<std::string> held;
    add_held(part.parts, language, held);
    return held.empty() ? "" : fmt::format(" ({})", fmt::join(held, ", "));
}

constexpr std::size_t long_text = 100;
constexpr std::size_t kept_beside = 30;

/// Where the words begin to differ, less what is kept beside it; 0 when little would be spared.
std::size_t alike_before(std::string_view one, std::string_view other) {
    const auto end = std::min(one.size(), other.size());
    const auto differs = static_cast<std::size_t>(std::mismatch(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(end), other.begin()).first - one.begin());
    if (differs <= long_text) return 0;
    const auto space = one.rfind(' ', differs - kept_beside);
    return space == std::string_view::npos ? 0 : space;
}

/// How much is alike at the end.
std::size_t alike_after(std::string one, std::string other) {
    std::reverse(one.begin(), one.end());
    std::reverse(other.begin(), other.end());
    return alike_before(one, other);
}

std::string cut(const std::string& text, std::size_t before, std::size_t after) {
    return (before > 0 ? "..." : "") + text.substr(before, text.size() - before - after) + (after > 0 ? "..." : "");
}

/// Both texts, long ones only about where they differ.
std::pair<std::string, std::string> where_they_differ(const std::string& from, const std::string& to) {
    const auto before = alike_before(from, to);
    const auto after = alike_after(from.substr(before), to.substr(before));
    return {cut(from, before, after), cut(to, before, after)};
}

std::string changed(const Difference& difference, Language language) {
    const auto& part = difference.part;
    const auto [from, to] = is_text(part) ? where_they_differ(difference.from, difference.to)
                                          : std::pair{difference.from, difference.to};
    return fmt::format("{}{}: {} -> {}", called(part.name, language), place_of(difference, language),
                       shown(part, from, language), shown(part, to, language));
}

std::string came_or_went(const Difference& difference, Language language) {
    const auto& part = difference.part;
    const bool added = difference.kind == Difference::Kind::added;
    const auto value = shown(part, part.value, language);
    const auto none = in(language, {"ingen", "none"});
    if (!part.one_of_many)
        return fmt::format("{}{}: {} -> {}", called(part.name, language), place_of(difference, language),
                           added ? none : value, added ? value : none);
    const auto verb = added ? in(language, {"tillagd", "added"}) : in(language, {"borttagen", "removed"});
    return fmt::format("{}{}: {}{}", one_of_many(part, language), inside_of(difference, language), verb,
                       held_by(part, language));
}

}  // namespace

std::string words_of(const Difference& difference, Language language) {
    const auto& part = difference.part;
    switch (difference.kind) {
        case Difference::Kind::changed:
            return changed(difference, language);
        case Difference::Kind::reordered:
            return fmt::format("{} {}{}: {} -> {}", in(language, {"ordningen av", "order of"}),
                               called_together(part.name, language), inside_of(difference, language), difference.from,
                               difference.to);
        case Difference::Kind::added:
        case Difference::Kind::removed: break;
    }
    return came_or_went(difference, language);
}

std::string brief_words_of(const Difference& difference, Language language) {
    auto brief = difference;
    if (brief.part.name != "term") brief.part.parts.clear();   // a term's weight is short
    return words_of(brief, language);
}

Language read_language(const std::string& code) { return code == "sv" ? Language::swedish : Language::english; }

}  // namespace lika::service
