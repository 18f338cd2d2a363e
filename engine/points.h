// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace lika::engine {

/// An exact number: a fraction in lowest terms with a positive denominator. No floating point.
///
/// Arithmetic whose numerator or denominator would leave 64 bits gives the error `overflow` (invalid).
class Points {
public:
    Points() = default;
    Points(std::int64_t whole) : numerator_(whole) {}

    /// Errors (invalid): zero_denominator, overflow.
    static Result<Points> fraction(std::int64_t numerator, std::int64_t denominator);
    /// Reads "3", "-2", "15.4", "1/3". Errors (invalid): not_a_number, overflow.
    static Result<Points> read(std::string_view text);

    std::int64_t numerator() const { return numerator_; }
    std::int64_t denominator() const { return denominator_; }

    Result<Points> plus(const Points& other) const;
    Result<Points> times(const Points& other) const;
    Result<Points> divided_by(const Points& other) const;
    /// To `decimals` decimals (0 to 9), halves upward (2.25 -> 2.3, -2.25 -> -2.2).
    Result<Points> rounded(int decimals) const;

    /// "3", "15.4", "-0.5": the shortest exact decimal; a fraction that has none is written "1/3".
    std::string to_string() const;

    bool operator==(const Points&) const = default;
    std::strong_ordering operator<=>(const Points& other) const;

private:
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

}  // namespace lika::engine
