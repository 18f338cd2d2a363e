// SPDX-License-Identifier: EUPL-1.2
#include "service/idempotency.h"

#include <algorithm>
#include <sstream>

#include "service/problem.h"
#include "storage/password.h"

namespace lika::service {
namespace {

std::string digest_of(const Request& request) {
    return storage::digest(request.method + "\n" + request.path + "\n" + request.body_text);
}

std::string joined(const std::vector<std::pair<std::string, std::string>>& headers) {
    std::string lines;
    for (const auto& [name, value] : headers) lines += name + ": " + value + "\n";
    return lines;
}

std::vector<std::pair<std::string, std::string>> parted(const std::string& lines) {
    std::vector<std::pair<std::string, std::string>> headers;
    std::istringstream stream{lines};
    for (std::string line; std::getline(stream, line);) {
        const auto colon = line.find(": ");
        if (colon != std::string::npos)
            headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    return headers;
}

Reply kept(const storage::Once& once) {
    Reply reply{once.status, once.answer, "application/json", parted(once.headers)};
    return reply;
}

}  // namespace

bool is_idempotency_key(const std::string& key) {
    return !key.empty() && key.size() <= 128 && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"-_.:~\""}.find(c) != std::string_view::npos;
    });
}

std::string id_of(const Request& request) {
    constexpr std::size_t id_size = 22;
    const auto key = request.header("idempotency-key");
    if (key.empty()) return storage::random_id();
    return storage::digest(request.person->account.id.value + "\n" + key).substr(0, id_size);
}

std::optional<Reply> answered_before(const Request& request, storage::Vault& vault) {
    const auto key = request.header("idempotency-key");
    if (key.empty() || !request.person) return std::nullopt;
    const auto once = vault.find_once(request.person->account.id.value, key);
    if (!once) return problem(once.error());
    if (!*once) return std::nullopt;
    if ((*once)->request_digest != digest_of(request)) return problem(409, "key_reused");
    return kept(**once);
}

Reply answer_once(const Request& request, storage::Vault& vault, const Reply& answer,
                  const std::function<engine::Result<void>(const storage::Once&)>& command) {
    if (const auto before = answered_before(request, vault)) return *before;

    storage::Once once{request.person ? request.person->account.id.value : "",
                       request.header("idempotency-key"),
                       digest_of(request),
                       answer.status,
                       answer.body,
                       joined(answer.headers)};
    const auto done = command(once);
    if (done) return answer;
    if (done.error().kind == engine::ErrorKind::conflict)   // the first of two at once may have been this one
        if (const auto before = answered_before(request, vault)) return *before;
    return problem(done.error());
}

}  // namespace lika::service
