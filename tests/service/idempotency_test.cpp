// SPDX-License-Identifier: EUPL-1.2
#include "service/idempotency.h"

#include <catch2/catch.hpp>

#include "storage/keyring.h"
#include "tests/support/command.h"

using namespace lika;
using namespace lika::service;
using nlohmann::json;

namespace {

/// One vault, and a request that opens a case under a key.
struct Counter {
    Counter() {
        key = std::make_unique<storage::Keyring>(std::move(*storage::Keyring::create(folder.path())));
        vault = std::move(*storage::Vault::create(folder.path(), "farsta", *key));
    }

    static Request request(const std::string& idempotency_key, const std::string& body, const std::string& account = "alva") {
        Request request;
        request.method = "POST";
        request.path = "/api/v1/cases";
        request.headers["idempotency-key"] = idempotency_key;
        request.body_text = body;
        request.person = Person{};
        request.person->account.id = storage::AccountId{account};
        return request;
    }

    Reply open_case(const Request& request) {
        const std::string id = storage::random_id();
        Reply answer{201, json{{"id", id}}.dump(), "application/json", {{"Location", "/api/v1/cases/" + id}}};
        return answer_once(request, *vault, answer, [&](const storage::Once& once) {
            ++commands;
            storage::Case opened;
            opened.id = storage::CaseId{id};
            opened.subject.name = "Kim Testsson";
            opened.assigned_to = "alva";
            opened.opened_on = opened.due_on = "2026-03-02";
            return vault->add_case(opened, {"alva", {}, ""}, once);
        });
    }

    void reopen() {
        vault.reset();
        vault = std::move(*storage::Vault::open(folder.path(), "farsta", *key));
    }

    tests::TestFolder folder;
    std::unique_ptr<storage::Keyring> key;
    std::unique_ptr<storage::Vault> vault;
    int commands = 0;
};

}  // namespace

TEST_CASE("the same request again gives the same answer and does nothing, also after a restart", "[service][idempotency]") {
    Counter counter;
    const auto request = Counter::request("key-1", "{}");

    const auto first = counter.open_case(request);
    const auto again = counter.open_case(request);
    counter.reopen();
    const auto later = counter.open_case(request);

    CHECK(first.status == 201);
    for (const auto& reply : {again, later}) {
        CHECK(reply.status == 201);
        CHECK(reply.body == first.body);
        CHECK(reply.headers == first.headers);
    }
    CHECK(counter.commands == 1);
}

TEST_CASE("a key used with another body, path or method is refused", "[service][idempotency]") {
    Counter counter;
    counter.open_case(Counter::request("key-1", "{}"));
    auto elsewhere = Counter::request("key-1", "{}");
    elsewhere.path = "/api/v1/concerns";

    for (const auto& request : {Counter::request("key-1", "{ }"), elsewhere}) {
        const auto reply = counter.open_case(request);
        CHECK(reply.status == 409);
        CHECK(json::parse(reply.body)["reason"] == "key_reused");
    }
    CHECK(counter.commands == 1);
}

TEST_CASE("keys are each person's own, and no key keeps nothing", "[service][idempotency]") {
    Counter counter;
    const auto first = counter.open_case(Counter::request("key-1", "{}"));

    CHECK(counter.open_case(Counter::request("key-1", "{}", "bo")).body != first.body);
    CHECK(counter.open_case(Counter::request("", "{}")).body != counter.open_case(Counter::request("", "{}")).body);
    CHECK(counter.commands == 4);
}

TEST_CASE("a command that fails keeps no answer", "[service][idempotency]") {
    Counter counter;
    const auto request = Counter::request("key-1", "{}");
    const auto failed = answer_once(request, *counter.vault, Reply{}, [](const storage::Once&) -> engine::Result<void> {
        return engine::Error{engine::ErrorKind::conflict, "already_decided", ""};
    });

    CHECK(failed.status == 409);
    CHECK(counter.open_case(request).status == 201);
}

TEST_CASE("a key is a bounded word", "[service][idempotency]") {
    CHECK(is_idempotency_key("8e03978e-40d5-43dd-bc93-6894a57f9324"));
    CHECK(is_idempotency_key("\"quoted\""));
    CHECK_FALSE(is_idempotency_key(""));
    CHECK_FALSE(is_idempotency_key("two words"));
    CHECK_FALSE(is_idempotency_key("å"));
    CHECK_FALSE(is_idempotency_key(std::string(129, 'a')));
}
