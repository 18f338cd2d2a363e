// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/id.h"

namespace lika::storage {

/// A UTC instant in milliseconds; written "2026-03-02T09:10:00.000Z".
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
std::string to_string(Instant at);
/// Nothing for text that is no RFC 3339 UTC instant.
std::optional<Instant> read_instant(std::string_view text);

using AccountId = engine::Id<struct AccountKind>;
using CaseId = engine::Id<struct CaseKind>;
using ConcernId = engine::Id<struct ConcernKind>;
using AssessmentId = engine::Id<struct AssessmentKind>;
using OffenceId = engine::Id<struct OffenceRecordKind>;

/// An id that cannot be guessed: 128 random bits in 22 characters of base64url.
std::string random_id();
/// `bytes` random bytes in base64url, for tokens.
std::string random_token(std::size_t bytes);

/// Who acts, why and when; every command writes it to the log. Times come from the caller: storage
/// has no clock.
struct Actor {
    std::string account;  ///< account id, "system" for the service itself
    Instant at;
    std::string reason;  ///< why a case that is not one's own is read; may be empty
};

/// Answer kept with a command in its transaction, so that the same request again gives the same
/// answer.
struct Once {
    std::string account;
    std::string key;             ///< Idempotency-Key; empty: nothing is kept
    std::string request_digest;  ///< of method, path and body
    int status = 0;
    std::string answer;   ///< body
    std::string headers;  ///< "Location: ...\nETag: ..." as the service likes
};

/// One page of a list, oldest cursor rules: pass `next` on to get the following page; empty: the
/// end.
template <class T>
struct Page {
    std::vector<T> items;
    std::string next;
};

/// A line of the log, without its MAC. Never any case text.
struct LogEntry {
    std::int64_t sequence = 0;
    Instant at;
    std::string actor;
    std::string action;   ///< "case_read", "assessment_signed" ...
    std::string subject;  ///< id of the case it is about; empty when none
    std::string object;   ///< id of the thing acted on (assessment, concern, account)
    std::string reason;
    std::string outcome;  ///< "done", "refused"
};

/// What a check of a vault found wrong; empty list: nothing.
struct VaultFault {
    std::string vault;
    std::optional<std::int64_t> sequence;
    std::optional<std::uint64_t> page;
    std::string reason;  ///< "page_mac", "entry_changed", "entry_missing", "not_encrypted",
                         ///< "wrong_key", "archive_mac" ...
};

}  // namespace lika::storage
