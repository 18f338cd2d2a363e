// SPDX-License-Identifier: EUPL-1.2
// vault_rows DIR VAULT: JSON of a vault's database file, its salt and raw SQLCipher key (of a demonstration only: the key is
// printed), and how many rows each table has. For tests/interchange/run.
#include <fmt/format.h>

#include <cstdio>
#include <map>

#include "storage/detail/connection.h"
#include "storage/detail/store.h"

namespace {

using namespace lika::storage;

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

std::string first_bytes(const std::filesystem::path& file, std::size_t size) {
    std::string bytes(size, '\0');
    std::FILE* stream = std::fopen(file.c_str(), "rb");
    if (!stream) return "";
    bytes.resize(std::fread(bytes.data(), 1, size, stream));
    std::fclose(stream);
    return bytes;
}

std::string rows(detail::Connection& connection) {
    std::map<std::string, std::int64_t> counts;
    auto table = connection.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    std::string name;
    while (table.step()) {
        table.into(name);
        counts[name] = *connection.find<std::int64_t>("SELECT count(*) FROM \"" + name + "\"");
    }
    std::string text;
    for (const auto& [of, count] : counts)
        text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", of, count);
    return text;
}

}  // namespace

int main(int count, char** words) try {
    if (count != 3) return 2;
    const std::filesystem::path folder = words[1];
    const auto key = Keyring::open(folder / "keys");
    if (!key) return 1;
    const detail::VaultFiles files{folder / "vaults", words[2]};
    const auto keys = detail::unlock(files, words[2], *key);
    if (!keys) return 1;
    detail::Connection connection{files.database, keys->cipher, detail::Connection::For::reading};
    fmt::print("{{\"database\":\"{}\",\"salt\":\"{}\",\"key\":\"{}\",\"rows\":{{{}}}}}\n",
               files.database.string(), hex(first_bytes(files.database, 16)),
               hex(keys->cipher.view()), rows(connection));
    return 0;
} catch (const std::exception&) {
    return 1;
}
