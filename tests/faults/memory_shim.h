// SPDX-License-Identifier: EUPL-1.2
#pragma once

/// malloc, calloc and realloc of this whole program, and operator new with them, fail where told.
namespace lika::tests::memory {

/// After `good` allocations the next `bad` ones give nothing.
void arm(int good, int bad);
void heal();
/// Allocations since `arm` that failed.
int failed();

}  // namespace lika::tests::memory
