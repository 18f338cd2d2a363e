// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lika::storage::detail {

/// Must run before anything of libsodium; ends the process when there is no randomness.
void start_sodium();

inline unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
inline const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string base64url(std::string_view bytes);

/// 8 bytes, little-endian.
std::string number_bytes(std::uint64_t number);
/// What number_bytes wrote, from the first 8 bytes.
std::uint64_t read_number(std::string_view bytes);
/// Length as number_bytes, then the text: what stands next to it cannot be taken for a part of it.
std::string sized(std::string_view text);

/// A list as netstrings: "3:abc,2:de,".
std::string write_list(const std::vector<std::string>& list);
/// Nothing for what write_list cannot have written.
std::optional<std::vector<std::string>> read_list(std::string_view text);

/// Lower case for comparing names: ASCII, Latin-1, Latin Extended-A; å, ä, ö, é, ü written with a
/// a combining mark become one letter.
std::string folded(std::string_view text);
/// The words of folded text.
std::vector<std::string> folded_words(std::string_view text);

}  // namespace lika::storage::detail
