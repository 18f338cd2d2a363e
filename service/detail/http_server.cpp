// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/http_server.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

#include <csignal>
#include <map>
#include <mutex>
#include <thread>

#include "service/detail/connection.h"

namespace lika::service {
namespace {

constexpr int most_connections = 850;   // below the usual 1,024 descriptors, with room for the vaults
constexpr int least_threads = 16;
constexpr int most_threads = most_connections + 20;
constexpr int thread_idle_seconds = 60;
constexpr int thread_stack = 1 << 20;
constexpr int backlog = 1024;
constexpr std::chrono::milliseconds accept_round{100};

Poco::Timespan timespan(std::chrono::milliseconds duration) {
    return {std::chrono::microseconds{duration}.count()};
}

Poco::Net::Context::Ptr server_context(const Certificate& certificate) {
    using Poco::Net::Context;
    Context::Params params;
    params.privateKeyFile = certificate.key.string();
    params.certificateFile = certificate.certificate.string();
    params.verificationMode = Context::VERIFY_NONE;
    params.loadDefaultCAs = false;
    params.cipherList = "ECDHE+AESGCM:ECDHE+CHACHA20";
    Context::Ptr context{new Context{Context::TLS_SERVER_USE, params}};
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->preferServerCiphers();
    context->enableSessionCache(false);
    context->disableStatelessSessionResumption();
    return context;
}

/// How many connections each address has; bounded for each and in all.
class Doorkeeper {
public:
    explicit Doorkeeper(int per_address) : per_address_(per_address) {}

    bool lets_in(const std::string& address) {
        const std::scoped_lock lock{guard_};
        int& count = counts_[address];
        if (count >= per_address_ || inside_ >= most_connections) {
            if (count == 0) counts_.erase(address);
            return false;
        }
        ++count;
        ++inside_;
        return true;
    }

    void leaves(const std::string& address) {
        const std::scoped_lock lock{guard_};
        --inside_;
        if (--counts_[address] == 0) counts_.erase(address);
    }

private:
    std::mutex guard_;
    std::map<std::string, int> counts_;
    int inside_ = 0;
    int per_address_;
};

/// A connection as the thread pool runs it; ends itself.
class Visit : public Poco::Runnable {
public:
    Visit(Shared& shared, Doorkeeper& door, const Poco::Net::StreamSocket& socket, std::string address)
        : shared_(shared), door_(door), socket_(socket), address_(std::move(address)) {}

    void run() override {
        const std::unique_ptr<Visit> self{this};
        try {
            Connection{shared_, socket_}.serve();
        } catch (...) {
            // The client broke off, was cut, or spoke no TLS: there is nobody left to tell.
        }
        socket_.close();
        door_.leaves(address_);
    }

private:
    Shared& shared_;
    Doorkeeper& door_;
    Poco::Net::StreamSocket socket_;
    std::string address_;
};

}  // namespace

struct HttpServer::Parts {
    Parts(const ServerOptions& options, Answer given)
        : shared(std::move(given), options.patience, server_context(options.certificate)),
          door(options.connections_per_address) {}

    void listen(const ServerOptions& options) {
        const Poco::Net::SocketAddress address{options.address, static_cast<Poco::UInt16>(options.port)};
        // Never SO_REUSEPORT, which the shorter bind() sets: a second service would share the port unnoticed.
        socket.bind(address, true, false);
        socket.listen(backlog);
        port = socket.address().port();
    }

    void accept_all() {
        while (!shared.stopping) {
            try {
                if (socket.poll(timespan(accept_round), Poco::Net::Socket::SELECT_READ)) accept_one();
            } catch (const Poco::Exception&) {   // out of descriptors or threads: those inside go on
                std::this_thread::sleep_for(accept_round);
            }
        }
    }

    void accept_one() {
        Poco::Net::SocketAddress client;
        Poco::Net::StreamSocket accepted = socket.acceptConnection(client);
        const auto address = client.host().toString();
        if (!door.lets_in(address)) return;
        try {
            accepted.setNoDelay(true);
            accepted.setReceiveTimeout(timespan(shared.patience.idle * 2));
            accepted.setSendTimeout(timespan(shared.patience.answer * 2));
            auto visit = std::make_unique<Visit>(shared, door, accepted, address);
            threads.start(*visit);
            visit.release();   // it ends itself
        } catch (const Poco::Exception&) {
            door.leaves(address);
            throw;
        }
    }

    Shared shared;
    Doorkeeper door;
    Poco::ThreadPool threads{least_threads, most_threads, thread_idle_seconds, thread_stack};
    Poco::Net::ServerSocket socket;
    int port = 0;
    std::thread acceptor;
};

HttpServer::HttpServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {
    parts_->acceptor = std::thread{[parts = parts_.get()] { parts->accept_all(); }};
}

HttpServer::~HttpServer() {
    parts_->shared.stopping = true;
    parts_->acceptor.join();
    parts_->socket.close();
    parts_->shared.watchdog.stop(parts_->shared.patience.grace);
    parts_->threads.joinAll();
}

int HttpServer::port() const { return parts_->port; }

engine::Result<std::unique_ptr<HttpServer>> HttpServer::start(const ServerOptions& options,
                                                              Answer answer) {
    const auto failed = [](const char* reason, const std::string& place) {
        return engine::Error{engine::ErrorKind::failed, reason, place};
    };
    const auto where = options.address + ":" + std::to_string(options.port);
    std::unique_ptr<Parts> parts;
    try {
        std::signal(SIGPIPE, SIG_IGN);   // a client that is gone is an error of one connection
        Poco::Net::initializeSSL();
        parts = std::make_unique<Parts>(options, std::move(answer));
    } catch (const Poco::Exception&) {
        return failed("certificate_unusable", options.certificate.certificate.string());
    }
    try {
        parts->listen(options);
    } catch (const Poco::Net::NetException&) {
        return failed("port_taken", where);
    } catch (const Poco::Exception&) {
        return failed("bad_address", where);
    }
    return std::unique_ptr<HttpServer>{new HttpServer{std::move(parts)}};
}

}  // namespace lika::service
