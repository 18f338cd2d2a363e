// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/terminal.h"

#include <termios.h>

namespace lika::service {
namespace {

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

NoEcho::NoEcho() : changed_(show_typing(false)) {}

NoEcho::~NoEcho() {
    if (changed_) show_typing(true);
}

}  // namespace lika::service
