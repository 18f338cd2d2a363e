// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/clock.h"
#include "engine/id.h"
#include "engine/instrument.h"

namespace lika::engine {

enum class Sex { female, male, other, not_recorded };

/// A figure from research that tells how often, so that a flag is not read as fate.
struct BaseRate {
    Text text;
    std::string source;
};

/// One figure of a list, for some offences and sexes: how many of whom did what.
struct BaseRateFigure {
    std::vector<std::string> codes;
    std::vector<Sex> sexes;
    std::string share;               ///< "18 %"; empty: no figure was found
    Text counted;                    ///< what was counted: "nine convictions or more"
    Text among;                      ///< of whom: "boys first convicted of robbery"
    Text cohort;                     ///< when, at what age
    int from_age = 0, to_age = 0;    ///< whole years; the figure says nothing of other ages
    std::string source;
    std::string status;
};

/// A section of law that an offence is defined by.
struct Statute {
    std::string law, sfs;            ///< "brottsbalken", "1962:700"
    std::string chapter;             ///< "8"; empty: the act has no chapters
    std::string section;             ///< "5 §"
    std::string role;                ///< "basic", "aggravated", "minor", "attempt", "extension", "later-offence"
    std::string status;              ///< "verified": the text of the law was read; else never shown as fact
    Text note;
};

/// A kind of an offence, or something near it, and whether it counts as the offence of the lists.
struct Variant {
    std::string id;
    Text name;
    bool counts = false;             ///< false: shown, never flagged by itself
    std::string mark;                ///< what is shown beside it when it counts: "attempt", "minor" ...
    Text why;
    std::string status;
};

/// What the law says of one offence code, and how surely it is known.
struct OffenceLaw {
    std::vector<Statute> statutes;
    std::vector<Variant> variants;
    std::vector<std::pair<std::string, Text>> notes;   ///< with the status of each
};

/// From what age one can be convicted; a dated rule.
struct AgeOfResponsibility {
    int years = 15;
    Text text;
    std::string source;
    std::string status = "unverified";
    std::optional<Day> valid_from, valid_to;   ///< both included; absent: without limit
};

/// One offence on a list.
struct ListedOffence {
    std::string code;
    Text name;
    std::vector<Sex> sexes;          ///< whose list it is on
    bool sex_unverified = false;     ///< the source could not be read for the sex
    std::string status;              ///< "sourced", "unverified" ...
};

/// A published list of strategic offences.
struct OffenceList {
    std::string id;
    Text title;
    Text short_title;                ///< "Brå 2021:5"; the title where the catalogue has none
    std::string source;
    std::string published;
    std::string status;
    Day valid_from{};
    std::optional<Day> valid_to;     ///< last day it was current; older lists are still shown, marked as replaced
    BaseRate base_rate;
    std::vector<BaseRateFigure> figures;
    Text caution;
    std::vector<ListedOffence> offences;
};

struct OffenceCatalogue {
    std::vector<OffenceList> lists;
    std::vector<std::pair<std::string, Text>> basis;   ///< "lagford", "misstankt", "anmald", "egen-kannedom" with words
    std::string lists_rest_on = "lagford";   ///< the basis that is the lists' own; any other is an analogy
    Text basis_rule;    ///< the lists rest on a first conviction; other bases are an analogy
    Text other_sex;     ///< what is said when sex is other or not recorded
    std::vector<AgeOfResponsibility> ages_of_responsibility;
    std::vector<std::pair<std::string, Text>> codes;   ///< every offence code of any list with its name
    std::map<std::string, OffenceLaw> law;             ///< by offence code
};

/// The rule that held on a day; nullptr: the catalogue has none for it.
const AgeOfResponsibility* age_of_responsibility(const OffenceCatalogue& catalogue, Day on);

/// An offence kept on a case.
struct Offence {
    std::string code;
    Day committed_on{};
    std::string basis;
    bool first = false;
};

/// Whether an offence is on a list for one sex; unverified: the source could not be read there.
enum class Listing { no, yes, unverified };

/// What one list says of one offence.
struct ListVerdict {
    std::string list;
    bool listed = false;          ///< flagged under this list
    bool current = false;         ///< the list was valid on the day of the offence
    bool other_sex_only = false;  ///< on the list, but for the other sex
    bool sex_unverified = false;
    bool unverified = false;      ///< what it says for this person could not be read in the source: never shown as fact
    Listing female = Listing::no, male = Listing::no;   ///< what it says for each sex, whatever the person's
    std::vector<std::size_t> figures;   ///< of the list, for this offence and sex; of both when the sex is not settled
    bool other_age = false;       ///< the age is known and outside that of some of these figures
};

/// A strategic-offence flag: starts support, never raises a level.
struct OffenceFlag {
    Offence offence;
    bool raised = false;              ///< some list names it for this person
    bool disagree = false;            ///< lists differ
    bool by_analogy = false;          ///< basis is not a conviction, or under the age of responsibility
    bool under_age = false;           ///< known to be under the age of responsibility on the day of the offence
    bool not_first = false;           ///< the lists are about the first conviction
    bool sex_unsettled = false;       ///< other or not recorded: both lists shown
    std::vector<ListVerdict> lists;   ///< every list of the catalogue, in its order
};

/// One flag an offence, in the offences' order. `age` in whole years on the day of the offence, when known.
/// Errors (invalid), place = index: unknown_offence, unknown_basis.
Result<std::vector<OffenceFlag>> strategic_flags(const OffenceCatalogue& catalogue, const std::vector<Offence>& offences,
                                                 Sex sex, const std::vector<std::optional<int>>& ages);

/// The words of an id in `codes` or `basis`; none when it is not there.
Text words_named(const std::vector<std::pair<std::string, Text>>& named, const std::string& id);

/// "no", "yes", "unverified".
const char* to_string(Listing listing);
/// "female", "male", "other", "not_recorded"; the way back gives nothing for another word.
const char* to_string(Sex sex);
std::optional<Sex> read_sex(std::string_view word);

}  // namespace lika::engine
