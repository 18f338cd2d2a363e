// SPDX-License-Identifier: EUPL-1.2
#include "engine/flags.h"

#include <algorithm>

namespace lika::engine {

namespace {

bool settled(Sex sex) {
    return sex == Sex::female || sex == Sex::male;
}

bool holds(const std::vector<Sex>& sexes, Sex sex) {
    return std::find(sexes.begin(), sexes.end(), sex) != sexes.end();
}

const ListedOffence* find(const OffenceList& list, const std::string& code) {
    const auto found =
        std::find_if(list.offences.begin(), list.offences.end(),
                     [&](const ListedOffence& offence) { return offence.code == code; });
    return found == list.offences.end() ? nullptr : &*found;
}

bool names(const std::vector<std::pair<std::string, Text>>& words, const std::string& word) {
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& known) { return known.first == word; });
}

bool current_on(const OffenceList& list, Day on) {
    return list.valid_from <= on && (!list.valid_to || on <= *list.valid_to);
}

/// What a list says of an offence for one sex; a list that could not be read there is its own
/// answer.
enum class Word { no, yes, unverified };

Word word_of(const OffenceList& list, const std::string& code, Sex sex) {
    const auto* offence = find(list, code);
    if (!offence) return Word::no;
    if (holds(offence->sexes, sex))
        return offence->status == "unverified" ? Word::unverified : Word::yes;
    return offence->sex_unverified ? Word::unverified : Word::no;
}

bool lists_differ(const OffenceCatalogue& catalogue, const std::string& code, Sex sex) {
    return std::any_of(
        catalogue.lists.begin(), catalogue.lists.end(), [&](const OffenceList& list) {
            return word_of(list, code, sex) != word_of(catalogue.lists.front(), code, sex);
        });
}

ListVerdict verdict_of(const OffenceList& list, const Offence& offence, Sex sex) {
    ListVerdict verdict;
    verdict.list = list.id;
    verdict.current = current_on(list, offence.committed_on);
    const auto* listed = find(list, offence.code);
    if (!listed) return verdict;
    verdict.listed = !settled(sex) || holds(listed->sexes, sex);
    verdict.other_sex_only = !verdict.listed;
    verdict.sex_unverified = listed->sex_unverified;
    verdict.unverified = settled(sex) ? word_of(list, offence.code, sex) == Word::unverified
                                      : listed->status == "unverified";
    return verdict;
}

OffenceFlag flag_of(const OffenceCatalogue& catalogue, const Offence& offence, Sex sex,
                    std::optional<int> age) {
    OffenceFlag flag;
    flag.offence = offence;
    for (const auto& list : catalogue.lists) flag.lists.push_back(verdict_of(list, offence, sex));
    flag.raised = std::any_of(flag.lists.begin(), flag.lists.end(),
                              [](const auto& verdict) { return verdict.listed; });
    flag.disagree = settled(sex) ? lists_differ(catalogue, offence.code, sex)
                                 : lists_differ(catalogue, offence.code, Sex::female) ||
                                       lists_differ(catalogue, offence.code, Sex::male);
    flag.by_analogy =
        offence.basis != catalogue.lists_rest_on || (age && *age < catalogue.age_of_responsibility);
    flag.not_first = !offence.first;
    flag.sex_unsettled = !settled(sex);
    return flag;
}

}  // namespace

Result<std::vector<OffenceFlag>> strategic_flags(const OffenceCatalogue& catalogue,
                                                 const std::vector<Offence>& offences, Sex sex,
                                                 const std::vector<std::optional<int>>& ages) {
    std::vector<OffenceFlag> flags;
    for (std::size_t index = 0; index < offences.size(); ++index) {
        const auto& offence = offences[index];
        const auto place = std::to_string(index);
        if (!names(catalogue.codes, offence.code))
            return Error{ErrorKind::invalid, "unknown_offence", place};
        if (!names(catalogue.basis, offence.basis))
            return Error{ErrorKind::invalid, "unknown_basis", place};
        flags.push_back(
            flag_of(catalogue, offence, sex, index < ages.size() ? ages[index] : std::nullopt));
    }
    return flags;
}

const char* to_string(Sex sex) {
    switch (sex) {
        case Sex::female:
            return "female";
        case Sex::male:
            return "male";
        case Sex::other:
            return "other";
        case Sex::not_recorded:
            return "not_recorded";
    }
    return "not_recorded";
}

std::optional<Sex> read_sex(std::string_view word) {
    for (const auto sex : {Sex::female, Sex::male, Sex::other, Sex::not_recorded})
        if (word == to_string(sex)) return sex;
    return std::nullopt;
}

}  // namespace lika::engine
