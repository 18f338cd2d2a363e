// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace lika::tests {

/// Holds documents against an XML schema with xmllint (package libxml2-utils).
class XmlSchema {
public:
    explicit XmlSchema(std::string schema)
        : schema_(std::move(schema)),
          folder_(std::filesystem::temp_directory_path() /
                  ("lika-schema-" + std::to_string(std::random_device{}()))) {
        std::filesystem::create_directory(folder_);
    }
    ~XmlSchema() { std::filesystem::remove_all(folder_); }
    XmlSchema(const XmlSchema&) = delete;
    XmlSchema& operator=(const XmlSchema&) = delete;

    /// For each document what the schema has against it; empty: it accepts.
    std::vector<std::string> complaints(const std::vector<std::string>& documents) const {
        std::vector<std::string> all;
        for (std::size_t at = 0; at < documents.size(); at += at_once)
            for (auto& one : some(documents, at, std::min(at + at_once, documents.size())))
                all.push_back(std::move(one));
        return all;
    }

private:
    static constexpr std::size_t at_once = 500;

    std::vector<std::string> some(const std::vector<std::string>& documents, std::size_t from,
                                  std::size_t to) const {
        std::string names;
        for (auto i = from; i < to; ++i) {
            const auto name = std::to_string(i) + ".xml";
            std::ofstream{folder_ / name, std::ios::binary} << documents[i];
            names += " " + name;
        }
        // It exits with an error as soon as one document is refused; what it says is what counts.
        const auto command = "cd '" + folder_.string() + "' && xmllint --nonet --noout --schema '" +
                             schema_ + "'" + names + " > said 2>&1";
        (void)!std::system(command.c_str());
        return said(from, to);
    }

    std::vector<std::string> said(std::size_t from, std::size_t to) const {
        std::map<std::string, std::string> first;
        std::map<std::string, bool> accepted;
        std::ifstream in{folder_ / "said"};
        for (std::string line; std::getline(in, line);) {
            INFO(line);
            REQUIRE(line.find("failed to compile") == std::string::npos);
            if (line.ends_with(".xml validates"))
                accepted[line.substr(0, line.size() - std::string{" validates"}.size())] = true;
            else if (const auto colon = line.find(".xml:"); colon != std::string::npos)
                first.emplace(line.substr(0, colon + 4), line);
        }
        std::vector<std::string> found;
        for (auto i = from; i < to; ++i) {
            const auto name = std::to_string(i) + ".xml";
            INFO("is xmllint there? " << name);
            REQUIRE(accepted.contains(name) != first.contains(name));
            found.push_back(first[name]);
        }
        return found;
    }

    std::string schema_;
    std::filesystem::path folder_;
};

}  // namespace lika::tests
