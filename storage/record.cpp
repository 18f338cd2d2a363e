// SPDX-License-Identifier: EUPL-1.2
#include "storage/record.h"

#include <fmt/format.h>
#include <sodium.h>

#include <charconv>

namespace lika::storage {
namespace {

bool read_number(std::string_view text, std::size_t at, std::size_t size, int& number) {
    if (at + size > text.size()) return false;
    const auto* begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + size, number);
    return error == std::errc{} && end == begin + size && *begin != '-';
}

/// The digits after "." in milliseconds; more than three are cut off.
std::optional<int> read_milliseconds(std::string_view rest) {
    if (rest == "Z") return 0;
    if (rest.size() < 3 || rest.front() != '.' || rest.back() != 'Z') return std::nullopt;
    int value = 0;
    const auto digits = rest.substr(1, rest.size() - 2);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (digits[i] < '0' || digits[i] > '9') return std::nullopt;
        if (i < 3) value = value * 10 + (digits[i] - '0');
    }
    for (std::size_t i = digits.size(); i < 3; ++i) value *= 10;
    return value;
}

}  // namespace

std::string to_string(Instant at) {
    using namespace std::chrono;
    const auto day = floor<days>(at);
    const year_month_day date{day};
    const hh_mm_ss time{at - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int{date.year()},
                       unsigned{date.month()}, unsigned{date.day()}, time.hours().count(),
                       time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<Instant> read_instant(std::string_view text) {
    using namespace std::chrono;
    int y = 0, m = 0, d = 0, hour = 0, minute = 0, second = 0;
    const bool shaped = text.size() >= 20 && text[4] == '-' && text[7] == '-' && text[10] == 'T' &&
                        text[13] == ':' && text[16] == ':';
    if (!shaped || !read_number(text, 0, 4, y) || !read_number(text, 5, 2, m) ||
        !read_number(text, 8, 2, d) || !read_number(text, 11, 2, hour) ||
        !read_number(text, 14, 2, minute) || !read_number(text, 17, 2, second))
        return std::nullopt;

    const year_month_day date{year{y}, month{static_cast<unsigned>(m)},
                              day{static_cast<unsigned>(d)}};
    const auto fraction = read_milliseconds(text.substr(19));
    if (!date.ok() || hour > 23 || minute > 59 || second > 59 || !fraction) return std::nullopt;
    return sys_days{date} + hours{hour} + minutes{minute} + seconds{second} +
           milliseconds{*fraction};
}

std::string random_token(std::size_t bytes) {
    if (sodium_init() < 0) std::abort();  // no randomness: nothing may go on
    std::string raw(bytes, '\0');
    randombytes_buf(raw.data(), raw.size());
    std::string text(sodium_base64_encoded_len(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                     '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(raw.data()),
                      bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();  // the terminator sodium counts
    return text;
}

std::string random_id() {
    return random_token(16);
}

}  // namespace lika::storage
