// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace lika::service {

/// Whether standard input (0), output (1) or error (2) is a terminal.
bool is_terminal(int descriptor);

/// Keeps what is typed from being shown, until its end. Does nothing when standard input is no terminal.
class NoEcho {
public:
    NoEcho();
    ~NoEcho();
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    bool changed_ = false;
};

}  // namespace lika::service
