// SPDX-License-Identifier: EUPL-1.2
#include "instruments/vignette.h"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <tuple>

#include "instruments/detail/document.h"
#include "instruments/detail/file.h"
#include "instruments/detail/read_catalogue.h"

namespace lika::instruments {
namespace {

using detail::Element;
using engine::GoldRating;
using engine::Instrument;
using engine::Vignette;

/// A rating, or why there is none.
void read_rating(const Element& element, const char* attribute, GoldRating& gold) {
    const auto said = element.required(attribute);
    if (said == "not_known" || said == "not_applicable")
        gold.missing = said;
    else
        gold.rating = element.number(attribute, 0, 1000);
}

/// One factor: its item, and that of its other pole.
void read_gold(const Element& element, Vignette& vignette) {
    auto reason = element.words({"item", "rating", "protection"}, detail::catalogue_languages());
    GoldRating gold;
    gold.item = engine::ItemId{element.required("item")};
    gold.reason = reason;
    read_rating(element, "rating", gold);
    vignette.gold.push_back(gold);
    if (!element.has("protection")) return;
    GoldRating pole;
    pole.item = engine::ItemId{gold.item.value + "-protection"};
    pole.reason = std::move(reason);
    read_rating(element, "protection", pole);
    vignette.gold.push_back(std::move(pole));
}

void check_rating(const Element& element, const engine::Item& item, const GoldRating& gold) {
    const bool has_option = std::any_of(item.options.begin(), item.options.end(), [&](const auto& option) {
        return gold.rating && option.rating == *gold.rating;
    });
    if (gold.rating && !has_option)
        element.fault("unknown_rating", fmt::format("{} has no rating {}", item.id.value, *gold.rating));
    if (gold.missing == "not_applicable" && !item.may_be_not_applicable)
        element.fault("never_not_applicable", fmt::format("{} is never not applicable", item.id.value));
}

/// Each item that an assessor rates has one rating, which it knows.
void check_gold(const Element& root, const Vignette& vignette, const Instrument& instrument) {
    for (const auto& item : instrument.items) {
        if (!item.entered() || item.judgement) continue;
        const auto is_it = [&](const GoldRating& gold) { return gold.item == item.id; };
        const auto times = std::count_if(vignette.gold.begin(), vignette.gold.end(), is_it);
        if (times == 0) root.fault("item_not_rated", fmt::format("{} has no rating", item.id.value));
        if (times > 1) root.fault("repeated_item", fmt::format("{} is rated {} times", item.id.value, times));
        if (times == 1) check_rating(root, item, *std::find_if(vignette.gold.begin(), vignette.gold.end(), is_it));
    }
    for (const auto& gold : vignette.gold)
        if (std::none_of(instrument.items.begin(), instrument.items.end(), [&](const auto& item) { return item.id == gold.item; }))
            root.fault("unknown_item", fmt::format("{} has no item {}", instrument.id.value, detail::cut(gold.item.value)));
}

void check_instrument(const Element& root, const Vignette& vignette, const Library& library) {
    const auto found = library.find(vignette.instrument, vignette.instrument_version);
    if (!found)
        return root.fault(found.error().reason, fmt::format("{} {}", detail::cut(vignette.instrument.value),
                                                            detail::cut(vignette.instrument_version)));
    const Instrument& instrument = **found;
    check_gold(root, vignette, instrument);
    if (std::none_of(instrument.levels.begin(), instrument.levels.end(), [&](const auto& level) { return level.id == vignette.level; }))
        root.fault("unknown_level", fmt::format("{} has no level {}", instrument.id.value, detail::cut(vignette.level.value)));
}

Vignette read_vignette(const Element& root, const Library& library) {
    root.allow({"id", "version", "instrument", "instrument-version", "status", "age", "sex", "assessed-on", "window-from"},
               {"title", "text", "level", "factor"});
    Vignette vignette;
    vignette.id = root.id().value_or("");
    vignette.version = root.required("version");
    vignette.instrument = engine::InstrumentId{root.required("instrument")};
    vignette.instrument_version = root.required("instrument-version");
    vignette.status = root.required("status");
    root.choice("status", {"proposal", "agreed"});
    vignette.age = root.number("age", 0, 20).value_or(0);
    vignette.sex = root.required("sex");
    root.choice("sex", {"female", "male", "other"});
    vignette.assessed_on = detail::read_day_of(root, "assessed-on");
    vignette.window_from = detail::read_day_of(root, "window-from");
    vignette.title = root.only_words("title", true, detail::catalogue_languages());
    vignette.text = root.only_words("text", true, detail::catalogue_languages());
    if (const auto level = root.only("level", true)) {
        vignette.level = engine::LevelId{level->required("is")};
        vignette.level_reason = level->words({"is"}, detail::catalogue_languages());
    }
    for (const auto& factor : root.children("factor")) read_gold(factor, vignette);
    check_instrument(root, vignette, library);
    return vignette;
}

}  // namespace

std::pair<std::vector<Vignette>, std::vector<Fault>> read_vignettes(const std::filesystem::path& folder, const Library& library) {
    std::vector<Vignette> vignettes;
    std::vector<Fault> faults;
    for (const auto& file : detail::xml_files(folder).value_or(std::vector<std::filesystem::path>{})) {
        const auto xml = detail::read_file(file);
        if (!xml) {
            faults.push_back({file.string(), 0, 0, {}, "unreadable", "the file cannot be read"});
            continue;
        }
        detail::Report report{*xml, file.string()};
        pugi::xml_document document;
        Vignette vignette;
        if (detail::read_document(*xml, "vignette", document, report))
            vignette = read_vignette({document.document_element(), report}, library);
        auto found = report.take();
        if (found.empty()) vignettes.push_back(std::move(vignette));
        std::move(found.begin(), found.end(), std::back_inserter(faults));
    }
    std::sort(vignettes.begin(), vignettes.end(), [](const auto& one, const auto& other) {
        return std::tie(one.id, one.version) < std::tie(other.id, other.version);
    });
    return {std::move(vignettes), std::move(faults)};
}

}  // namespace lika::instruments
