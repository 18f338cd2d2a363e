// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/connection.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

#include "service/detail/write_reply.h"
#include "service/problem.h"

namespace lika::service {
namespace {

constexpr std::size_t small_body = 65536;
constexpr std::chrono::milliseconds wait_for_room{1000};
constexpr std::chrono::milliseconds drain_time{2000};
constexpr std::size_t most_drained = 4 * longest_body;

Delivery delivery(const Patience& patience, bool keeps_open, bool without_body) {
    return {keeps_open, without_body,
            Poco::DateTimeFormatter::format(Poco::Timestamp{}, Poco::DateTimeFormat::HTTP_FORMAT),
            static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(patience.idle).count())};
}

bool names_close(const Head& head) {
    const auto connection = head.headers.find("connection");
    return connection != head.headers.end() && connection->second.find("close") != std::string::npos;
}

/// A place among the large bodies, given back at the end.
class Room {
public:
    Room(std::counting_semaphore<64>& places, bool needed)
        : places_(places), taken_(needed && places.try_acquire_for(wait_for_room)) {}
    ~Room() {
        if (taken_) places_.release();
    }
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;
    bool taken() const { return taken_; }

private:
    std::counting_semaphore<64>& places_;
    bool taken_;
};

}  // namespace

Connection::Connection(Shared& shared, const Poco::Net::StreamSocket& socket)
    : shared_(shared),
      plain_(socket),
      secure_(Poco::Net::SecureStreamSocket::attach(plain_, shared.tls)),
      watch_(shared.watchdog, plain_),
      inbox_([this] { return receive(); }) {}

std::string_view Connection::receive() {
    const int received = secure_.receiveBytes(buffer_.data(), static_cast<int>(buffer_.size()));
    return {buffer_.data(), static_cast<std::size_t>(std::max(received, 0))};
}

void Connection::send(const std::string& text) {
    for (std::size_t sent = 0; sent < text.size();) {
        const auto part = std::min<std::size_t>(text.size() - sent, 1u << 20u);
        const int taken = secure_.sendBytes(text.data() + sent, static_cast<int>(part));
        if (taken <= 0) throw Poco::TimeoutException{"client takes no more"};
        sent += static_cast<std::size_t>(taken);
    }
}

std::string Connection::peer() const { return plain_.peerAddress().host().toString(); }

void Connection::serve() {
    watch_.reads_within(shared_.patience.head);   // the handshake is part of it
    while (inbox_.waits_for_more() && serve_one() && !shared_.stopping)
        watch_.reads_within(shared_.patience.idle);
}

bool Connection::serve_one() {
    watch_.reads_within(shared_.patience.head);
    auto reading = read_request();
    if (const auto* refusal = std::get_if<Refusal>(&reading)) return refuse(*refusal), false;

    watch_.works();
    auto& read = std::get<Reading>(reading);
    const bool keeps_open = !read.wants_close && !shared_.stopping;
    const bool head_only = read.head_only;
    const Reply reply = shared_.answer(std::move(read.request));
    watch_.sends_within(shared_.patience.answer);
    send(wire_text(reply, delivery(shared_.patience, keeps_open, head_only)));
    return keeps_open;
}

Guarded<Connection::Reading> Connection::read_request() {
    const auto text = inbox_.take_head();
    if (const auto* refusal = std::get_if<Refusal>(&text)) return *refusal;
    auto guarded = read_head(std::get<std::string>(text));
    if (const auto* refusal = std::get_if<Refusal>(&guarded)) return *refusal;
    auto& head = std::get<Head>(guarded);
    const auto framing = framing_of(head);
    if (const auto* refusal = std::get_if<Refusal>(&framing)) return *refusal;
    auto body = read_body(head, std::get<Framing>(framing));
    if (const auto* refusal = std::get_if<Refusal>(&body)) return *refusal;

    Reading reading;
    reading.head_only = head.method == "HEAD";
    reading.wants_close = names_close(head);
    reading.request.method = std::move(head.method);
    reading.request.path = std::move(head.path);
    reading.request.query = std::move(head.query);
    reading.request.headers = std::move(head.headers);
    reading.request.body_text = std::move(std::get<std::string>(body));
    reading.request.peer = peer();
    return reading;
}

Guarded<std::string> Connection::read_body(const Head& head, const Framing& framing) {
    if (!framing.chunked && framing.length == 0) return std::string{};
    const bool large = framing.chunked || framing.length > small_body;
    const Room room{shared_.large_bodies, large};
    if (large && !room.taken()) return Refusal{503, "busy"};
    watch_.reads_within(shared_.patience.body);
    if (head.headers.contains("expect")) send("HTTP/1.1 100 Continue\r\n\r\n");
    return inbox_.take_body(framing);
}

/// Early answers close: what the client still sends is thrown away, never read as a request.
void Connection::refuse(const Refusal& refusal) {
    auto reply = problem(refusal.status, refusal.reason);
    if (refusal.status == 405) reply.headers.emplace_back("Allow", "GET, HEAD, POST, PATCH, DELETE");
    if (refusal.status == 503) reply.headers.emplace_back("Retry-After", "2");
    watch_.sends_within(shared_.patience.answer);
    send(wire_text(reply, delivery(shared_.patience, false, false)));
    drain();
}

/// Closing on unread bytes would reset the connection and take the answer from the client.
void Connection::drain() {
    watch_.sends_within(drain_time);
    plain_.shutdownSend();
    for (std::size_t drained = 0; drained < most_drained;) {
        const int received = plain_.receiveBytes(buffer_.data(), static_cast<int>(buffer_.size()));
        if (received <= 0) return;
        drained += static_cast<std::size_t>(received);
    }
}

}  // namespace lika::service
