// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/vignette_responses.h"

#include <map>

#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

constexpr std::size_t fields = 4;   // item, rating, missing, reason

}  // namespace

std::string write_words(const engine::Text& words) {
    std::vector<std::string> list;
    for (const auto& [language, text] : words) list.insert(list.end(), {language, text});
    return write_list(list);
}

engine::Text read_words(const std::string& text) {
    engine::Text words;
    const auto list = read_list(text).value_or(std::vector<std::string>{});
    for (std::size_t i = 0; i + 1 < list.size(); i += 2) words[list[i]] = list[i + 1];
    return words;
}

std::string write_responses(const std::vector<VignetteResponse>& responses) {
    std::vector<std::string> list;
    for (const auto& one : responses)
        list.insert(list.end(), {one.item, one.rating ? std::to_string(*one.rating) : "", one.missing, write_words(one.reason)});
    return write_list(list);
}

std::vector<VignetteResponse> read_responses(const std::string& text) {
    std::vector<VignetteResponse> responses;
    const auto list = read_list(text).value_or(std::vector<std::string>{});
    for (std::size_t i = 0; i + fields <= list.size(); i += fields) {
        auto& one = responses.emplace_back();
        one.item = list[i];
        if (!list[i + 1].empty()) one.rating = static_cast<std::int32_t>(std::stol(list[i + 1]));
        one.missing = list[i + 2];
        one.reason = read_words(list[i + 3]);
    }
    return responses;
}

std::vector<VignetteResponse> merged(std::vector<VignetteResponse> before, const std::vector<VignetteResponse>& changed) {
    std::map<std::string, VignetteResponse> by_item;
    before.insert(before.end(), changed.begin(), changed.end());
    for (const auto& one : before) by_item[one.item] = one;
    std::vector<VignetteResponse> all;
    for (auto& [item, one] : by_item)
        if (one.rating || !one.missing.empty()) all.push_back(std::move(one));
    return all;
}

}  // namespace lika::storage::detail
