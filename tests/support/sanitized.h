// SPDX-License-Identifier: EUPL-1.2
#pragma once

/// LIKA_SANITIZED: built with the address sanitizer, whichever compiler.
#if defined(__SANITIZE_ADDRESS__)
#define LIKA_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LIKA_SANITIZED
#endif
#endif
