// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "service/commands/commands.h"
#include "service/stats/statistics.h"

namespace lika::service {
namespace {

constexpr const char* example = R"(
Example:
  lika stats ratings.json
ratings.json:
  {"id": "double-ratings", "statistic": "krippendorff_alpha", "options": {"metric": "ordinal"},
   "data": {"kind": "ratings", "rows": "subjects", "cols": "raters", "values": [[1, 1, null], [3, 2, 3]]}}
docs/command-line.md lists the statistics.)";

Json wrong(const Json& id, const std::string& why) {
    return {{"id", id}, {"error", why}};
}

Json part(const Json& file, const char* name) {
    return file.contains(name) ? file.at(name) : Json::object();
}

Json answer(const Json& file, const Json& id) try {
    const auto name = file.contains("statistic") && file.at("statistic").is_string()
                          ? file.at("statistic").get<std::string>()
                          : std::string{};
    const auto* statistic = find_statistic(name);
    if (statistic == nullptr) return wrong(id, name.empty() ? "missing statistic" : "unknown_statistic");
    const WorkedCase worked{part(file, "data"), part(file, "options")};
    return {{"id", id}, {"statistic", name}, {"result", statistic->run(worked)}};
} catch (const Malformed& malformed) {
    return wrong(id, malformed.what());
}

Json run_file(const std::string& path) {
    std::ifstream stream{path};
    if (!stream) return wrong(nullptr, "unreadable_file");
    const auto file = Json::parse(stream, nullptr, false);
    if (file.is_discarded() || !file.is_object()) return wrong(nullptr, "not_json");
    return answer(file, file.contains("id") ? file.at("id") : Json{});
}

int run(const std::vector<std::string>& files) {
    int status = 0;
    for (const auto& path : files) {
        const auto line = run_file(path);
        if (line.contains("error")) status = 1;
        std::cout << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    }
    return status;
}

}  // namespace

void add_stats(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("stats", "Runs a statistic of agreement, spread or fairness on worked cases");
    const auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("FILE", *files, "A statistic, its data and options as JSON; a line of result each")->required();
    command->footer(example);
    command->callback([files, &status] { status = run(*files); });
}

}  // namespace lika::service
