// SPDX-License-Identifier: EUPL-1.2
#include "tests/faults/memory_shim.h"

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstddef>

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
}

namespace lika::tests::memory {
namespace {

std::atomic<bool> is_armed{false};
std::atomic<int> number{0}, first{0}, after_last{0}, missed{0};

bool fails() {
    if (!is_armed) return false;
    const int now = number++;
    if (now < first || now >= after_last) return false;
    ++missed;
    errno = ENOMEM;
    return true;
}

}  // namespace

void arm(int good, int bad) {
    number = missed = 0;
    first = good;
    after_last = bad > INT_MAX - good ? INT_MAX : good + bad;
    is_armed = true;
}

void heal() {
    is_armed = false;
}

int failed() {
    return missed;
}

}  // namespace lika::tests::memory

extern "C" {

void* malloc(std::size_t size) {
    return lika::tests::memory::fails() ? nullptr : __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
    return lika::tests::memory::fails() ? nullptr : __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) {
    return lika::tests::memory::fails() ? nullptr : __libc_realloc(old, size);
}

}  // extern "C"
