// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/staff.h"

#include <future>
#include <nlohmann/json.hpp>
#include <set>

#include "service/demo/person.h"
#include "service/totp.h"
#include "storage/password.h"

namespace lika::service::demo {
namespace {

struct Post {
    const char* role;
    std::optional<std::string> district;
    bool one_time_code = false;
};

std::vector<Post> posts(const std::vector<engine::District>& districts) {
    std::vector<Post> all;
    for (const auto& district : districts) {
        all.push_back({"social_worker", district.id.value});
        all.push_back({"social_worker", district.id.value});
        all.push_back({"supervisor", district.id.value});
    }
    if (!districts.empty()) all.push_back({"social_worker", districts.front().id.value, true});
    all.push_back({"school_team", std::nullopt});
    all.push_back({"school_team", std::nullopt});
    all.push_back({"auditor", std::nullopt});
    all.push_back({"administrator", std::nullopt});
    return all;
}

Staff made_up_member(Chance& chance, const Post& post, std::set<std::string>& taken) {
    Staff one;
    do {
        one.account.name = staff_name(chance);
        one.account.username = username_of(one.account.name);
    } while (!taken.insert(one.account.username).second);
    one.account.id = storage::AccountId{storage::random_id()};
    one.account.role = post.role;
    one.account.district = post.district;
    one.account.draft_key = storage::random_token(32);
    if (post.one_time_code) one.account.totp_secret = random_totp_secret();
    one.password = storage::random_token(15);
    return one;
}

engine::Result<void> hash_all(std::vector<Staff>& staff) {
    std::vector<std::future<engine::Result<std::string>>> pending;
    for (const auto& one : staff) {
        const auto hash = [&one] { return storage::hash_password(one.password); };
        pending.push_back(std::async(pending.size() % 2 == 0 ? std::launch::async : std::launch::deferred, hash));
        if (pending.size() % 2 == 0) pending.back().wait();   // two at once: each takes much memory
    }
    for (std::size_t i = 0; i < staff.size(); ++i) {
        auto hash = pending[i].get();
        if (!hash) return hash.error();
        staff[i].account.password_hash = *hash;
    }
    return {};
}

}  // namespace

engine::Result<std::vector<Staff>> made_up_staff(Chance& chance, const std::vector<engine::District>& districts) {
    std::vector<Staff> staff;
    std::set<std::string> taken;
    for (const auto& post : posts(districts)) staff.push_back(made_up_member(chance, post, taken));
    const auto hashed = hash_all(staff);
    if (!hashed) return hashed.error();
    return staff;
}

std::string users_json(const std::vector<Staff>& staff) {
    auto users = nlohmann::ordered_json::array();
    for (const auto& [account, password] : staff) {
        nlohmann::ordered_json user;
        user["username"] = account.username;
        user["password"] = password;
        user["totp_secret"] = account.totp_secret ? nlohmann::ordered_json(*account.totp_secret) : nlohmann::ordered_json();
        user["role"] = account.role;
        user["district"] = account.district ? nlohmann::ordered_json(*account.district) : nlohmann::ordered_json();
        user["name"] = account.name;
        users.push_back(std::move(user));
    }
    return users.dump(1) + "\n";
}

}  // namespace lika::service::demo
