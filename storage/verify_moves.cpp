// SPDX-License-Identifier: EUPL-1.2
#include <map>
#include <set>

#include "storage/detail/refusal.h"
#include "storage/detail/schema.h"
#include "storage/detail/vault_key.h"
#include "storage/move.h"
#include "storage/vault.h"

namespace lika::storage {
namespace {

using detail::Connection;

/// An entry of a log that tells of a move.
struct Entry {
    std::int64_t sequence = 0;
    std::string in_case, transfer, to;   ///< `to`: of case_moved
};

/// What one vault says of moves, at one moment.
struct Account {
    std::set<std::string> cases;
    std::vector<Entry> moved, received;
    std::vector<Entry> packages;   ///< on their way, without sequence

    bool has_received(const std::string& transfer) const {
        for (const auto& entry : received)
            if (entry.transfer == transfer) return true;
        return false;
    }
    std::optional<std::int64_t> came(const std::string& in_case) const {
        std::optional<std::int64_t> last;
        for (const auto& entry : received)
            if (entry.in_case == in_case) last = entry.sequence;
        return last;
    }
};
using City = std::map<std::string, Account>;

/// The reason of case_moved begins "to=VAULT ".
std::string to_of(const std::string& reason) {
    constexpr std::string_view before = "to=";
    return reason.starts_with(before) ? reason.substr(before.size(), reason.find(' ') - before.size()) : "";
}

std::vector<Entry> entries(Connection& connection, const char* action) {
    std::vector<Entry> found;
    auto row = connection.query(
        "SELECT sequence, subject, object, reason FROM log WHERE action = ? AND outcome = 'done' ORDER BY sequence", action);
    while (row.step()) {
        auto& entry = found.emplace_back();
        std::string reason;
        row.into(entry.sequence, entry.in_case, entry.transfer, reason);
        entry.to = to_of(reason);
    }
    return found;
}

Account account_of(Connection& connection) {
    const detail::Transaction one_moment{connection, "BEGIN"};
    Account account;
    auto cases = connection.query("SELECT id FROM subject_case");
    for (std::string id; cases.step(); account.cases.insert(id)) cases.into(id);
    auto packages = connection.query("SELECT in_case, transfer, to_vault FROM sent_case");
    while (packages.step()) {
        auto& entry = account.packages.emplace_back();
        packages.into(entry.in_case, entry.transfer, entry.to);
    }
    account.moved = entries(connection, "case_moved");
    account.received = entries(connection, "case_received");
    return account;
}

City read_city(const std::filesystem::path& folder, const Keyring& key) {
    City city;
    for (const auto& name : vault_names(folder)) {
        if (name == "city") continue;
        try {
            const auto opened = detail::need(detail::open_keys(folder, name, key));
            Connection connection{opened.database, opened.keys.cipher, Connection::For::reading};
            if (detail::refuse_newer(connection, "vault", name)) city.emplace(name, account_of(connection));
        } catch (const std::exception&) {   // verify_vault says what is wrong with it
        }
    }
    return city;
}

std::vector<VaultFault> lost(const City& city) {
    std::vector<VaultFault> faults;
    for (const auto& [name, account] : city)
        for (const auto& entry : account.moved) {
            const auto other = city.find(entry.to);
            if (other != city.end() && !other->second.has_received(entry.transfer))
                faults.push_back({name, entry.sequence, {}, "case_lost"});
        }
    return faults;
}

bool is_elsewhere(const City& city, const std::string& name, const std::string& in_case) {
    for (const auto& [other, account] : city) {
        if (other == name) continue;
        if (account.cases.contains(in_case)) return true;
        for (const auto& package : account.packages)
            if (package.in_case == in_case && !city.at(name).has_received(package.transfer)) return true;
    }
    return false;
}

std::vector<VaultFault> twice(const City& city) {
    std::vector<VaultFault> faults;
    for (const auto& [name, account] : city)
        for (const auto& in_case : account.cases)
            if (is_elsewhere(city, name, in_case)) faults.push_back({name, account.came(in_case), {}, "case_twice"});
    return faults;
}

std::vector<VaultFault> faults_of(const City& city) {
    auto faults = lost(city);
    for (auto& fault : twice(city)) faults.push_back(std::move(fault));
    return faults;
}

}  // namespace

std::vector<VaultFault> verify_moves(const std::filesystem::path& folder, const Keyring& key) {
    // The vaults are read one after another: a move between two of them looks like a fault, and is none the next time.
    auto faults = faults_of(read_city(folder, key));
    for (int more = 2; !faults.empty() && more > 0; --more) faults = faults_of(read_city(folder, key));
    return faults;
}

}  // namespace lika::storage
