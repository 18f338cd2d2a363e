// SPDX-License-Identifier: EUPL-1.2
#include "service/exercises/figures_json.h"

#include <algorithm>
#include <map>

#include "engine/consistency/exercise_figures.h"
#include "service/exercises/vignette_answer.h"

namespace lika::service {
namespace {

using namespace engine::consistency;
using nlohmann::json;
using storage::Exercise;
using storage::ExerciseAnswer;

constexpr std::uint64_t bootstrap_seed = 1;

json measured_json(const Measured& found) {
    return {{"status", found.status},
            {"form", found.form},
            {"convention", found.convention},
            {"n", found.n},
            {"value", found.value ? json(*found.value) : json()},
            {"low", found.interval ? json(found.interval->low) : json()},
            {"high", found.interval ? json(found.interval->high) : json()}};
}

json group_json(const ExerciseGroup& group) {
    const auto told = [&](std::uint64_t count) { return group.is_ok() ? json(count) : json(); };
    return {{"status", group.status},
            {"raters", told(group.n)},
            {"answers", told(group.answers)},
            {"as_panel", measured_json(group.as_agreed)},
            {"one_apart", measured_json(group.one_apart)},
            {"lean", measured_json(group.lean)}};
}

/// The exercise as the statistics know it; who is who ends here.
struct Counted {
    std::vector<std::string> districts;
    std::vector<std::string> gold;   ///< levels, in the order of the vignettes
    ExerciseAnswers answers;
};

std::size_t place_in(std::vector<std::string>& names, const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    names.push_back(name);
    return names.size() - 1;
}

/// One who worked in two districts counts in the one of the last vignette done.
struct Rater {
    std::vector<Code> bands;
    std::string district;
    std::optional<storage::Instant> last;
};

std::map<std::string, Rater> raters_of(const Exercise& exercise, const std::vector<ExerciseAnswer>& answers,
                                       const engine::Instrument& instrument) {
    std::map<std::string, Rater> raters;
    const auto& lowest = instrument.levels.front().id.value;
    for (const auto& answer : answers) {
        auto& rater = raters[answer.account];
        rater.bands.resize(exercise.vignettes.size(), no_rating);
        for (std::size_t i = 0; i < exercise.vignettes.size(); ++i)
            if (exercise.vignettes[i].vignette == answer.vignette)
                rater.bands[i] = static_cast<Code>(steps_between(instrument, answer.level, lowest));
        if (rater.last && rater.last > answer.done_at) continue;
        rater.last = answer.done_at;
        rater.district = answer.district;
    }
    return raters;
}

engine::Result<std::vector<std::string>> gold_of(const Exercise& exercise, const Services& services) {
    std::vector<std::string> levels;
    for (const auto& one : exercise.vignettes) {
        const auto gold = services.city->panel_rating(one.gold);
        if (!gold) return gold.error();
        levels.push_back(gold->level);
    }
    return levels;
}

engine::Result<Counted> count(const Exercise& exercise, const engine::Instrument& instrument, const std::vector<ExerciseAnswer>& answers,
                              const Services& services) {
    const auto gold = gold_of(exercise, services);
    if (!gold) return gold.error();
    auto districts = services.vaults->districts();
    std::vector<std::vector<Code>> of_rater;
    std::vector<std::size_t> of_district;
    for (const auto& [account, rater] : raters_of(exercise, answers, instrument)) {
        of_rater.push_back(rater.bands);
        of_district.push_back(place_in(districts, rater.district));
    }
    std::vector<Code> codes;
    for (const auto& level : *gold)
        codes.push_back(static_cast<Code>(steps_between(instrument, level, instrument.levels.front().id.value)));
    const auto number = districts.size();
    return Counted{std::move(districts), *gold,
                   {instrument.levels.size(), std::move(of_rater), std::move(codes), std::move(of_district), number}};
}

engine::Result<json> vignettes_json(const Exercise& exercise, const Counted& counted, const ExerciseFigures& figures,
                                    const Services& services) {
    auto rows = json::array();
    for (std::size_t i = 0; i < exercise.vignettes.size(); ++i) {
        const auto rated = find_vignette(exercise.vignettes[i].vignette, exercise.vignettes[i].version, services);
        if (!rated) return rated.error();
        auto row = group_json(figures.vignettes[i]);
        row["title"] = rated->vignette->title;
        row["panel_level"] = counted.gold[i];
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

engine::Result<Exercise> find_exercise(const std::string& id, const Services& services) {
    const auto all = services.city->exercises();
    if (!all) return all.error();
    for (const auto& one : *all)
        if (one.id.value == id) return one;
    return engine::Error{engine::ErrorKind::not_found, "no_such_exercise", ""};
}

engine::Result<json> figures_json(const Exercise& exercise, const std::optional<std::string>& own, const storage::Actor& actor,
                                  const Services& services) {
    const auto answers = services.city->answers_to(exercise.id, services.today(), actor);
    if (!answers) return answers.error();
    const auto instrument = services.library.find(engine::InstrumentId{exercise.instrument}, exercise.instrument_version);
    if (!instrument) return instrument.error();
    const auto counted = count(exercise, **instrument, *answers, services);
    if (!counted) return counted.error();
    const auto figures = exercise_figures(counted->answers, bootstrap_seed);
    auto vignettes = vignettes_json(exercise, *counted, figures, services);
    if (!vignettes) return vignettes.error();
    auto districts = json::array();
    for (std::size_t i = 0; i < counted->districts.size(); ++i) {
        if (own && counted->districts[i] != *own) continue;
        auto row = group_json(figures.districts[i]);
        row["district"] = counted->districts[i];
        districts.push_back(std::move(row));
    }
    return json{{"id", exercise.id.value},
                {"title", exercise.title},
                {"instrument", {{"id", exercise.instrument}, {"version", exercise.instrument_version}}},
                {"own", own ? json(*own) : json()},
                {"city", group_json(figures.city)},
                {"alpha", measured_json(figures.alpha)},
                {"districts", districts},
                {"vignettes", *vignettes}};
}

}  // namespace lika::service
