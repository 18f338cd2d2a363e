// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <array>
#include <atomic>
#include <semaphore>

#include "service/detail/guard.h"
#include "service/detail/http_server.h"
#include "service/detail/watchdog.h"

namespace lika::service {

/// What all connections of a server share.
struct Shared {
    Shared(HttpServer::Answer given, const Patience& allowed, Poco::Net::Context::Ptr context)
        : answer(std::move(given)), patience(allowed), tls(std::move(context)) {}

    HttpServer::Answer answer;
    Patience patience;
    Poco::Net::Context::Ptr tls;
    Watchdog watchdog;
    std::atomic<bool> stopping{false};
    std::counting_semaphore<64> large_bodies{64};   ///< bounds the memory that bodies take together
};

/// One client: handshake, then request after request until one of the two wants no more.
class Connection {
public:
    Connection(Shared& shared, const Poco::Net::StreamSocket& socket);
    /// Serves to the end. Throws what the library throws when the client is gone.
    void serve();

private:
    struct Reading {
        Request request;
        bool head_only = false;
        bool wants_close = false;
    };

    bool serve_one();
    Guarded<Reading> read_request();
    Guarded<std::string> read_body(const Head& head, const Framing& framing);
    std::string_view receive();
    void send(const std::string& text);
    void refuse(const Refusal& refusal);
    void drain();
    std::string peer() const;

    Shared& shared_;
    Poco::Net::StreamSocket plain_;
    Poco::Net::SecureStreamSocket secure_;
    Watchdog::Watch watch_;   ///< after the sockets: it ends before they close
    Inbox inbox_;
    std::array<char, 8192> buffer_{};
};

}  // namespace lika::service
