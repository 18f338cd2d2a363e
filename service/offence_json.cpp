// SPDX-License-Identifier: EUPL-1.2
#include "service/offence_json.h"

#include <algorithm>

#include "service/offence_words.h"

namespace lika::service {
namespace {

using nlohmann::json;

json or_null(const std::string& text) { return text.empty() ? json() : json(text); }

json figure_json(const engine::BaseRateFigure& figure) {
    return {{"share", or_null(figure.share)},
            {"counted", figure.counted},
            {"among", figure.among},
            {"cohort", figure.cohort},
            {"from_age", figure.from_age},
            {"to_age", figure.to_age},
            {"source", figure.source},
            {"status", figure.status},
            {"words", figure_words(figure)}};
}

json figures_json(const engine::OffenceList& list, const std::vector<std::size_t>& indexes) {
    auto figures = json::array();
    for (const auto index : indexes) figures.push_back(figure_json(list.figures[index]));
    return figures;
}

std::string status_of(const engine::OffenceList& list, const std::string& code) {
    const auto found = std::find_if(list.offences.begin(), list.offences.end(), [&](const auto& one) { return one.code == code; });
    return found == list.offences.end() ? list.status : found->status;
}

json verdict_json(const engine::ListVerdict& verdict, const engine::OffenceList& list, const std::string& code) {
    return {{"list", verdict.list},
            {"listed", verdict.listed},
            {"current", verdict.current},
            {"other_sex_only", verdict.other_sex_only},
            {"sex_unverified", verdict.sex_unverified},
            {"unverified", verdict.unverified},
            {"female", engine::to_string(verdict.female)},
            {"male", engine::to_string(verdict.male)},
            {"title", list.title},
            {"short_title", list.short_title},
            {"source", list.source},
            {"published", list.published},
            {"status", status_of(list, code)},
            {"base_rate", {{"text", list.base_rate.text}, {"source", list.base_rate.source}}},
            {"figures", figures_json(list, verdict.figures)},
            {"other_age", verdict.other_age},
            {"caution", list.caution}};
}

json statute_json(const engine::Statute& statute) {
    return {{"law", statute.law},         {"sfs", statute.sfs},       {"chapter", or_null(statute.chapter)},
            {"section", statute.section}, {"role", statute.role},     {"status", statute.status},
            {"note", statute.note},       {"words", statute_words(statute)}};
}

json variant_json(const engine::Variant& variant) {
    return {{"id", variant.id},   {"name", variant.name}, {"counts", variant.counts}, {"mark", or_null(variant.mark)},
            {"why", variant.why}, {"status", variant.status}};
}

template <class Values, class Write>
json array_of(const Values& values, Write write) {
    auto items = json::array();
    for (const auto& value : values) items.push_back(write(value));
    return items;
}

json offence_json(const engine::OffenceCatalogue& catalogue, const storage::OffenceRecord& offence) {
    const auto found = catalogue.law.find(offence.code);
    const auto law = found == catalogue.law.end() ? engine::OffenceLaw{} : found->second;
    return {{"id", offence.id.value},
            {"code", offence.code},
            {"name", engine::words_named(catalogue.codes, offence.code)},
            {"committed_on", offence.committed_on},
            {"basis", offence.basis},
            {"basis_name", engine::words_named(catalogue.basis, offence.basis)},
            {"first", offence.first},
            {"statutes", array_of(law.statutes, statute_json)},
            {"variants", array_of(law.variants, variant_json)},
            {"notes", array_of(law.notes, [](const auto& note) { return json{{"text", note.second}, {"status", note.first}}; })}};
}

json age_json(const engine::AgeOfResponsibility* age) {
    if (!age) return {};
    return {{"years", age->years}, {"text", age->text}, {"source", age->source}, {"status", age->status}};
}

}  // namespace

json flag_json(const engine::OffenceCatalogue& catalogue, const engine::OffenceFlag& flag,
               const storage::OffenceRecord& offence, engine::Sex sex) {
    auto lists = json::array();
    for (std::size_t list = 0; list < flag.lists.size(); ++list)
        lists.push_back(verdict_json(flag.lists[list], catalogue.lists[list], offence.code));
    return {{"offence", offence_json(catalogue, offence)},
            {"raised", flag.raised},
            {"disagree", flag.disagree},
            {"comparison", comparison_words(catalogue, flag, sex)},
            {"by_analogy", flag.by_analogy},
            {"under_age", flag.under_age},
            {"age_of_responsibility", age_json(engine::age_of_responsibility(catalogue, flag.offence.committed_on))},
            {"not_first", flag.not_first},
            {"sex_unsettled", flag.sex_unsettled},
            {"lists", std::move(lists)}};
}

}  // namespace lika::service
