// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/vignette.h"
#include "instruments/catalogue.h"
#include "service/checkpoints.h"
#include "service/open_vaults.h"
#include "service/sign_in.h"
#include "storage/city.h"
#include "storage/vault.h"

namespace lika::service {

/// What DIR/lika.xml says; durations in seconds.
struct Settings {
    std::string address = "127.0.0.1";
    int port = 8443;
    std::string data;                        ///< DIR
    int session_idle_seconds = 1800;
    int session_absolute_seconds = 36000;
    int connections_per_address = 800;
    int login_lock_seconds = 30;             ///< longest rest after repeated failures
    std::string checkpoints;                 ///< where the logs' checkpoints go; empty: DIR/checkpoints
    int checkpoint_seconds = 60;             ///< how often
    int open_vaults = 32;                    ///< kept open though nobody uses them
    bool demonstration = false;              ///< made-up city: refused on any address but loopback
};

class FiguresDesk;   // service/consistency/city_figures.h
std::shared_ptr<FiguresDesk> new_figures_desk();

/// A vault that is there and cannot be opened.
struct VaultUnopened {
    engine::Error error;
};

/// Everything a handler may use. Immutable but for the vaults, which guard themselves.
struct Services {
    Settings settings;
    instruments::Library library;
    instruments::Catalogues catalogues;
    std::vector<engine::Vignette> vignettes;   ///< by id and version
    std::unique_ptr<storage::City> city;
    std::unique_ptr<OpenVaults> vaults;
    std::function<storage::Instant()> now;
    std::shared_ptr<CheckpointState> checkpoints = std::make_shared<CheckpointState>();
    std::shared_ptr<FiguresDesk> figures = new_figures_desk();   ///< about consistency, as they were made last
    std::shared_ptr<SignInDesk> desk = std::make_shared<SignInDesk>();   ///< one sign-in an account at a time

    /// Open as long as what is given lives; nullptr: the district has none. Throws VaultUnopened.
    std::shared_ptr<storage::Vault> vault(const std::string& district) const;
    std::string today() const;                                       ///< Stockholm day, YYYY-MM-DD
};

/// The Stockholm day of an instant, YYYY-MM-DD.
std::string stockholm_day(storage::Instant at);

}  // namespace lika::service
