// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "service/running.h"
#include "storage/city.h"
#include "storage/move.h"
#include "storage/vault.h"
#include "tests/support/command.h"
#include "tests/support/typed.h"

using namespace lika;
using tests::Ran;

namespace {

constexpr const char* typed_password = "kanel ugglan springer\n";

/// Two districts, one of which has a case; a supervisor and a worker in each, and an administrator.
struct Town {
    Town() {
        const auto key = storage::Keyring::create(folder.path() / "keys");
        REQUIRE(key);
        REQUIRE(storage::City::create(vaults, *key));
        const auto farsta = storage::Vault::create(vaults, "farsta", *key);
        REQUIRE(farsta);
        REQUIRE(storage::Vault::create(vaults, "bromma", *key));
        for (const std::string district : {"farsta", "bromma"}) {
            add_user("chef." + district, {"--role", "supervisor", "--district", district});
            add_user("sekr." + district, {"--role", "social_worker", "--district", district});
        }
        add_user("skola.bromma", {"--role", "school_team", "--district", "bromma"});
        add_user("d.stad", {"--role", "administrator"});
        storage::Case made;
        made.id = storage::CaseId{in_case};
        made.subject.name = "Flyttande Testsson";
        made.opened_on = made.due_on = "2026-03-02";
        REQUIRE((*farsta)->add_case(made, {"worker", {}, ""}, {}));
    }

    void add_user(const std::string& name, const std::vector<std::string>& more) const {
        std::vector<std::string> all{"user", "add", "--config", config, "--username", name, "--name", "Någon"};
        all.insert(all.end(), more.begin(), more.end());
        REQUIRE(tests::run(all, typed_password).status == 0);
    }
    Ran move(const std::string& user, const std::string& assigned, const std::vector<std::string>& more = {}) const {
        const tests::Typed input{typed_password};
        std::vector<std::string> all{"vault", "move", "--config", config, "--case", in_case, "--from", "farsta", "--to",
                                     "bromma", "--assign", assigned, "--user", user};
        all.insert(all.end(), more.begin(), more.end());
        return tests::run(all);
    }
    void stop_half_way() const {
        const auto key = storage::Keyring::open(folder.path() / "keys");
        struct Stop : std::exception {};
        CHECK_FALSE(storage::move_case(vaults, *key, {"farsta", "bromma", storage::CaseId{in_case}, "w"}, {"x", {}, ""},
                                       [](const char*) { throw Stop{}; }));
        CHECK_FALSE(has("farsta"));
        CHECK_FALSE(has("bromma"));
    }
    bool has(const std::string& district) const {
        const auto key = storage::Keyring::open(folder.path() / "keys");
        const auto vault = storage::Vault::open(vaults, district, *key);
        REQUIRE(vault);
        return (*vault)->case_by_id(storage::CaseId{in_case}, {"worker", {}, ""}).has_value();
    }

    tests::TestFolder folder;
    std::string config = folder.write("lika.xml", "<lika/>");
    std::filesystem::path vaults = folder.path() / "vaults";
    std::string in_case = storage::random_id();
};

}  // namespace

TEST_CASE("a case is moved by one command, to a worker of the other district", "[service][move]") {
    const Town town;
    CHECK(town.move("chef.farsta", "sekr.bromma", {"--dry-run"}).out ==
          "would move case=" + town.in_case + " from=farsta to=bromma\n");
    CHECK(town.has("farsta"));

    const auto moved = town.move("chef.farsta", "sekr.bromma", {"--reason", "familjen har flyttat"});

    INFO(moved.err);
    CHECK(moved.status == 0);
    CHECK(moved.out == "moved case=" + town.in_case + " from=farsta to=bromma\n");
    CHECK(moved.err.find("sent\nreceived\nmoved\n") != std::string::npos);
    CHECK((moved.out + moved.err).find("Testsson") == std::string::npos);
    CHECK(town.has("bromma"));
    CHECK_FALSE(town.has("farsta"));
    CHECK(tests::run({"log", "verify", "--config", town.config}).status == 0);
}

TEST_CASE("who may not, whom it may not go to, and what is not there move nothing and are told", "[service][move]") {
    const Town town;
    const auto refused = [&](const Ran& ran, const std::string& reason) {
        INFO(ran.out << ran.err);
        CHECK(ran.status == 1);
        CHECK(ran.err.starts_with(reason + ": "));
        CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 2);   // and what to do
    };
    refused(town.move("chef.bromma", "sekr.bromma"), "other_district");
    refused(town.move("sekr.farsta", "sekr.bromma"), "role_may_not");
    refused(town.move("chef.farsta", "sekr.farsta"), "wrong_assignee");
    refused(town.move("chef.farsta", "skola.bromma"), "wrong_assignee");
    refused(town.move("chef.farsta", "nobody"), "wrong_assignee");
    CHECK(tests::run({"vault", "move", "--config", town.config, "--from", "farsta"}).status == 2);
    CHECK(tests::run({"vault", "move", "--config", town.config, "--finish", "--from", "farsta"}).status == 2);
    CHECK(town.has("farsta"));
    refused(town.move("d.stad", "chef.bromma"), "wrong_assignee");   // goes on with no draft
    CHECK(town.move("d.stad", "sekr.bromma").status == 0);
    CHECK(town.move("d.stad", "sekr.bromma").err.starts_with("no_such_case"));
}

TEST_CASE("a move that was stopped half way is finished by command, or when the service starts", "[service][move]") {
    const bool by_service = GENERATE(false, true);
    const Town town;
    town.stop_half_way();

    if (by_service) {
        service::Settings settings;
        settings.data = town.folder.path();
        REQUIRE(service::open_services(settings));
    } else {
        const auto finished = tests::run({"vault", "move", "--config", town.config, "--finish"});
        CHECK(finished.status == 0);
        CHECK(finished.out == "moved case=" + town.in_case + " from=farsta to=bromma\n");
    }

    CHECK(town.has("bromma"));
    CHECK_FALSE(town.has("farsta"));
    CHECK(tests::run({"vault", "move", "--config", town.config, "--finish"}).out.empty());
}
