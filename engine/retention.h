// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/clock.h"
#include "engine/instrument.h"

namespace lika::engine {

/// What is purged as one: the file of a case, or a concern that led to no case.
enum class FileKind { case_file, concern };

/// What a rule asks of a file and what can be unknown of it.
enum class RetentionFact { birth_day, last_note, placed, paternity, adoption, custody_agreement };

/// One dated rule of the retention catalogue. Source: docs/retention.md.
struct RetentionRule {
    enum class Effect {
        purge,      ///< files of `of` are purged `length` after the last note
        keep,       ///< never purged
        keep_until  ///< not before the person is `age`
    };

    std::string id;
    Effect effect = Effect::keep;
    bool is_chosen = false;  ///< holds only where the municipality has decided so

    FileKind of = FileKind::case_file;
    ClockRule after;       ///< length and unit alone
    int finish_years = 1;  ///< finished by the end of this many calendar years after the due day's

    std::set<unsigned> birth_days;  ///< keep: born on one of these days of any month
    std::set<std::string> counties, municipalities;  ///< keep: everything there; official codes
    std::optional<RetentionFact>
        fact;  ///< keep, keep_until: where this is so; nothing and no place or day: everywhere
    int age = 0;

    Text name, why;
    std::string statute;  ///< "16 kap. 4 § socialtjänstlagen (2025:400)"
    std::string source;
    std::string status;  ///< "verified", "sourced", "partly-sourced", "unverified"
    Day valid_from{};
    std::optional<Day> valid_to;  ///< last day it holds
};

struct RetentionCatalogue {
    std::vector<std::pair<std::string, std::string>> counties;  ///< code and name
    std::vector<RetentionRule> rules;
};

/// Whose rules are meant.
struct RetentionPlace {
    std::string municipality =
        "0180";  ///< official code: two digits of the county, two of its own; Stockholm's
    std::set<std::string> chosen;  ///< ids of the rules with `is_chosen` that it follows
};

/// What is known of a file. Nothing: not recorded, which is neither yes nor no.
struct RetentionFacts {
    FileKind kind = FileKind::case_file;
    std::optional<Day> last_note_on;
    std::optional<Day> born_on;
    std::optional<bool> placed, paternity, adoption, custody_agreement;
    bool is_open = false;     ///< not closed, or a concern that is not decided
    bool has_drafts = false;  ///< an assessment is not signed
};

enum class RetentionOutcome {
    kept,       ///< for ever
    not_yet,    ///< nothing is purged today
    due,        ///< to be purged
    undecided,  ///< due or not by facts that are missing: not purged
    no_rule     ///< no rule that holds asks for it: not purged
};

struct RetentionDecision {
    RetentionOutcome outcome = RetentionOutcome::no_rule;
    std::vector<const RetentionRule*>
        because;  ///< rules of the catalogue that say so, in its order
    std::vector<RetentionFact>
        missing;  ///< facts that could still change it, whatever the outcome but kept
    bool is_open = false,
         has_drafts = false;       ///< why it is not yet due: the last note is still to come
    std::optional<Day> due_on;     ///< as far as known: with facts missing, not before this day
    std::optional<Day> finish_by;  ///< the last day it may be finished
    bool is_late(Day today) const;
};

/// Errors (invalid), place = the code or id: unknown_municipality (not four digits of a county),
/// unknown_rule (no rule to be chosen has this id).
Result<void> check_place(const RetentionCatalogue& catalogue, const RetentionPlace& place);

/// What the rules that hold on `today` say of a file. A rule counts by the day of the decision, not
/// of the notes. What is missing is never guessed: where one way to fill it in is due, the outcome
/// is undecided. The day of the last note is not counted, a day the month lacks is its last (lag
/// 1930:173); somebody born on 29 February is a year older on 1 March in other years.
RetentionDecision decide_retention(const RetentionCatalogue& catalogue, const RetentionPlace& place,
                                   const RetentionFacts& facts, Day today);

/// The rules that hold there on the day: in force, and chosen where that is needed. Catalogue
/// order.
std::vector<const RetentionRule*> retention_rules_on(const RetentionCatalogue& catalogue,
                                                     const RetentionPlace& place, Day today);

/// "kept", "not_yet", "due", "undecided", "no_rule".
const char* to_string(RetentionOutcome outcome);
/// "birth_day", "last_note", "placed", "paternity", "adoption", "custody_agreement".
const char* to_string(RetentionFact fact);
std::optional<RetentionFact> read_retention_fact(std::string_view word);
/// "case", "concern".
const char* to_string(FileKind kind);

}  // namespace lika::engine
