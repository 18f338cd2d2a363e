// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace lika::service {

/// Why a request was not taken: the status and reason of the answer before the connection is closed.
struct Refusal {
    int status = 400;
    std::string reason;
};

template <class T>
using Guarded = std::variant<T, Refusal>;

/// The head of a request as it stands on the wire; nothing decoded but the target.
struct Head {
    std::string method;
    std::string path;                            ///< percent-decoded, valid UTF-8, starts with "/"
    std::map<std::string, std::string> query;    ///< decoded
    std::map<std::string, std::string> headers;  ///< names in lower case, each once
};

/// How the body is delimited.
struct Framing {
    bool chunked = false;
    std::size_t length = 0;
};

inline constexpr std::size_t longest_head = 16384;
inline constexpr std::size_t longest_body = 1048576;

/// Reads a head up to and without its empty line. Anything two readers could take differently is refused: bare CR or LF,
/// folded or repeated headers, blanks before a colon, control characters, a target that is no plain path, no or two Hosts.
/// 400 malformed_request, malformed_header, duplicate_header, bad_host, bad_target, bad_query; 405 method_not_allowed;
/// 431 headers_too_large.
Guarded<Head> read_head(std::string_view text);

/// Length or chunks, never both, never neither half. 400 bad_framing; 413 too_large; 417 bad_expectation.
Guarded<Framing> framing_of(const Head& head);

/// Gives the next bytes of a connection: at least one; empty at its end.
using Receive = std::function<std::string_view()>;

/// Bytes of a connection that were received and not yet taken.
class Inbox {
public:
    explicit Inbox(Receive receive) : receive_(std::move(receive)) {}

    /// Waits for the first byte of a request. False: the client is gone.
    bool waits_for_more();
    /// Head without its empty line. 400 truncated; 431 headers_too_large.
    Guarded<std::string> take_head();
    /// The whole body. 400 truncated, bad_framing; 413 too_large.
    Guarded<std::string> take_body(const Framing& framing);

private:
    bool receive_more();
    Guarded<std::string> take_line(std::size_t longest);
    Guarded<std::string> take(std::size_t length);
    Guarded<std::string> take_chunks();

    Receive receive_;
    std::string held_;
};

}  // namespace lika::service
