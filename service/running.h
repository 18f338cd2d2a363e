// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "engine/result.h"
#include "service/services.h"

namespace lika::service {

/// What a city's folder and the share beside the executable hold, opened: key, city, every vault, library, catalogues.
/// Errors: those of Keyring, City and Vault; failed library_faulty (place: the first fault); invalid vault_missing when
/// there is no district's vault at all.
engine::Result<std::unique_ptr<Services>> open_services(const Settings& settings);

/// The service, answering. Stops when destroyed: answers under way are finished, then the vaults are closed.
class Running {
public:
    /// Errors: those of open_services, ready_certificate and HttpServer; invalid demonstration_not_local: a made-up
    /// city, whose passwords lie beside it, is served to this machine alone.
    static engine::Result<std::unique_ptr<Running>> start(const Settings& settings);
    ~Running();

    int port() const;
    Services& services();
    /// Ends the sessions that are idle or too old; to be called now and then.
    engine::Result<void> tidy();
    /// Writes the logs' checkpoints for the last time. False: the second place does not answer; then end the process
    /// without destroying this, which would wait for it.
    bool finish_checkpoints();

    struct Parts;

private:
    explicit Running(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace lika::service
