// SPDX-License-Identifier: EUPL-1.2
#include "storage/city.h"

#include <catch2/catch.hpp>

#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

struct Town {
    Folder folder;
    Keyring key = std::move(*Keyring::create(folder.keys()));
    std::unique_ptr<City> city = std::move(*City::create(folder.vaults(), key));

    void reopen() {
        city.reset();
        city = std::move(*City::open(folder.vaults(), key));
    }
};

Account some_account(const std::string& username = "anna") {
    Account account;
    account.id = AccountId{"id-" + username};
    account.username = username;
    account.name = "Anna Ek";
    account.role = "social_worker";
    account.district = "norr";
    account.password_hash = "$argon2id$";
    account.draft_key = "k";
    return account;
}

Session some_session(const std::string& token = "t1") {
    return {"digest-" + token, AccountId{"id-anna"}, "csrf", at(0), at(0)};
}

const Actor admin{"admin", at(0), ""};

}  // namespace

TEST_CASE("an account is found again by name and id after a restart", "[storage][city]") {
    Town town;
    auto account = some_account();
    account.totp_secret = "JBSWY3DP";
    account.locked_until = at(5);
    REQUIRE(town.city->add_account(account, admin));

    town.reopen();

    const auto found = town.city->account_by_username("anna");
    REQUIRE(found);
    CHECK(found->id == account.id);
    CHECK(found->name == "Anna Ek");
    CHECK(found->role == "social_worker");
    CHECK(found->district == "norr");
    CHECK(found->totp_secret == "JBSWY3DP");
    CHECK(found->locked_until == at(5));
    CHECK_FALSE(found->disabled);
    CHECK(town.city->account_by_id(account.id)->username == "anna");
    CHECK(town.city->account_by_id(AccountId{"nobody"}).error().reason == "no_such_account");
    CHECK(town.city->accounts()->size() == 1);
}

TEST_CASE("a username is taken once", "[storage][city]") {
    Town town;
    REQUIRE(town.city->add_account(some_account(), admin));
    auto other = some_account();
    other.id = AccountId{"id-2"};

    CHECK(town.city->add_account(other, admin).error().reason == "username_taken");
}

TEST_CASE("failed sign-ins are counted until one succeeds", "[storage][city]") {
    Town town;
    REQUIRE(town.city->add_account(some_account(), admin));

    REQUIRE(town.city->sign_in_failed(AccountId{"id-anna"}, 5, at(1), admin));
    CHECK(town.city->account_by_username("anna")->failures == 5);
    CHECK(town.city->account_by_username("anna")->locked_until == at(1));

    REQUIRE(town.city->signed_in(some_session(), 0, admin));
    CHECK(town.city->account_by_username("anna")->failures == 0);
    CHECK_FALSE(town.city->account_by_username("anna")->locked_until);
    CHECK(actions(*town.city->log(10, "", admin)) ==
          std::vector<std::string>{"sign_in", "sign_in", "account_added"});
}

TEST_CASE("a one-time code works once, also after a restart", "[storage][city]") {
    Town town;
    auto account = some_account();
    account.totp_secret = "JBSWY3DP";
    REQUIRE(town.city->add_account(account, admin));
    REQUIRE(town.city->signed_in(some_session("t1"), 100, admin));

    CHECK(town.city->signed_in(some_session("t2"), 100, admin).error().reason == "code_used");
    town.reopen();
    CHECK(town.city->signed_in(some_session("t3"), 99, admin).error().reason == "code_used");
    CHECK(town.city->signed_in(some_session("t4"), 0, admin).error().reason == "code_used");
    CHECK_FALSE(*town.city->session("digest-t2"));
    CHECK(town.city->signed_in(some_session("t5"), 101, admin));
}

TEST_CASE("a session lives until it is ended, idle or too old", "[storage][city]") {
    Town town;
    REQUIRE(town.city->add_account(some_account(), admin));
    for (const auto* token : {"t1", "t2", "t3"})
        REQUIRE(town.city->signed_in(some_session(token), 0, admin));

    town.reopen();
    REQUIRE(*town.city->session("digest-t1"));
    CHECK((*town.city->session("digest-t1"))->csrf == "csrf");
    REQUIRE(town.city->touch_session("digest-t1", at(30)));
    REQUIRE(town.city->end_session("digest-t2", admin));
    REQUIRE(town.city->end_sessions_before(at(20), at(-1), admin));

    CHECK((*town.city->session("digest-t1"))->seen_at == at(30));
    CHECK_FALSE(*town.city->session("digest-t2"));
    CHECK_FALSE(*town.city->session("digest-t3"));
    REQUIRE(town.city->end_sessions_before(at(20), at(20), admin));
    CHECK_FALSE(*town.city->session("digest-t1"));
    REQUIRE(town.city->end_sessions_before(at(20), at(20), admin));
    CHECK(actions(*town.city->log(2, "", admin)) ==
          std::vector<std::string>{"sessions_ended", "sessions_ended"});
}

TEST_CASE("disabling an account or resetting its password ends its sessions", "[storage][city]") {
    Town town;
    REQUIRE(town.city->add_account(some_account(), admin));

    REQUIRE(town.city->signed_in(some_session("t1"), 0, admin));
    REQUIRE(town.city->reset_password(AccountId{"id-anna"}, "$new", admin));
    CHECK_FALSE(*town.city->session("digest-t1"));
    CHECK(town.city->account_by_username("anna")->password_hash == "$new");

    REQUIRE(town.city->signed_in(some_session("t2"), 0, admin));
    REQUIRE(town.city->disable_account(AccountId{"id-anna"}, admin));
    CHECK_FALSE(*town.city->session("digest-t2"));
    CHECK(town.city->account_by_username("anna")->disabled);
    CHECK(town.city->disable_account(AccountId{"nobody"}, admin).error().reason ==
          "no_such_account");
}
