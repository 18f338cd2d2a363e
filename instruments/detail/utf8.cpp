// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/utf8.h"

namespace lika::instruments::detail {

namespace {

std::size_t length_from(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

bool is_surrogate(std::uint32_t code) {
    return code >= 0xD800 && code <= 0xDFFF;
}

}  // namespace

Character read_character(std::string_view bytes) {
    const auto lead = static_cast<unsigned char>(bytes.front());
    const auto length = length_from(lead);
    if (length == 0 || bytes.size() < length) return {};
    if (length == 1) return {lead, 1};

    std::uint32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if ((byte & 0xC0U) != 0x80U) return {};
        code = (code << 6U) | (byte & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || is_surrogate(code) || code > 0x10FFFF) return {};
    return {code, length};
}

bool allowed_character(std::uint32_t code) {
    if (code == '\t' || code == '\n' || code == '\r') return true;
    if (code < 0x20 || (code >= 0x7F && code <= 0x9F)) return false;
    return !is_surrogate(code) && (code & 0xFFFEU) != 0xFFFE && code <= 0x10FFFF;
}

}  // namespace lika::instruments::detail
