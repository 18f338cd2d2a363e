// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

std::vector<std::string> names(const Page<CaseRow>& page) {
    std::vector<std::string> all;
    for (const auto& line : page.items) all.push_back(line.name);
    return all;
}

}  // namespace

TEST_CASE("a concern is found again after a restart as it was received", "[storage][concern]") {
    District norr;
    const auto concern = some_concern();
    REQUIRE(norr.vault->add_concern(concern, worker(), {}));

    norr.reopen();

    const auto found = norr.vault->concern(concern.id, worker(1));
    REQUIRE(found);
    CHECK(found->receipt == concern.receipt);
    CHECK(found->subject.name == "Elias Ågren");
    CHECK(found->subject.school == "Norra skolan");
    CHECK_FALSE(found->subject.personal_number);
    CHECK(found->signs == concern.signs);
    CHECK(found->text == concern.text);
    CHECK(found->received_at == at(0));
    CHECK(found->due_on == "2026-03-16");
    CHECK(found->state == "received");
    CHECK(norr.vault->concern(ConcernId{"x"}, worker()).error().reason == "no_such_concern");
}

TEST_CASE("concerns come newest first in pages, a reporter's own alone", "[storage][concern]") {
    District norr;
    for (int i = 0; i < 5; ++i)
        REQUIRE(norr.vault->add_concern(some_concern(i, i % 2 == 0 ? "school-1" : "school-2"),
                                        worker(), {}));

    const auto first = norr.vault->concerns("", 2, "", worker());
    const auto second = norr.vault->concerns("", 2, first->next, worker());
    const auto third = norr.vault->concerns("", 2, second->next, worker());

    CHECK(first->items[0].received_at == at(4));
    CHECK(second->items[0].received_at == at(2));
    REQUIRE(third->items.size() == 1);
    CHECK(third->next.empty());
    CHECK(norr.vault->concerns("school-2", 10, "", worker())->items.size() == 2);
    CHECK(norr.vault->concerns("", 2, "no cursor", worker()).error().reason == "bad_cursor");
}

TEST_CASE("a concern is decided once, and opening it makes its case", "[storage][concern]") {
    District norr;
    const auto concern = some_concern();
    REQUIRE(norr.vault->add_concern(concern, worker(), {}));
    auto opened = some_case();
    opened.concern = concern.id;

    REQUIRE(norr.vault->decide_concern(concern.id, opened, "Behöver utredas.", worker(3), {}));

    CHECK(norr.vault->concern(concern.id, worker())->opened_case == opened.id);
    CHECK(norr.vault->concern(concern.id, worker())->state == "opened");
    CHECK(norr.vault->case_by_id(opened.id, worker())->concern == concern.id);
    const auto again = norr.vault->decide_concern(concern.id, std::nullopt, "", worker(), {});
    CHECK(again.error().reason == "already_decided");
}

TEST_CASE("a concern may join a case that is there, or be closed", "[storage][concern]") {
    District norr;
    const auto there = some_case();
    REQUIRE(norr.vault->add_case(there, worker(), {}));
    const auto joins = some_concern(1), closes = some_concern(2);
    REQUIRE(norr.vault->add_concern(joins, worker(), {}));
    REQUIRE(norr.vault->add_concern(closes, worker(), {}));

    REQUIRE(norr.vault->decide_concern(joins.id, there, "", worker(), {}));
    REQUIRE(norr.vault->decide_concern(closes.id, std::nullopt, "", worker(), {}));

    CHECK(norr.vault->cases("", 10, "", worker())->items.size() == 1);
    CHECK(norr.vault->concern(joins.id, worker())->opened_case == there.id);
    CHECK(norr.vault->concern(closes.id, worker())->state == "closed");
}

TEST_CASE("a person who has got a case meanwhile gets no second one", "[storage][concern]") {
    District norr;
    auto there = some_case(), second = some_case();
    there.subject.personal_number = second.subject.personal_number = "20100506-9805";
    REQUIRE(there.id != second.id);
    const auto concern = some_concern();
    REQUIRE(norr.vault->add_case(there, worker(), {}));
    REQUIRE(norr.vault->add_concern(concern, worker(), {}));

    const auto decided = norr.vault->decide_concern(concern.id, second, "", worker(), {});

    REQUIRE_FALSE(decided);
    CHECK(decided.error().reason == "case_there");
    CHECK_FALSE(norr.vault->assigned_to(second.id));
    CHECK(norr.vault->concern(concern.id, worker())->state == "received");
    CHECK(norr.vault->decide_concern(concern.id, there, "", worker(), {}));
}

TEST_CASE("a case is found again after a restart, and its reading is logged with the reason",
          "[storage][case]") {
    District norr;
    const auto opened = some_case();
    REQUIRE(norr.vault->add_case(opened, worker(), {}));

    norr.reopen();

    const auto found = norr.vault->case_by_id(opened.id, worker(7, "kollegas semester"));
    REQUIRE(found);
    CHECK(found->subject.name == "Åsa Öberg");
    CHECK(found->subject.personal_number == "20110506-2384");
    CHECK(found->due_on == "2026-07-02");
    CHECK(*norr.vault->assigned_to(opened.id) == "worker-1");
    CHECK(norr.vault->case_by_id(CaseId{"x"}, worker()).error().reason == "no_such_case");
    const auto log = norr.vault->log(opened.id.value, 10, "", supervisor(8));
    REQUIRE(actions(*log) == std::vector<std::string>{"case_read", "case_opened"});
    CHECK(log->items[0].reason == "kollegas semester");
    CHECK(log->items[0].at == at(7));
    CHECK(log->items[0].subject == opened.id.value);
    CHECK(log->items[0].outcome == "done");
}

