// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/write_reply.h"

#include <Poco/Net/HTTPResponse.h>
#include <fmt/format.h>

#include <algorithm>

namespace lika::service {
namespace {

constexpr const char* security_headers =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

bool one_line(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
}

std::string phrase_of(int status) {
    if (status == 428) return "Precondition Required";   // not in the library's list
    return Poco::Net::HTTPResponse::getReasonForStatus(
        static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status));
}

bool sets(const Reply& reply, const std::string& name) {
    return std::any_of(reply.headers.begin(), reply.headers.end(),
                       [&](const auto& header) { return header.first == name; });
}

}  // namespace

std::string wire_text(const Reply& reply, const Delivery& delivery) {
    std::string text = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", reply.status,
                                   phrase_of(reply.status), delivery.date);
    text += security_headers;
    if (!sets(reply, "Cache-Control")) text += "Cache-Control: no-store\r\n";
    for (const auto& [name, value] : reply.headers)
        if (one_line(name) && one_line(value)) text += name + ": " + value + "\r\n";
    if (reply.status != 204)
        text += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", reply.content_type,
                            reply.body.size());
    text += delivery.keeps_open
                ? fmt::format("Connection: keep-alive\r\nKeep-Alive: timeout={}\r\n", delivery.idle_seconds)
                : "Connection: close\r\n";
    text += "\r\n";
    if (!delivery.without_body && reply.status != 204) text += reply.body;
    return text;
}

}  // namespace lika::service
