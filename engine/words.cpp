// SPDX-License-Identifier: EUPL-1.2
#include "engine/words.h"

#include <algorithm>
#include <utility>

namespace lika::engine {

namespace {

// U+00A0, U+1680, U+2000 to U+200D, U+2028, U+2029, U+202F, U+205F, U+2060, U+3000, U+FEFF.
constexpr std::string_view spaces[] = {" ",      "\t",     "\n",     "\r",     "\v",     "\f",
                                       "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
                                       "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
                                       "\u200A", "\u200B", "\u200C", "\u200D", "\u2028", "\u2029",
                                       "\u202F", "\u205F", "\u2060", "\u3000", "\uFEFF"};

// "{", "|" and "}" follow "z".
constexpr std::pair<std::string_view, char> letters[] = {
    {"å", '{'}, {"Å", '{'}, {"ä", '|'}, {"Ä", '|'}, {"æ", '|'}, {"Æ", '|'}, {"ö", '}'},
    {"Ö", '}'}, {"ø", '}'}, {"Ø", '}'}, {"é", 'e'}, {"É", 'e'}, {"ü", 'y'}, {"Ü", 'y'}};

bool take_space(std::string_view& text) {
    for (const auto space : spaces) {
        if (!text.starts_with(space)) continue;
        text.remove_prefix(space.size());
        return true;
    }
    return false;
}

bool drop_space(std::string_view& text) {
    for (const auto space : spaces) {
        if (!text.ends_with(space)) continue;
        text.remove_suffix(space.size());
        return true;
    }
    return false;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (take_space(text)) {
    }
    while (drop_space(text)) {
    }
    return text;
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) !=
               0x80U;  // every byte but the later ones of a character
    }));
}

std::string swedish_key(std::string_view text) {
    std::string key;
    while (!text.empty()) {
        const auto letter =
            std::find_if(std::begin(letters), std::end(letters),
                         [&](const auto& known) { return text.starts_with(known.first); });
        key += letter == std::end(letters) ? lower(text.front()) : letter->second;
        text.remove_prefix(letter == std::end(letters) ? 1 : letter->first.size());
    }
    return key;
}

}  // namespace lika::engine
