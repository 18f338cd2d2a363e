// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>

#include "service/http.h"
#include "storage/vault.h"

namespace lika::service {

/// 1 to 128 letters, digits or one of - _ . : ~ " (a quoted key is allowed).
bool is_idempotency_key(const std::string& key);

/// An id for what the request makes, the same for the same person and key; without key a random one.
std::string id_of(const Request& request);

/// The answer this request was given before, or 409 key_reused when its key came with another request.
/// Nothing: the key is new, or there is none. Ask before anything that the first time has changed.
std::optional<Reply> answered_before(const Request& request, storage::Vault& vault);

/// Runs `command` with `answer` to be kept in its transaction, and gives that answer; a failure gives its problem and
/// keeps nothing. Two at once: the second gets the first one's answer.
Reply answer_once(const Request& request, storage::Vault& vault, const Reply& answer,
                  const std::function<engine::Result<void>(const storage::Once&)>& command);

}  // namespace lika::service
