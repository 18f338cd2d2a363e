// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <catch2/catch.hpp>

#include "service/running.h"
#include "storage/city.h"
#include "storage/keyring.h"
#include "storage/password.h"
#include "storage/vault.h"
#include "tests/support/command.h"
#include "tests/support/raw_client.h"

namespace lika::tests {

/// DIR of a city with one district and one social worker, alva, as `lika serve` expects it.
class LiveFolder {
public:
    static constexpr const char* district = "farsta";
    static constexpr const char* password = "korrekt hast batteri";

    LiveFolder() {
        for (const char* part : {"keys", "vaults"}) std::filesystem::create_directories(folder_.path() / part);
        const auto key = storage::Keyring::create(folder_.path() / "keys");
        REQUIRE(key);
        REQUIRE(storage::Vault::create(folder_.path() / "vaults", district, *key));
        const auto city = storage::City::create(folder_.path() / "vaults", *key);
        REQUIRE(city);
        storage::Account account;
        account.id = storage::AccountId{storage::random_id()};
        account.username = "alva";
        account.name = "Alva Provsson";
        account.role = "social_worker";
        account.district = district;
        account.password_hash = *storage::hash_password(password);
        account.draft_key = storage::random_token(32);
        REQUIRE((*city)->add_account(account, {"system", {}, ""}));
    }

    const TestFolder& folder() const { return folder_; }
    service::Settings settings() const {
        service::Settings settings;
        settings.data = folder_.path().string();
        settings.port = 0;
        return settings;
    }

private:
    TestFolder folder_;
};

/// The real service on a port of its own.
class LiveServer {
public:
    LiveServer() {
        auto started = service::Running::start(folder_.settings());
        if (!started) FAIL(started.error().reason + " " + started.error().place);
        running_ = std::move(*started);
    }
    int port() const { return running_->port(); }
    service::Services& services() { return running_->services(); }

private:
    LiveFolder folder_;
    std::unique_ptr<service::Running> running_;
};

}  // namespace lika::tests
