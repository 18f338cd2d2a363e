// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <filesystem>

#include "storage/city.h"
#include "storage/retention.h"
#include "storage/vault.h"
#include "tests/support/command.h"
#include "tests/support/typed.h"

using namespace lika;
using tests::Ran;
namespace fs = std::filesystem;

namespace {

constexpr const char* password = "kanel ugglan springer";
const storage::Instant long_ago{std::chrono::milliseconds{1520000000000}};   // 2018-03-02

/// A district with files of every kind: one due, one born on a day of research, one noted lately, one of which nothing is
/// recorded; a supervisor, another one and an administrator.
struct Town {
    Town() {
        const auto key = storage::Keyring::create(folder.path() / "keys");
        REQUIRE(key);
        REQUIRE(storage::City::create(folder.path() / "vaults", *key));
        const auto vault = storage::Vault::create(folder.path() / "vaults", "farsta", *key);
        REQUIRE(vault);
        REQUIRE(storage::Vault::create(folder.path() / "vaults", "bromma", *key));
        add_user("b.holm", {"--role", "supervisor", "--district", "farsta"});
        add_user("c.lind", {"--role", "supervisor", "--district", "farsta"});
        add_user("d.stad", {"--role", "administrator"});
        add_user("e.varg", {"--role", "supervisor", "--district", "bromma"});
        add_user("f.asp", {"--role", "social_worker", "--district", "farsta"});
        due = add_case(**vault, "Förfallen Testsson", "2001-06-07", long_ago);
        kept = add_case(**vault, "Forskning Testsson", "2001-06-15", long_ago);
        unknown = add_case(**vault, "Okänd Testsson", "2001-06-08", long_ago);
        recent = add_case(**vault, "Ny Testsson", "2001-06-09", std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
    }

    void add_user(const std::string& name, const std::vector<std::string>& more) const {
        std::vector<std::string> all{"user", "add", "--config", config, "--username", name, "--name", "Någon"};
        all.insert(all.end(), more.begin(), more.end());
        REQUIRE(tests::run(all, std::string{password} + "\n").status == 0);
    }
    static std::string add_case(storage::Vault& vault, const std::string& name, const std::string& born_on, storage::Instant at) {
        storage::Case made;
        made.id = storage::CaseId{storage::random_id()};
        made.subject.name = name;
        made.subject.born_on = born_on;
        made.opened_at = at;
        made.opened_on = made.due_on = "2018-03-02";
        REQUIRE(vault.add_case(made, {"worker", at, ""}, {}));
        return made.id.value;
    }
    /// Closes the files long ago and says no to what is asked, of all but `unknown`.
    void record_long_ago() const {
        const auto key = storage::Keyring::open(folder.path() / "keys");
        const auto retention = storage::Retention::open(folder.path() / "vaults", "farsta", *key);
        REQUIRE(retention);
        for (const auto& id : {due, kept, recent})
            REQUIRE((*retention)->record(id, {false, false, false, false, true, {}}, {"worker", long_ago, ""}));
        REQUIRE((*retention)->record(unknown, {{}, {}, {}, {}, true, {}}, {"worker", long_ago, ""}));
    }
    Ran retention(const std::string& part, const std::string& user, std::vector<std::string> more = {},
                  const std::string& typed = std::string{password} + "\n", const std::string& vault = "farsta") const {
        const tests::Typed input{typed};
        more.insert(more.begin(), {"vault", "retention", part, "--config", config, "--vault", vault, "--user", user});
        return tests::run(more);
    }

    tests::TestFolder folder;
    std::string config = folder.write("lika.xml", "<lika/>");
    std::string due, kept, unknown, recent;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

bool is_there(const Town& town, const std::string& id) {
    const auto key = storage::Keyring::open(town.folder.path() / "keys");
    const auto vault = storage::Vault::open(town.folder.path() / "vaults", "farsta", *key);
    REQUIRE(vault);
    return (*vault)->case_by_id(storage::CaseId{id}, {"worker", std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()), ""}).has_value();
}

}  // namespace

TEST_CASE("the plan says of every file why, and what is missing", "[service][retention]") {
    const Town town;
    town.record_long_ago();

    const auto plan = town.retention("plan", "b.holm");

    INFO(plan.out << plan.err);
    REQUIRE(plan.status == 0);
    CHECK(has(plan.out, "case=" + town.due + " outcome=due rule=five-years"));
    CHECK(has(plan.out, "case=" + town.kept + " outcome=kept rule="));
    CHECK(has(plan.out, "case=" + town.recent + " outcome=not_yet"));
    CHECK(has(plan.out, "case=" + town.unknown + " outcome=undecided"));
    CHECK(has(plan.out, "missing=placed,paternity,adoption"));
    CHECK(has(plan.out, "due=1\n"));
    CHECK_FALSE(has(plan.out, "Testsson"));
    CHECK(is_there(town, town.due));
}

TEST_CASE("one proposes, another approves, and what was due is gone for good", "[service][retention]") {
    const Town town;
    town.record_long_ago();
    REQUIRE(has(town.retention("propose", "b.holm").out, "proposed 1:"));

    const auto own = town.retention("approve", "b.holm");
    CHECK(own.status == 1);
    CHECK(own.err.starts_with("own_proposal: b.holm\n"));
    CHECK(is_there(town, town.due));
    CHECK(has(town.retention("approve", "c.lind", {"--dry-run"}).out, "would purge case=" + town.due));
    CHECK(is_there(town, town.due));

    const auto done = town.retention("approve", "c.lind");
    INFO(done.out << done.err);
    CHECK(done.status == 0);
    CHECK(has(done.out, "purged case=" + town.due + " rule=five-years"));
    CHECK(has(done.out, "finished vault=farsta\n"));
    CHECK_FALSE(is_there(town, town.due));
    for (const auto& id : {town.kept, town.unknown, town.recent}) CHECK(is_there(town, id));
    CHECK(tests::run({"log", "verify", "--config", town.config, "--vault", "farsta"}).out == "vault=farsta ok\n");
}

TEST_CASE("run twice it is as run once", "[service][retention]") {
    const Town town;
    town.record_long_ago();
    REQUIRE(town.retention("propose", "b.holm").status == 0);
    REQUIRE(town.retention("approve", "d.stad").status == 0);

    CHECK(town.retention("approve", "d.stad").err.starts_with("not_proposed: farsta\n"));
    CHECK(has(town.retention("propose", "b.holm").out, "nothing is due"));
}

TEST_CASE("what is recorded after a proposal undoes it", "[service][retention]") {
    const Town town;
    town.record_long_ago();
    REQUIRE(town.retention("propose", "b.holm").status == 0);
    REQUIRE(town.retention("record", "b.holm", {"--file", town.due, "--placed", "yes"}).status == 0);

    const auto refused = town.retention("approve", "c.lind");

    CHECK(refused.status == 1);
    CHECK(refused.err.starts_with("no_longer_due: " + town.due + "\n"));
    CHECK(is_there(town, town.due));
}

TEST_CASE("who may not, or does not know the password, changes and learns nothing", "[service][retention]") {
    const Town town;
    town.record_long_ago();

    CHECK(town.retention("plan", "b.holm", {}, "fel lösenord\n").err.starts_with("sign_in_failed: b.holm\n"));
    CHECK(town.retention("plan", "nobody").err.starts_with("sign_in_failed: nobody\n"));
    CHECK(town.retention("plan", "f.asp").err.starts_with("role_may_not: f.asp\n"));
    CHECK(town.retention("plan", "e.varg").err.starts_with("other_district: farsta\n"));
    CHECK(town.retention("plan", "e.varg", {}, std::string{password} + "\n", "bromma").status == 0);
    CHECK(town.retention("plan", "b.holm", {}, "").status == 1);
}

TEST_CASE("guessing at the command line makes the name rest as guessing at the pages does", "[service][retention]") {
    const Town town;
    for (int guess = 0; guess < 5; ++guess) town.retention("plan", "b.holm", {}, "gissning\n");

    CHECK(town.retention("plan", "b.holm").err.starts_with("try_later: b.holm\n"));
}

TEST_CASE("the municipality and the rules it chose are those of lika.xml", "[service][retention]") {
    const Town town;
    town.record_long_ago();
    town.folder.write("lika.xml", "<lika><retention><municipality>1480</municipality></retention></lika>");
    CHECK(has(town.retention("plan", "b.holm").out, "kept=4\n"));
    town.folder.write("lika.xml", "<lika><retention><municipality>9999</municipality></retention></lika>");
    CHECK(town.retention("plan", "b.holm").err.starts_with("unknown_municipality"));
    town.folder.write("lika.xml", "<lika><retention><chosen>no-such-rule</chosen></retention></lika>");
    CHECK(town.retention("plan", "b.holm").err.starts_with("unknown_rule"));
}
