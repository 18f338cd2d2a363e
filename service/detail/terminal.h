// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <csignal>
#include <utility>

namespace lika::service {

/// Whether standard input (0), output (1) or error (2) is a terminal.
bool is_terminal(int descriptor);

/// What a signal does to a read that waits.
enum class Reading { ends, goes_on };
void handle_signal(int signal, void (*handler)(int), Reading reading);

/// Asks at the terminal for what must not be shown as it is typed, until its end. A signal that would end the process
/// ends the reading instead, and comes when typing is shown again. Does nothing when standard input is no terminal.
class NoEcho {
public:
    explicit NoEcho(const char* prompt);
    ~NoEcho();
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    bool is_held_ = false, changed_ = false;
    std::array<std::pair<int, struct sigaction>, 4> held_back_{
        {{SIGINT, {}}, {SIGTERM, {}}, {SIGHUP, {}}, {SIGQUIT, {}}}};
};

}  // namespace lika::service
