// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <array>
#include <chrono>
#include <string>

namespace lika::tests {

/// What came back: status, head and body of one answer.
struct Answer {
    int status = 0;
    std::string head, body;

    /// Value of a header, compared as it is written.
    std::string header(const std::string& name) const {
        const auto at = head.find("\r\n" + name + ": ");
        if (at == std::string::npos) return "";
        const auto start = at + name.size() + 4;
        return head.substr(start, head.find("\r\n", start) - start);
    }
};

inline Poco::Net::Context::Ptr client_context() {
    Poco::Net::initializeSSL();
    Poco::Net::Context::Params params;
    params.verificationMode = Poco::Net::Context::VERIFY_NONE;
    params.loadDefaultCAs = false;
    return new Poco::Net::Context{Poco::Net::Context::TLS_CLIENT_USE, params};
}

/// TCP alone: not a byte is sent.
inline Poco::Net::StreamSocket plain_client(int port) {
    Poco::Net::StreamSocket socket;
    socket.connect(Poco::Net::SocketAddress{"127.0.0.1", static_cast<Poco::UInt16>(port)}, Poco::Timespan{5, 0});
    socket.setReceiveTimeout(Poco::Timespan{40, 0});
    return socket;
}

/// A TLS connection on which a test writes what it likes.
class RawClient {
public:
    explicit RawClient(int port, Poco::Net::Context::Ptr context = client_context())
        : socket_(Poco::Net::SecureStreamSocket::attach(plain_client(port), context)) {
        socket_.completeHandshake();
    }

    void send(const std::string& text) {
        for (std::size_t sent = 0; sent < text.size();)
            sent += static_cast<std::size_t>(
                socket_.sendBytes(text.data() + sent, static_cast<int>(text.size() - sent)));
    }

    /// One answer by its Content-Length; status 0: the connection ended first.
    Answer receive() {
        std::size_t end = 0;
        while ((end = held_.find("\r\n\r\n")) == std::string::npos)
            if (!receive_more()) return {};
        Answer answer{std::stoi(held_.substr(9, 3)), held_.substr(0, end + 2), ""};
        held_.erase(0, end + 4);
        const auto length = answer.header("Content-Length");
        const std::size_t wanted = length.empty() ? 0 : std::stoul(length);
        while (held_.size() < wanted)
            if (!receive_more()) return {};
        answer.body = held_.substr(0, wanted);
        held_.erase(0, wanted);
        return answer;
    }

    Answer ask(const std::string& text) {
        send(text);
        return receive();
    }

    /// Everything until the server ends the connection.
    std::string receive_all() {
        while (receive_more()) {}
        return held_;
    }

    bool ended() { return held_.empty() && !receive_more(); }

private:
    bool receive_more() {
        std::array<char, 8192> buffer{};
        try {
            const int received = socket_.receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
            if (received <= 0) return false;
            held_.append(buffer.data(), static_cast<std::size_t>(received));
            return true;
        } catch (const Poco::TimeoutException&) {
            throw;   // the server neither answered nor closed: a test that waits for it has failed
        } catch (const Poco::Exception&) {
            return false;
        }
    }

    Poco::Net::SecureStreamSocket socket_;
    std::string held_;
};

inline double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace lika::tests
