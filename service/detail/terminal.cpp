// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/terminal.h"

#include <termios.h>

#include <iostream>

namespace lika::service {
namespace {

volatile std::sig_atomic_t arrived = 0;

extern "C" void remember(int signal) { arrived = signal; }

bool show_typing(bool shown) {
    termios settings{};
    if (tcgetattr(0, &settings) != 0) return false;
    const auto echo = static_cast<tcflag_t>(ECHO);
    settings.c_lflag = shown ? settings.c_lflag | echo : settings.c_lflag & ~echo;
    return tcsetattr(0, TCSAFLUSH, &settings) == 0;
}

}  // namespace

bool is_terminal(int descriptor) {
    termios settings{};
    return tcgetattr(descriptor, &settings) == 0;
}

void handle_signal(int signal, void (*handler)(int), Reading reading) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = reading == Reading::goes_on ? SA_RESTART : 0;
    sigaction(signal, &action, nullptr);
}

NoEcho::NoEcho(const char* prompt) {
    is_held_ = is_terminal(0);
    if (!is_held_) return;
    arrived = 0;
    for (auto& [signal, before] : held_back_) {
        sigaction(signal, nullptr, &before);
        handle_signal(signal, remember, Reading::ends);
    }
    changed_ = show_typing(false);
    std::cerr << prompt << std::flush;   // last: what was typed before typing is hidden is thrown away
}

NoEcho::~NoEcho() {
    if (!is_held_) return;
    std::cerr << '\n';
    if (changed_) show_typing(true);
    for (const auto& [signal, before] : held_back_) sigaction(signal, &before, nullptr);
    if (arrived != 0) std::raise(arrived);
}

}  // namespace lika::service
