// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/responses_file.h"

#include <filesystem>

namespace lika::service {

std::optional<std::string> responses_format(const std::string& asked, const std::string& file) {
    if (!asked.empty()) return asked;
    const auto extension = std::filesystem::path{file}.extension().string();
    if (extension == ".csv") return "csv";
    if (extension == ".ndjson" || extension == ".jsonl") return "ndjson";
    return std::nullopt;
}

}  // namespace lika::service
