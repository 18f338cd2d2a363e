// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/account_rules.h"
#include "service/commands/commands.h"
#include "service/detail/city_files.h"
#include "service/detail/terminal.h"
#include "service/password_rules.h"
#include "service/services.h"
#include "service/totp.h"
#include "storage/city.h"
#include "storage/password.h"

namespace lika::service {
namespace {

struct UserOptions {
    std::string config;
    AccountWish wish;
    bool totp = false;
};

storage::Actor by_the_service() { return {"system", now(), ""}; }

int refuse(const engine::Error& error) {
    std::cerr << to_string(error) << '\n';
    return 1;
}

std::string ask(const char* prompt) {
    const NoEcho unseen{prompt};
    std::string line;
    std::getline(std::cin, line);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

/// A good password, typed twice on a terminal or one line of standard input, as its hash; nothing: why not was printed.
std::optional<std::string> new_password_hash(const std::string& username) {
    const auto password = ask("Password: ");
    auto faults = password_faults(password, username);
    if (faults.empty() && is_terminal(0) && ask("Again: ") != password) faults.emplace_back("passwords_differ");
    for (const auto& fault : faults) std::cerr << fault << '\n';
    if (!faults.empty()) return std::nullopt;
    auto hash = storage::hash_password(password);
    if (hash) return *hash;
    std::cerr << to_string(hash.error()) << '\n';
    return std::nullopt;
}

/// nullptr: why not was printed.
std::unique_ptr<storage::City> open_city(const UserOptions& options) {
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return nullptr;
    auto city = storage::City::open(files->vaults, files->key);
    if (city) return std::move(*city);
    refuse(city.error());
    return nullptr;
}

int add(const UserOptions& options) {
    const auto faults = account_faults(options.wish, standing_districts(std::cerr));
    for (const auto& fault : faults) std::cerr << fault << '\n';
    if (!faults.empty()) return 1;
    const auto city = open_city(options);
    if (!city) return 1;
    const auto hash = new_password_hash(options.wish.username);
    if (!hash) return 1;

    storage::Account account;
    account.id = storage::AccountId{storage::random_id()};
    account.username = options.wish.username;
    account.name = options.wish.name;
    account.role = options.wish.role;
    account.district = options.wish.district;
    account.password_hash = *hash;
    account.draft_key = storage::random_token(32);
    if (options.totp) account.totp_secret = random_totp_secret();
    const auto added = city->add_account(account, by_the_service());
    if (!added) return refuse(added.error());
    std::cout << "added " << account.username << '\n';
    if (account.totp_secret) std::cout << "one-time code secret " << *account.totp_secret << '\n';
    return 0;
}

int disable(const UserOptions& options) {
    const auto city = open_city(options);
    if (!city) return 1;
    const auto account = city->account_by_username(options.wish.username);
    if (!account) return refuse(account.error());
    const auto disabled = city->disable_account(account->id, by_the_service());
    if (!disabled) return refuse(disabled.error());
    std::cout << "disabled " << account->username << '\n';
    return 0;
}

int reset(const UserOptions& options) {
    const auto city = open_city(options);
    if (!city) return 1;
    const auto account = city->account_by_username(options.wish.username);
    if (!account) return refuse(account.error());
    const auto hash = new_password_hash(account->username);
    if (!hash) return 1;
    const auto kept = city->reset_password(account->id, *hash, by_the_service());
    if (!kept) return refuse(kept.error());
    std::cout << "reset " << account->username << '\n';
    return 0;
}

CLI::App* add_part(CLI::App& command, const char* name, const char* words, const std::shared_ptr<UserOptions>& options) {
    auto* part = command.add_subcommand(name, words);
    part->add_option("--config", options->config, "DIR/lika.xml")->required();
    part->add_option("--username", options->wish.username, "3 to 64 of a-z 0-9 . _ -")->required();
    return part;
}

}  // namespace

void add_user(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("user", "Accounts; works while the service runs");
    command->require_subcommand(1);
    command->footer("\nExample:\n  lika user add --config var/lika.xml --username a.berg --name 'A. Berg' "
                    "--role social_worker --district farsta\nThe password is asked for, or read from standard input.");
    const auto options = std::make_shared<UserOptions>();

    auto* adding = add_part(*command, "add", "Adds an account", options);
    adding->add_option("--name", options->wish.name, "As others see it")->required();
    adding->add_option("--role", options->wish.role,
                       "social_worker, school_team, supervisor, auditor or administrator")->required();
    adding->add_option("--district", options->wish.district, "Id of the district, for those who serve one");
    adding->add_flag("--totp", options->totp, "Asks for a one-time code too; prints its secret once");
    adding->footer("\nExample:\n  lika user add --config var/lika.xml --username a.berg --name 'A. Berg' "
                   "--role social_worker --district farsta");
    adding->callback([options, &status] { status = add(*options); });

    auto* disabling = add_part(*command, "disable", "Ends an account and its sessions", options);
    disabling->footer("\nExample:\n  lika user disable --config var/lika.xml --username a.berg");
    disabling->callback([options, &status] { status = disable(*options); });

    auto* resetting = add_part(*command, "reset", "Sets a new password", options);
    resetting->footer("\nExample:\n  lika user reset --config var/lika.xml --username a.berg");
    resetting->callback([options, &status] { status = reset(*options); });
}

}  // namespace lika::service
