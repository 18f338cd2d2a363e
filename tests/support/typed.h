// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>

namespace lika::tests {

/// Standard input of the commands run while it lives.
class Typed {
public:
    explicit Typed(const std::string& text) : before_(::dup(0)) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
        ::close(ends[1]);
        ::dup2(ends[0], 0);
        ::close(ends[0]);
    }
    Typed(const Typed&) = delete;
    Typed& operator=(const Typed&) = delete;
    ~Typed() {
        ::dup2(before_, 0);
        ::close(before_);
    }

private:
    int before_;
};

}  // namespace lika::tests
