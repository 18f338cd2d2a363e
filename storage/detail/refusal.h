// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <exception>

#include "engine/result.h"

namespace lika::storage::detail {

/// A foreseen failure deep inside a long piece of work. Thrown inside the room only.
class Refusal : public std::exception {
public:
    explicit Refusal(engine::Error error) : error_(std::move(error)) {}
    const char* what() const noexcept override { return error_.reason.c_str(); }
    const engine::Error& error() const { return error_; }

private:
    engine::Error error_;
};

/// The value, or its error thrown.
template <class T>
T need(engine::Result<T> result) {
    if (!result) throw Refusal{result.error()};
    return std::move(*result);
}
inline void need(const engine::Result<void>& result) {
    if (!result) throw Refusal{result.error()};
}

[[noreturn]] inline void refuse(const char* reason, std::string place = {}) {
    throw Refusal{{engine::ErrorKind::invalid, reason, std::move(place)}};
}
[[noreturn]] inline void fail(const char* reason, std::string place = {}) {
    throw Refusal{{engine::ErrorKind::failed, reason, std::move(place)}};
}

/// The exception being handled, as the error that leaves the room.
engine::Error failure_at_the_door();

}  // namespace lika::storage::detail
