// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/archive.h"

#include <catch2/catch.hpp>
#include <cstring>

#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;
using lika::storage::detail::Archive;

namespace {

detail::SecretBytes test_key() {
    detail::SecretBytes key{detail::key_size};
    std::memset(key.data(), 7, key.size());
    return key;
}

Assessment full_assessment() {
    Assessment full;
    full.id = AssessmentId{"golden-assessment"};
    full.in_case = CaseId{"golden-case"};
    full.instrument = "lika-36";
    full.version = "1.0";
    full.digest = "sha256:0123";
    full.assessor = "worker-1";
    full.state = AssessmentState::signed_;
    full.revision = 41;
    full.started_at = at(1);
    full.signed_at = at(59);
    full.assessed_on = "2026-03-02";
    full.final_level = "high";
    full.scored_level = "some";
    full.discretionary = Override{"up",       "recent_change", "Ny information,\nefter mötet.",
                                  "worker-1", "supervisor-1",  "Ja."};
    full.result = "{\"scored_level\":\"some\"}";
    DraftResponse rating, missing;
    rating.item = "I1";
    rating.rating = 2;
    rating.evidence = "Åtta gånger i mars: 5 8 13";
    rating.sources = {"skolan", "mor, far"};
    rating.at = "2026-03-02T08:10:00Z";
    rating.editor = "tab-1";
    rating.revision = 40;
    missing.item = "I1-protection";
    missing.missing = "not_known";
    full.responses = {rating, missing};
    return full;
}

void check_same(const Assessment& found, const Assessment& wanted) {
    CHECK(found.id == wanted.id);
    CHECK(found.in_case == wanted.in_case);
    CHECK(found.instrument == wanted.instrument);
    CHECK(found.version == wanted.version);
    CHECK(found.digest == wanted.digest);
    CHECK(found.assessor == wanted.assessor);
    CHECK(found.state == wanted.state);
    CHECK(found.revision == wanted.revision);
    CHECK(found.started_at == wanted.started_at);
    CHECK(found.signed_at == wanted.signed_at);
    CHECK(found.assessed_on == wanted.assessed_on);
    CHECK(found.final_level == wanted.final_level);
    CHECK(found.scored_level == wanted.scored_level);
    CHECK(found.result == wanted.result);
    REQUIRE(found.discretionary);
    CHECK(found.discretionary->reason == wanted.discretionary->reason);
    CHECK(found.discretionary->approver == wanted.discretionary->approver);
    REQUIRE(found.responses.size() == wanted.responses.size());
    for (std::size_t i = 0; i < found.responses.size(); ++i) {
        CHECK(found.responses[i].item == wanted.responses[i].item);
        CHECK(found.responses[i].rating == wanted.responses[i].rating);
        CHECK(found.responses[i].missing == wanted.responses[i].missing);
        CHECK(found.responses[i].evidence == wanted.responses[i].evidence);
        CHECK(found.responses[i].sources == wanted.responses[i].sources);
        CHECK(found.responses[i].revision == wanted.responses[i].revision);
    }
}

std::string refusal(const std::string& bytes) {
    // Sealed anew: someone had the key, or a bug wrote it. Parsing still ends in an Error.
    const auto mac = detail::archive_mac(test_key(), AssessmentId{"x"}, bytes);
    const auto opened = detail::open_archive(test_key(), AssessmentId{"x"}, {bytes, mac});
    return opened ? "opened" : opened.error().reason;
}

}  // namespace

TEST_CASE("an archive of version 1 stays readable, byte for byte", "[storage][archive]") {
    const auto file = fs::path{TEST_DATA} / "archive-1.txt";
    const auto bytes = content(file);
    REQUIRE_FALSE(bytes.empty());
    const auto mac = detail::archive_mac(test_key(), AssessmentId{"golden-assessment"}, bytes);

    const auto opened =
        detail::open_archive(test_key(), AssessmentId{"golden-assessment"}, {bytes, mac});

    REQUIRE(opened);
    check_same(*opened, full_assessment());
    CHECK(detail::seal_archive(test_key(), full_assessment())->bytes == bytes);
    CHECK(detail::seal_archive(test_key(), full_assessment())->mac == mac);
}

TEST_CASE("an archive with one changed byte is not parsed", "[storage][archive]") {
    const auto good = *detail::seal_archive(test_key(), full_assessment());

    for (std::size_t i = 0; i < good.bytes.size(); ++i) {
        auto changed = good;
        changed.bytes[i] ^= 0x01;
        CHECK(detail::open_archive(test_key(), full_assessment().id, changed).error().reason ==
              "archive_mac");
    }
    CHECK(detail::open_archive(test_key(), AssessmentId{"another"}, good).error().reason ==
          "archive_mac");
    CHECK(detail::open_archive(test_key(), full_assessment().id, {good.bytes, ""}).error().reason ==
          "archive_mac");
    CHECK(detail::open_archive(test_key(), full_assessment().id, {"", good.mac}).error().reason ==
          "archive_mac");
}

TEST_CASE("an archive that makes no sense is an error even under a right MAC",
          "[storage][archive]") {
    const auto good = detail::seal_archive(test_key(), full_assessment())->bytes;

    for (std::size_t size = 0; size + 1 < good.size(); size += 7)
        CHECK(refusal(good.substr(0, size)) == "archive_malformed");
    CHECK(refusal("2" + good.substr(1)) == "archive_malformed");
    CHECK(refusal(good + "1") == "archive_malformed");
    CHECK(refusal("1 99999999999 x") == "archive_malformed");
    CHECK(refusal("") == "archive_malformed");
}

TEST_CASE("an archive without bounds is refused", "[storage][archive]") {
    auto large = full_assessment();
    large.result.assign(detail::longest_archive, 'x');
    auto many = full_assessment();
    many.responses.assign(2001, DraftResponse{});

    CHECK(detail::seal_archive(test_key(), large).error().reason == "too_long");
    CHECK(detail::seal_archive(test_key(), many).error().reason == "too_long");
}
