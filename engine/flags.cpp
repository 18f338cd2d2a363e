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

/// A list that could not be read for the sex is its own answer.
Listing word_of(const OffenceList& list, const std::string& code, Sex sex) {
    const auto* offence = find(list, code);
    if (!offence) return Listing::no;
    if (holds(offence->sexes, sex))
        return offence->status == "unverified" ? Listing::unverified : Listing::yes;
    return offence->sex_unverified ? Listing::unverified : Listing::no;
}

bool lists_differ(const OffenceCatalogue& catalogue, const std::string& code, Sex sex) {
    return std::any_of(
        catalogue.lists.begin(), catalogue.lists.end(), [&](const OffenceList& list) {
            return word_of(list, code, sex) != word_of(catalogue.lists.front(), code, sex);
        });
}

/// The figures of a list that speak of this offence for this sex.
std::vector<std::size_t> figures_of(const OffenceList& list, const std::string& code, Sex sex) {
    std::vector<std::size_t> found;
    for (std::size_t index = 0; index < list.figures.size(); ++index) {
        const auto& figure = list.figures[index];
        const bool about_it =
            std::find(figure.codes.begin(), figure.codes.end(), code) != figure.codes.end();
        if (about_it && (!settled(sex) || holds(figure.sexes, sex))) found.push_back(index);
    }
    return found;
}

bool is_other_age(const OffenceList& list, const std::vector<std::size_t>& figures,
                  std::optional<int> age) {
    return age && std::any_of(figures.begin(), figures.end(), [&](std::size_t index) {
               return *age < list.figures[index].from_age || *age > list.figures[index].to_age;
           });
}

ListVerdict verdict_of(const OffenceList& list, const Offence& offence, Sex sex,
                       std::optional<int> age) {
    ListVerdict verdict;
    verdict.list = list.id;
    verdict.current = current_on(list, offence.committed_on);
    verdict.female = word_of(list, offence.code, Sex::female);
    verdict.male = word_of(list, offence.code, Sex::male);
    verdict.figures = figures_of(list, offence.code, sex);
    verdict.other_age = is_other_age(list, verdict.figures, age);
    const auto* listed = find(list, offence.code);
    if (!listed) return verdict;
    verdict.listed = !settled(sex) || holds(listed->sexes, sex);
    verdict.other_sex_only = !verdict.listed;
    verdict.sex_unverified = listed->sex_unverified;
    verdict.unverified = settled(sex) ? word_of(list, offence.code, sex) == Listing::unverified
                                      : listed->status == "unverified";
    return verdict;
}

OffenceFlag flag_of(const OffenceCatalogue& catalogue, const Offence& offence, Sex sex,
                    std::optional<int> age) {
    OffenceFlag flag;
    flag.offence = offence;
    for (const auto& list : catalogue.lists)
        flag.lists.push_back(verdict_of(list, offence, sex, age));
    flag.raised = std::any_of(flag.lists.begin(), flag.lists.end(),
                              [](const auto& verdict) { return verdict.listed; });
    flag.disagree = settled(sex) ? lists_differ(catalogue, offence.code, sex)
                                 : lists_differ(catalogue, offence.code, Sex::female) ||
                                       lists_differ(catalogue, offence.code, Sex::male);
    const auto* responsible = age_of_responsibility(catalogue, offence.committed_on);
    flag.under_age = age && responsible && *age < responsible->years;
    flag.by_analogy = offence.basis != catalogue.lists_rest_on || flag.under_age;
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

const AgeOfResponsibility* age_of_responsibility(const OffenceCatalogue& catalogue, Day on) {
    for (const auto& rule : catalogue.ages_of_responsibility)
        if ((!rule.valid_from || *rule.valid_from <= on) &&
            (!rule.valid_to || on <= *rule.valid_to))
            return &rule;
    return nullptr;
}

Text words_named(const std::vector<std::pair<std::string, Text>>& named, const std::string& id) {
    const auto found =
        std::find_if(named.begin(), named.end(), [&](const auto& one) { return one.first == id; });
    return found == named.end() ? Text{} : found->second;
}

const char* to_string(Listing listing) {
    if (listing == Listing::no) return "no";
    return listing == Listing::yes ? "yes" : "unverified";
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
