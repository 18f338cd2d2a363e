// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/text.h"

#include <sodium.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <sstream>

namespace lika::storage::detail {
namespace {

/// Code point of a two-byte sequence at `at`, or 0.
unsigned two_byte_letter(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size()) return 0;
    const auto first = static_cast<unsigned char>(text[at]);
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if ((first & 0xE0U) != 0xC0U || (second & 0xC0U) != 0x80U) return 0;
    return ((first & 0x1FU) << 6U) | (second & 0x3FU);
}

unsigned lower(unsigned letter) {
    if (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7) return letter + 0x20;
    if (letter == 0x178) return 0xFF;  // Ÿ
    const bool pairs_from_even =
        (letter >= 0x100 && letter <= 0x137 && letter != 0x130 && letter != 0x131) ||
        (letter >= 0x14A && letter <= 0x177);
    const bool pairs_from_odd =
        (letter >= 0x139 && letter <= 0x148) || (letter >= 0x179 && letter <= 0x17E);
    if (pairs_from_even) return letter | 1U;
    if (pairs_from_odd) return letter % 2 == 1 ? letter + 1 : letter;
    return letter;
}

void append(std::string& text, unsigned letter) {
    text += static_cast<char>(0xC0U | (letter >> 6U));
    text += static_cast<char>(0x80U | (letter & 0x3FU));
}

struct Composed {
    char base;
    unsigned mark, letter;
};
constexpr std::array<Composed, 5> composed{{{'a', 0x30A, 0xE5},
                                            {'a', 0x308, 0xE4},
                                            {'o', 0x308, 0xF6},
                                            {'e', 0x301, 0xE9},
                                            {'u', 0x308, 0xFC}}};

/// Joins a combining mark to the letter before it.
bool compose(std::string& text, unsigned mark) {
    for (const auto& one : composed)
        if (mark == one.mark && !text.empty() && text.back() == one.base) {
            text.pop_back();
            append(text, one.letter);
            return true;
        }
    return false;
}

}  // namespace

void start_sodium() {
    if (sodium_init() < 0) std::abort();
}

std::string base64url(std::string_view bytes) {
    std::string text(
        sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();  // the terminator sodium counts
    return text;
}

std::string number_bytes(std::uint64_t number) {
    std::string bytes;
    for (unsigned shift = 0; shift < 64; shift += 8)
        bytes += static_cast<char>((number >> shift) & 0xFFU);
    return bytes;
}

std::uint64_t read_number(std::string_view bytes) {
    std::uint64_t number = 0;
    for (unsigned i = 0; i < 8; ++i)
        number |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return number;
}

std::string sized(std::string_view text) {
    return number_bytes(text.size()).append(text);
}

std::string write_list(const std::vector<std::string>& list) {
    std::string text;
    for (const auto& one : list) text += std::to_string(one.size()) + ":" + one + ",";
    return text;
}

std::optional<std::vector<std::string>> read_list(std::string_view text) {
    std::vector<std::string> list;
    while (!text.empty()) {
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
        const auto start = static_cast<std::size_t>(end - text.data()) + 1;
        if (error != std::errc{} || start > text.size() || *end != ':') return std::nullopt;
        if (size >= text.size() - start || text[start + size] != ',') return std::nullopt;
        list.emplace_back(text.substr(start, size));
        text.remove_prefix(start + size + 1);
    }
    return list;
}

std::string folded(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const unsigned letter = two_byte_letter(text, at);
        if (letter == 0) {
            result += (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
            continue;
        }
        ++at;
        if (!compose(result, letter)) append(result, lower(letter));
    }
    return result;
}

std::vector<std::string> folded_words(std::string_view text) {
    std::istringstream stream{folded(text)};
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

}  // namespace lika::storage::detail
