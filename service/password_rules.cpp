// SPDX-License-Identifier: EUPL-1.2
#include "service/password_rules.h"

#include <Poco/UTF8String.h>

#include <algorithm>
#include <set>

#include "engine/words.h"
#include "service/json_read.h"

namespace lika::service {
namespace {

constexpr std::size_t shortest = 12, longest = 256;
constexpr std::size_t fewest_different = 5;
constexpr std::size_t enough_beside_common = 8;   ///< what must remain when the common parts are taken out

/// What guessers try first, in Swedish and English.
const std::vector<std::string>& common_parts() {
    static const std::vector<std::string> parts{
        "lösenord", "losenord", "password", "passw0rd", "hemligt",   "secret",  "sommar", "vinter", "summer",
        "winter",   "välkommen", "valkommen", "welcome", "stockholm", "sverige", "sweden", "admin",  "socialtjänst",
        "socialtjanst", "qwertyuiop", "qwerty", "asdfgh", "zxcvbn", "1234567890", "123456", "abcdef", "abc123",
        "letmein", "iloveyou", "jagälskardig", "monkey", "dragon", "football", "fotboll", "lika"};
    return parts;
}

bool is_common(std::string lower) {
    bool found = false;
    for (const auto& part : common_parts())
        for (auto at = lower.find(part); at != std::string::npos; at = lower.find(part)) {
            lower.erase(at, part.size());
            found = true;
        }
    return found && engine::length_of(lower) < enough_beside_common;
}

}  // namespace

std::vector<std::string> password_faults(const std::string& password, const std::string& username) {
    if (!is_utf8(password)) return {"password_not_utf8"};
    std::vector<std::string> faults;
    const auto lower = Poco::UTF8::toLower(password);
    if (engine::length_of(password) < shortest) faults.emplace_back("password_too_short");
    if (password.size() > longest) faults.emplace_back("password_too_long");
    if (is_common(lower)) faults.emplace_back("password_common");
    if (std::set<char>(password.begin(), password.end()).size() < fewest_different)
        faults.emplace_back("password_repetitive");
    if (!username.empty() && lower.find(Poco::UTF8::toLower(username)) != std::string::npos)
        faults.emplace_back("password_has_username");
    return faults;
}

}  // namespace lika::service
