// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "engine/instrument.h"
#include "engine/score.h"

namespace lika::service {

/// The value, or null.
nlohmann::json or_null(const std::optional<std::string>& text);
nlohmann::json or_null(const std::optional<engine::Points>& points);
template <class Kind>
nlohmann::json or_null(const std::optional<engine::Id<Kind>>& id) {
    return id ? nlohmann::json(id->value) : nlohmann::json();
}

/// {"id","version","digest"}.
nlohmann::json instrument_ref(const std::string& id, const std::string& version,
                              const std::string& digest);

/// The Result of the HTTP API and of `lika score`. A score made with Detail::brief has empty lists
/// for what it leaves out. Source: docs/http-api.md, "Score and Result".
nlohmann::json result_json(const engine::Instrument& instrument, const engine::Score& score);

/// A line of the library, and one definition for showing. Source: docs/http-api.md, "Instruments".
nlohmann::json instrument_row(const engine::Instrument& instrument);
nlohmann::json instrument_json(const engine::Instrument& instrument);

/// One response of a score request: a whole number, the word for what is missing, or null
/// (unanswered); nothing otherwise.
std::optional<engine::Response> read_response(const nlohmann::json& entered);
/// One fact: a whole number or a text of at most 100 bytes; nothing otherwise.
std::optional<engine::Fact> read_fact(const nlohmann::json& entered);

}  // namespace lika::service
