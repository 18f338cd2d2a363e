// SPDX-License-Identifier: EUPL-1.2
#pragma once

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
    std::string source;
    std::string published;
    std::string status;
    Day valid_from{};
    std::optional<Day> valid_to;     ///< last day it was current; older lists are still shown, marked as replaced
    BaseRate base_rate;
    Text caution;
    std::vector<ListedOffence> offences;
};

struct OffenceCatalogue {
    std::vector<OffenceList> lists;
    std::vector<std::pair<std::string, Text>> basis;   ///< "lagford", "misstankt", "anmald", "egen-kannedom" with words
    std::string lists_rest_on = "lagford";   ///< the basis that is the lists' own; any other is an analogy
    Text basis_rule;    ///< the lists rest on a first conviction; other bases are an analogy
    Text other_sex;     ///< what is said when sex is other or not recorded
    int age_of_responsibility = 15;
    std::vector<std::pair<std::string, Text>> codes;   ///< every offence code of any list with its name
};

/// An offence kept on a case.
struct Offence {
    std::string code;
    Day committed_on{};
    std::string basis;
    bool first = false;
};

/// What one list says of one offence.
struct ListVerdict {
    std::string list;
    bool listed = false;          ///< flagged under this list
    bool current = false;         ///< the list was valid on the day of the offence
    bool other_sex_only = false;  ///< on the list, but for the other sex
    bool sex_unverified = false;
    bool unverified = false;      ///< what it says for this person could not be read in the source: never shown as fact
};

/// A strategic-offence flag: starts support, never raises a level.
struct OffenceFlag {
    Offence offence;
    bool raised = false;              ///< some list names it for this person
    bool disagree = false;            ///< lists differ
    bool by_analogy = false;          ///< basis is not a conviction, or under the age of responsibility
    bool not_first = false;           ///< the lists are about the first conviction
    bool sex_unsettled = false;       ///< other or not recorded: both lists shown
    std::vector<ListVerdict> lists;   ///< every list of the catalogue, in its order
};

/// One flag an offence, in the offences' order. `age` in whole years on the day of the offence, when known.
/// Errors (invalid), place = index: unknown_offence, unknown_basis.
Result<std::vector<OffenceFlag>> strategic_flags(const OffenceCatalogue& catalogue, const std::vector<Offence>& offences,
                                                 Sex sex, const std::vector<std::optional<int>>& ages);

/// "female", "male", "other", "not_recorded"; the way back gives nothing for another word.
const char* to_string(Sex sex);
std::optional<Sex> read_sex(std::string_view word);

}  // namespace lika::engine
