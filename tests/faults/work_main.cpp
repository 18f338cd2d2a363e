// SPDX-License-Identifier: EUPL-1.2
// fault_work write FOLDER SESSION ROUNDS: eight writers; what is done is said on standard output.
// fault_work check FOLDER [LINES...]: holds the vault to what those files say was done.
// fault_work rotate FOLDER: gives the vault a new data key. lock FOLDER 0|1|2: gives the keys another lock.
// fault_work move|purge FOLDER: moves or purges every case. moved|purged FOLDER: holds the vaults to that, stopped anywhere.
// fault_work open FOLDER: opens the vault (and brings an older one up to date) and closes it.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tests/faults/leaving.h"
#include "tests/faults/work.h"

using namespace lika;
using namespace lika::tests;

namespace {

int say(const std::vector<std::string>& faults) {
    for (const auto& fault : faults) std::cout << fault << '\n';
    return faults.empty() ? 0 : 1;
}

int check(const std::string& folder, const std::vector<std::string>& files) {
    work::Acknowledged acknowledged;
    for (const auto& file : files) {
        std::ifstream stream{file};
        acknowledged.read(std::string{std::istreambuf_iterator<char>{stream}, {}});
    }
    return say(work::check(folder, acknowledged).faults);
}

int open(const std::string& folder) {
    const auto key = storage::Keyring::open(work::keys_of(folder));
    if (!key) return std::cout << key.error().reason << '\n', 1;
    const auto vault = storage::Vault::open(work::vaults(folder), "norr", *key);
    if (!vault) return std::cout << vault.error().reason << '\n', 1;
    return 0;
}

}  // namespace

int main(int count, char** values) {
    const std::vector<std::string> words(values + 1, values + count);
    if (words.size() == 4 && words[0] == "write")
        return work::write_steps(words[1], std::atoi(words[2].c_str()),
                                 std::atoi(words[3].c_str()));
    if (words.size() >= 2 && words[0] == "check")
        return check(words[1], {words.begin() + 2, words.end()});
    if (words.size() == 2 && words[0] == "open") return open(words[1]);
    if (words.size() == 2 && words[0] == "rotate") return work::rotate(words[1]);
    if (words.size() == 2 && words[0] == "move") return leaving::move(words[1]);
    if (words.size() == 2 && words[0] == "moved") return say(leaving::faults_of_move(words[1]));
    if (words.size() == 2 && words[0] == "purge") return leaving::purge(words[1]);
    if (words.size() == 2 && words[0] == "purged") return say(leaving::faults_of_purge(words[1]));
    if (words.size() == 3 && words[0] == "lock") return work::lock(words[1], std::atoi(words[2].c_str()));
    std::cerr << "fault_work write FOLDER SESSION ROUNDS | check FOLDER [LINES...] | "
                 "open|rotate|move|moved|purge|purged FOLDER | lock FOLDER 0|1|2\n";
    return 2;
}
