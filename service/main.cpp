// SPDX-License-Identifier: EUPL-1.2
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "service/commands/commands.h"
#include "service/detail/private_memory.h"

using namespace lika::service;

static int become_service(char** argv) {
    std::error_code failed;
    const auto itself = std::filesystem::read_symlink("/proc/self/exe", failed);
    const auto service = itself.parent_path() / "lika-service";
    execv(service.c_str(), argv);
    std::cerr << service.string() << ": program_missing\n";
    return 1;
}

/// The keyless commands; for any other this process becomes lika-service.
int main(int argc, char** argv) {
    keep_memory_private();
    const auto keyless = keyless_commands();
    const bool is_keyless = argc > 1 && std::any_of(keyless.begin(), keyless.end(), [&](const auto& one) { return one.name == argv[1]; });
    return is_keyless ? run_lika(keyless, {argv + 1, argv + argc}) : become_service(argv);
}
