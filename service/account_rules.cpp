// SPDX-License-Identifier: EUPL-1.2
#include "service/account_rules.h"

#include <algorithm>

#include "engine/words.h"
#include "service/json_read.h"
#include "service/routes.h"

namespace lika::service {
namespace {

bool is_username(const std::string& text) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    return text.size() >= 3 && text.size() <= 64 && text.find_first_not_of(allowed) == std::string::npos;
}

bool is_name(const std::string& text) {
    const bool has_control = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    return is_utf8(text) && !has_control && text.find_first_not_of(' ') != std::string::npos && engine::length_of(text) <= 200;
}

void check_district(const AccountWish& wish, unsigned role, const std::vector<engine::District>& standing,
                    std::vector<std::string>& faults) {
    if (!wish.district) {
        if (role & (social_worker | supervisor)) faults.emplace_back("district: district_required");
        return;
    }
    if (role & (auditor | administrator)) faults.emplace_back("district: district_refused");
    const bool stands = std::any_of(standing.begin(), standing.end(),
                                    [&](const auto& district) { return district.id.value == *wish.district; });
    if (!stands) faults.emplace_back("district: unknown_district");
}

}  // namespace

std::vector<std::string> account_faults(const AccountWish& wish, const std::vector<engine::District>& standing) {
    std::vector<std::string> faults;
    const auto role = role_bit(wish.role);
    if (!is_username(wish.username)) faults.emplace_back("username: username_malformed");
    if (!is_name(wish.name)) faults.emplace_back("name: name_malformed");
    if (role == 0) faults.emplace_back("role: unknown_role");
    check_district(wish, role, standing, faults);
    return faults;
}

}  // namespace lika::service
