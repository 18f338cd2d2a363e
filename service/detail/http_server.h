// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "engine/result.h"
#include "service/detail/certificate.h"
#include "service/http.h"

namespace lika::service {

/// How long a client may take, from the first moment to the last byte of each step.
struct Patience {
    std::chrono::milliseconds head{12000};    ///< handshake and first head; every later head
    std::chrono::milliseconds body{15000};
    std::chrono::milliseconds idle{15000};    ///< between two requests
    std::chrono::milliseconds answer{15000};  ///< to take an answer
    std::chrono::milliseconds grace{10000};   ///< for answers under way when the server stops
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    int port = 0;                  ///< 0: any free one
    Certificate certificate;
    int connections_per_address = 800;
    Patience patience;
};

/// The HTTPS server: a thread a connection, a bounded number of each, every request guarded and read whole before `answer`
/// sees it. Whatever it cannot read without doubt is answered and the connection closed.
class HttpServer {
public:
    using Answer = std::function<Reply(Request)>;

    /// Listens when it returns. Errors (failed): port_taken, bad_address, certificate_unusable.
    static engine::Result<std::unique_ptr<HttpServer>> start(const ServerOptions& options, Answer answer);
    /// Stops: answers under way are finished.
    ~HttpServer();

    int port() const;

    struct Parts;

private:
    explicit HttpServer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace lika::service
