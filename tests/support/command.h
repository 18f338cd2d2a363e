// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "service/commands/commands.h"

namespace lika::tests {

/// A folder of its own, removed with all it holds.
class TestFolder {
public:
    TestFolder() {
        auto name = (std::filesystem::temp_directory_path() / "lika-test-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~TestFolder() { std::filesystem::remove_all(path_); }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    /// Path of a file in it.
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    /// Writes a file and gives its path.
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream{path_ / name, std::ios::binary} << text;
        return *this / name;
    }

private:
    std::filesystem::path path_;
};

inline std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

/// What a command gave.
struct Ran {
    int status = 0;
    std::string out, err;
};

/// Runs the command line in this process with `input` as its standard input.
inline Ran run(const std::vector<std::string>& arguments, const std::string& input = {}) {
    std::ostringstream out, err;
    std::istringstream in{input};
    auto* const old_out = std::cout.rdbuf(out.rdbuf());
    auto* const old_err = std::cerr.rdbuf(err.rdbuf());
    auto* const old_in = std::cin.rdbuf(in.rdbuf());
    const int status = service::run_lika(arguments);
    std::cout.rdbuf(old_out);
    std::cerr.rdbuf(old_err);
    std::cin.rdbuf(old_in);
    return {status, out.str(), err.str()};
}

}  // namespace lika::tests