TEST_CASE("a case is found by every word of a name, whatever the case of its letters",
          "[storage][case]") {
    District norr;
    for (const auto* name : {"Åsa Öberg", "Ärla Åström", "Émile Zola", "Bo Asplund"})
        REQUIRE(norr.vault->add_case(some_case(name), worker(), {}));
    const auto found = [&](const char* q) {
        return names(*norr.vault->cases(q, 10, "", worker()));
    };

    CHECK(found("åSA ÖB") == std::vector<std::string>{"Åsa Öberg"});
    CHECK(found("öberg åsa") == std::vector<std::string>{"Åsa Öberg"});
    CHECK(found("ÄRLA") == std::vector<std::string>{"Ärla Åström"});
    CHECK(found("éMILE") == std::vector<std::string>{"Émile Zola"});
    CHECK(found("a\u030Asa") == std::vector<std::string>{"Åsa Öberg"});
    CHECK(found("as") == std::vector<std::string>{"Bo Asplund"});
    CHECK(found("  ").size() == 4);
    CHECK(found("åsa zola").empty());
    CHECK(found("%").empty());
}

TEST_CASE("cases come by due day in pages that do not move when one is added", "[storage][case]") {
    District norr;
    for (const auto* due : {"2026-05-03", "2026-05-01", "2026-05-02", "2026-05-02"})
        REQUIRE(norr.vault->add_case(some_case(due, due), worker(), {}));

    const auto first = norr.vault->cases("", 2, "", worker());
    REQUIRE(norr.vault->add_case(some_case("earlier", "2026-04-01"), worker(), {}));
    const auto second = norr.vault->cases("", 2, first->next, worker());

    CHECK(names(*first) == std::vector<std::string>{"2026-05-01", "2026-05-02"});
    CHECK(names(*second) == std::vector<std::string>{"2026-05-02", "2026-05-03"});
    CHECK(second->next.empty());
    CHECK(first->items[0].next_step == "start_assessment");
}

TEST_CASE("offences belong to a case that is there", "[storage][case]") {
    District norr;
    const auto opened = some_case();
    REQUIRE(norr.vault->add_case(opened, worker(), {}));
    OffenceRecord offence{OffenceId{"o1"}, opened.id, "robbery", "2026-02-01",
                          "lagford",       true,      at(2),     "worker-1"};

    REQUIRE(norr.vault->add_offence(offence, worker(), {}));
    offence.id = OffenceId{"o2"};
    offence.in_case = CaseId{"x"};
    CHECK(norr.vault->add_offence(offence, worker(), {}).error().reason == "no_such_case");

    norr.reopen();
    const auto found = norr.vault->offences_of(opened.id);
    REQUIRE(found->size() == 1);
    CHECK(found->front().code == "robbery");
    CHECK(found->front().first);
}

TEST_CASE("an answer is kept with its act, once for each account and key, across a restart",
          "[storage][once]") {
    District norr;
    const auto first = some_case(), second = some_case();
    const Once once{"worker-1", "key-1", "digest", 201, "{\"id\":1}", "Location: /x\n"};
    REQUIRE(norr.vault->add_case(first, worker(), once));

    norr.reopen();

    CHECK(norr.vault->add_case(second, worker(), once).error().reason == "key_used");
    CHECK(norr.vault->case_by_id(second.id, worker()).error().reason == "no_such_case");
    const auto kept = norr.vault->find_once("worker-1", "key-1");
    REQUIRE(*kept);
    CHECK((*kept)->answer == once.answer);
    CHECK((*kept)->headers == once.headers);
    CHECK((*kept)->status == 201);
    CHECK((*kept)->request_digest == "digest");
    CHECK_FALSE(*norr.vault->find_once("worker-2", "key-1"));
    CHECK(norr.vault->add_case(second, worker(), {"worker-2", "key-1", "", 201, "", ""}));
}

TEST_CASE("what the service refuses is logged with its case", "[storage][log]") {
    District norr;
    const auto opened = some_case();
    REQUIRE(norr.vault->add_case(opened, worker(), {}));

    REQUIRE(norr.vault->log_refused("case_read", opened.id.value, worker(2)));

    const auto log = norr.vault->log(opened.id.value, 1, "", supervisor());
    CHECK(log->items[0].outcome == "refused");
    CHECK(log->items[0].action == "case_read");
}

TEST_CASE("the log comes newest first in pages, and reading it is an entry", "[storage][log]") {
    District norr;
    for (int i = 0; i < 3; ++i) REQUIRE(norr.vault->add_case(some_case(), worker(i), {}));

    const auto first = norr.vault->log("", 2, "", supervisor());
    const auto second = norr.vault->log("", 2, first->next, supervisor());

    CHECK(first->items[0].sequence == 3);
    REQUIRE(second->items.size() == 1);
    CHECK(second->items[0].sequence == 1);
    CHECK(second->next.empty());
    CHECK(actions(*norr.vault->log("", 1, "", supervisor())) ==
          std::vector<std::string>{"log_read"});
}

TEST_CASE("a reason too long for the log stops the act", "[storage][log]") {
    District norr;
    const auto opened = some_case();

    CHECK(norr.vault->add_case(opened, worker(0, std::string(2001, 'x')), {}).error().reason ==
          "too_long");
    CHECK(norr.vault->assigned_to(opened.id).error().reason == "no_such_case");
}
