// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/unseal.h"

#include <unistd.h>

#include <iostream>

#include "service/detail/terminal.h"

namespace lika::service {
namespace {

engine::Error invalid(const char* reason) { return {engine::ErrorKind::invalid, reason, ""}; }

}  // namespace

engine::Result<storage::Passphrase> ask_passphrase(const char* prompt) {
    const NoEcho unseen{prompt};
    storage::Passphrase typed;
    bool fits = true;
    // Byte by byte: a stream would keep it in a buffer of its own, and take the line behind it too.
    char next = 0;
    auto got = ::read(0, &next, 1);
    for (; got == 1 && next != '\n'; got = ::read(0, &next, 1))
        if (next != '\r') fits = typed.add(next) && fits;
    if (got < 0) return invalid("passphrase_missing");   // a signal came
    if (!fits) return invalid("passphrase_too_long");
    if (typed.view().empty()) return invalid("passphrase_missing");
    return typed;
}

engine::Result<storage::Keyring> unseal(const std::filesystem::path& keys) {
    auto opened = storage::Keyring::open(keys, [] { return ask_passphrase("Passphrase of the keys: "); });
    if (!storage::are_secrets_locked())
        std::cerr << "keys_not_locked: the system may write keys to its swap; allow more locked memory (LimitMEMLOCK, ulimit -l)\n";
    return opened;
}

}  // namespace lika::service
