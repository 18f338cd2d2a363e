// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

#include "instruments/catalogue.h"
#include "tests/support/instrument_files.h"

using namespace lika;

namespace {

const std::string& home_safety() {
    static const auto xml = tests::bytes_of(TEST_DATA "/home-safety-2.1.xml");
    return xml;
}

std::string digest_of(const std::string& xml) {
    const auto reading = instruments::read_instrument(xml, "home-safety-2.1.xml");
    INFO(tests::listed(reading.faults));
    REQUIRE(reading.instrument);
    return reading.instrument->digest;
}

/// As `sha256sum` prints it; empty for a file that is not there.
std::string hash_of(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return {};
    const auto bytes = tests::bytes_of(file);
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    std::string hex;
    for (const auto byte : hash) hex += fmt::format("{:02x}", byte);
    return hex;
}

/// File to hash, of lines as `sha256sum` prints them.
std::map<std::string, std::string> listed_bytes(const std::string& text) {
    std::map<std::string, std::string> listed;
    std::istringstream lines{text};
    for (std::string hash, file; lines >> hash >> file;) listed[file] = hash;
    return listed;
}

/// Every XML file under a folder, by its path from there.
std::vector<std::string> files_under(const std::filesystem::path& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
        if (entry.path().extension() == ".xml")
            files.push_back(std::filesystem::relative(entry.path(), folder).string());
    std::sort(files.begin(), files.end());
    return files;
}

std::string changed(std::string xml, const std::string& from, const std::string& to) {
    const auto at = xml.find(from);
    REQUIRE(at != std::string::npos);
    return xml.replace(at, from.size(), to);
}

std::string everywhere(std::string xml, const std::string& from, const std::string& to) {
    for (auto at = xml.find(from); at != std::string::npos; at = xml.find(from, at + to.size()))
        xml.replace(at, from.size(), to);
    return xml;
}

}  // namespace

TEST_CASE("layout, comments and the order of attributes leave the digest as it is",
          "[instruments][digest]") {
    const auto& xml = home_safety();
    const auto digest = digest_of(xml);

    CHECK(digest.size() == 71);
    CHECK(digest.starts_with("sha256:"));
    CHECK(digest_of(everywhere(xml, "\n", "\r\n")) == digest);
    CHECK(digest_of(everywhere(xml, "  <", "<!-- x -->\n\t<")) == digest);
    CHECK(digest_of(changed(xml, "id=\"F1\" domain=\"family\"", "domain='family'  id='F1'")) ==
          digest);
    CHECK(digest_of(changed(xml, "Bråk hemma", "\n    Br&#229;k\n    hemma ")) == digest);
    CHECK(digest_of(changed(xml, "age &lt; 12", " ( age&lt;12 ) ")) !=
          digest);  // brackets are kept
    CHECK(digest_of(changed(xml, "age &lt; 12", " age&lt;12 ")) == digest);
    CHECK(digest_of(changed(xml, "items=\"F1 F2\"", "items=\"F2 F1\"")) == digest);
    CHECK(digest_of(changed(xml, "source=\"p. 5\"", "source=\"page 5\"")) ==
          digest);  // worked examples prove, they do not mean
}

TEST_CASE("any change of meaning changes the digest", "[instruments][digest]") {
    const auto& xml = home_safety();
    const auto digest = digest_of(xml);

    CHECK(digest_of(changed(changed(xml, "to=\"2\"", "to=\"3\""), "from=\"3\"", "from=\"4\"")) !=
          digest);
    CHECK(digest_of(changed(xml, "Words", "Shouting")) != digest);
    CHECK(digest_of(changed(xml, "Ord", "Ordväxling")) != digest);
    CHECK(digest_of(changed(xml, "minimum-rated=\"1\"", "minimum-rated=\"2\"")) != digest);
    CHECK(digest_of(changed(xml, "missing=\"prorate\"", "missing=\"refuse\"")) != digest);
    CHECK(digest_of(changed(xml, "age &lt; 12", "age &lt; 13")) != digest);
    CHECK(digest_of(changed(xml, "version=\"2.1\"", "version=\"2.2\"")) != digest);
    CHECK(digest_of(changed(xml, "Free.", "Not free.")) != digest);
}

TEST_CASE("the meaning of a released instrument never changes", "[instruments][digest]") {
    std::map<std::string, std::string> released;
    std::istringstream lines{tests::bytes_of(TEST_DATA "/released-digests.txt")};
    for (std::string id, version, digest; lines >> id >> version >> digest;)
        released[id + " " + version] = digest;

    const auto [library, faults] =
        instruments::Library::load_installed(PROJECT_SOURCE "/instruments");

    REQUIRE(released.size() == library.all().size());
    for (const auto& instrument : library.all()) {
        INFO(instrument->id.value << " " << instrument->version
                                  << ": a changed meaning needs a new version");
        CHECK(released[instrument->id.value + " " + instrument->version] == instrument->digest);
    }
}

TEST_CASE("not a byte of a released file is ever edited and no file is taken away",
          "[instruments][digest]") {
    const auto released = listed_bytes(tests::bytes_of(TEST_DATA "/released-bytes.txt"));

    for (const auto& [file, hash] : released) {
        INFO(file << ": write a new version beside it");
        CHECK(hash_of(PROJECT_SOURCE "/instruments/" + file) == hash);
    }
    for (const auto& file : files_under(PROJECT_SOURCE "/instruments")) {
        INFO("released anew? add it: (cd instruments && sha256sum " << file << ")");
        CHECK(released.contains(file));
    }
}

TEST_CASE("an edit that means nothing still shows in the bytes", "[instruments][digest]") {
    const auto folder = std::filesystem::temp_directory_path() / "lika-released-test";
    std::filesystem::create_directories(folder);
    const auto write = [&](const std::string& xml) {
        std::ofstream{folder / "home-safety-2.1.xml", std::ios::binary} << xml;
        return hash_of(folder / "home-safety-2.1.xml");
    };
    const auto before = write(home_safety());
    const auto commented = home_safety() + "<!-- -->";

    CHECK(digest_of(commented) == digest_of(home_safety()));
    CHECK(write(commented) != before);
    CHECK(write(home_safety()) == before);
    std::filesystem::remove_all(folder);
}
