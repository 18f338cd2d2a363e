// SPDX-License-Identifier: EUPL-1.2
#include "engine/points.h"

#include <limits>
#include <numeric>
#include <optional>

namespace lika::engine {

namespace {

__extension__ typedef __int128 Wide;  // products of two 64-bit numbers always fit

constexpr Wide small = std::int64_t{1} << 31;

Error invalid(const char* reason) {
    return {ErrorKind::invalid, reason, ""};
}

Wide common_divisor(Wide a, Wide b) {
    if (a < 0) a = -a;
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

std::optional<std::int64_t> narrow(Wide number) {
    if (number < std::numeric_limits<std::int64_t>::min()) return std::nullopt;
    if (number > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
    return static_cast<std::int64_t>(number);
}

struct Reduced {
    std::int64_t numerator, denominator;
};

bool is_small(Wide number) {
    return number > -small && number < small;
}

Result<Reduced> reduced(Wide numerator, Wide denominator) {
    if (denominator == 0) return invalid("zero_denominator");
    if (is_small(numerator) && is_small(denominator) && denominator > 0) {
        const auto above = static_cast<std::int32_t>(numerator),
                   below = static_cast<std::int32_t>(denominator);
        const auto divisor = std::gcd(above, below);
        return Reduced{above / divisor, below / divisor};
    }
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    const Wide divisor = common_divisor(numerator, denominator);
    const auto above = narrow(numerator / divisor);
    const auto below = narrow(denominator / divisor);
    if (!above || !below) return invalid("overflow");
    return Reduced{*above, *below};
}

Wide floor_division(Wide a, Wide b) {
    if (is_small(a) && is_small(b)) {
        const auto x = static_cast<std::int64_t>(a), y = static_cast<std::int64_t>(b);
        return x / y - (x % y < 0 ? 1 : 0);
    }
    const Wide quotient = a / b;
    return a % b < 0 ? quotient - 1 : quotient;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

enum class Digits { none, taken, too_many };

/// Takes the digits at the front of `text` into `number`; `scale` grows tenfold with each.
Digits take_digits(std::string_view& text, Wide& number, Wide* scale) {
    if (text.empty() || !is_digit(text.front())) return Digits::none;
    while (!text.empty() && is_digit(text.front())) {
        number = number * 10 + (text.front() - '0');
        if (scale) *scale *= 10;
        if (!narrow(number) || (scale && !narrow(*scale))) return Digits::too_many;
        text.remove_prefix(1);
    }
    return Digits::taken;
}

std::string decimals_of(std::uint64_t rest, std::uint64_t denominator) {
    std::string digits;
    while (rest != 0) {
        const auto tenfold = Wide{rest} * 10;
        digits += static_cast<char>('0' + static_cast<int>(tenfold / denominator));
        rest = static_cast<std::uint64_t>(tenfold % denominator);
    }
    return digits;
}

bool has_exact_decimal(std::int64_t denominator) {
    while (denominator % 2 == 0) denominator /= 2;
    while (denominator % 5 == 0) denominator /= 5;
    return denominator == 1;
}

}  // namespace

Result<Points> Points::fraction(std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 1) return Points(numerator);
    const auto parts = reduced(numerator, denominator);
    if (!parts) return parts.error();
    Points points;
    points.numerator_ = parts->numerator;
    points.denominator_ = parts->denominator;
    return points;
}

Result<Points> Points::read(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);

    Wide number = 0;
    Wide below = 1;
    auto taken = take_digits(text, number, nullptr);
    if (taken == Digits::taken && text.starts_with('.')) {
        text.remove_prefix(1);
        taken = take_digits(text, number, &below);
    } else if (taken == Digits::taken && text.starts_with('/')) {
        text.remove_prefix(1);
        below = 0;
        taken = take_digits(text, below, nullptr);
    }
    if (taken == Digits::too_many) return invalid("overflow");
    if (taken == Digits::none || !text.empty() || below == 0) return invalid("not_a_number");
    return fraction(static_cast<std::int64_t>(negative ? -number : number),
                    static_cast<std::int64_t>(below));
}

Result<Points> Points::plus(const Points& other) const {
    if (denominator_ == 1 && other.denominator_ == 1) {
        Points sum;
        if (__builtin_add_overflow(numerator_, other.numerator_, &sum.numerator_))
            return invalid("overflow");
        return sum;
    }
    // Two products of 126 bits each: their sum still fits.
    const auto parts =
        reduced(Wide{numerator_} * other.denominator_ + Wide{other.numerator_} * denominator_,
                Wide{denominator_} * other.denominator_);
    if (!parts) return parts.error();
    return fraction(parts->numerator, parts->denominator);
}

Result<Points> Points::times(const Points& other) const {
    const auto parts =
        reduced(Wide{numerator_} * other.numerator_, Wide{denominator_} * other.denominator_);
    if (!parts) return parts.error();
    return fraction(parts->numerator, parts->denominator);
}

Result<Points> Points::divided_by(const Points& other) const {
    const auto parts =
        reduced(Wide{numerator_} * other.denominator_, Wide{denominator_} * other.numerator_);
    if (!parts) return parts.error();
    return fraction(parts->numerator, parts->denominator);
}

Result<Points> Points::rounded(int decimals) const {
    if (denominator_ == 1) return *this;
    std::int64_t scale = 1;
    for (int i = 0; i < decimals; ++i) scale *= 10;
    if (scale % denominator_ == 0) return *this;
    const Wide whole =
        floor_division(2 * Wide{numerator_} * scale + denominator_, 2 * Wide{denominator_});
    const auto parts = reduced(whole, scale);
    if (!parts) return parts.error();
    return fraction(parts->numerator, parts->denominator);
}

std::string Points::to_string() const {
    if (denominator_ == 1) return std::to_string(numerator_);
    if (!has_exact_decimal(denominator_))
        return std::to_string(numerator_) + "/" + std::to_string(denominator_);

    const auto below = static_cast<std::uint64_t>(denominator_);
    const auto size = numerator_ < 0 ? 0 - static_cast<std::uint64_t>(numerator_)
                                     : static_cast<std::uint64_t>(numerator_);
    return (numerator_ < 0 ? "-" : "") + std::to_string(size / below) + "." +
           decimals_of(size % below, below);
}

std::strong_ordering Points::operator<=>(const Points& other) const {
    if (denominator_ == other.denominator_) return numerator_ <=> other.numerator_;
    return Wide{numerator_} * other.denominator_ <=> Wide{other.numerator_} * denominator_;
}

}  // namespace lika::engine
