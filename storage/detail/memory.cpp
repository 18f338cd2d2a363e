// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/memory.h"

#include <openssl/crypto.h>

#include <cstdio>
#include <cstdlib>

namespace lika::storage::detail {
namespace {

constexpr int out_of_memory = 71;  // EX_OSERR

[[noreturn]] void end() {
    std::fputs("lika: out of memory. Nothing that was acknowledged is lost; start it again.\n",
               stderr);
    std::_Exit(out_of_memory);
}

void* allocate(std::size_t size, const char*, int) {
    if (size == 0) return nullptr;
    void* memory = std::malloc(size);
    if (memory == nullptr) end();
    return memory;
}

void* resize(void* old, std::size_t size, const char* file, int line) {
    if (old == nullptr) return allocate(size, file, line);
    if (size == 0) {
        std::free(old);
        return nullptr;
    }
    void* memory = std::realloc(old, size);
    if (memory == nullptr) end();
    return memory;
}

void release(void* memory, const char*, int) {
    std::free(memory);
}

const bool is_in_force = CRYPTO_set_mem_functions(allocate, resize, release) == 1;

}  // namespace

bool ends_without_memory() {
    return is_in_force;
}

}  // namespace lika::storage::detail
