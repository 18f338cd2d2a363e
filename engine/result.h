// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace lika::engine {

/// What the caller can do about a failure.
enum class ErrorKind {
    invalid,    ///< the input is wrong: mend it
    not_found,  ///< no such thing, or not yours to know of
    conflict,   ///< somebody else was first, or it contradicts what is there
    forbidden,  ///< you may not
    failed      ///< the machine gave out: try again
};

/// A foreseen failure. `reason` is a stable token; `place` says where (an item, a line, a field).
/// Neither ever holds a name, a note or a rating: errors are logged.
struct Error {
    ErrorKind kind = ErrorKind::failed;
    std::string reason;
    std::string place;
};

/// A value or why there is none; shaped like std::expected, which GCC 12 lacks.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_(std::move(value)) {}
    Result(Error error) : content_(std::move(error)) {}

    explicit operator bool() const { return content_.index() == 0; }
    bool has_value() const { return content_.index() == 0; }

    const T& value() const { return std::get<0>(content_); }
    T& value() { return std::get<0>(content_); }
    const T& operator*() const { return value(); }
    T& operator*() { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const Error& error() const { return std::get<1>(content_); }

private:
    std::variant<T, Error> content_;
};

/// Success without a value, or why not.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    explicit operator bool() const { return !error_; }
    bool has_value() const { return !error_; }
    const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

}  // namespace lika::engine
