// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/commands/vault.h"
#include "service/credentials.h"
#include "storage/city.h"
#include "storage/move.h"

namespace lika::service {
namespace {

constexpr const char* may_move = "supervisor administrator";
constexpr const char* may_work = "social_worker";   // who goes on with its drafts

struct MoveOptions {
    std::string config, in_case, from, to, assigned, user, reason;
    bool dry_run = false, finish = false;
};

/// A step, as standard error shows it.
void show_step(const char* stage) {
    const std::string word = stage;
    std::cerr << (word == "second_case_found" ? "note: the person has another case there: join the two" : word) << std::endl;
}

/// The id of who has the case in the district it goes to. Errors (invalid): wrong_assignee.
engine::Result<std::string> assignee(storage::City& city, const MoveOptions& options) {
    const auto account = city.account_by_username(options.assigned);
    if (!account && account.error().kind != engine::ErrorKind::not_found) return account.error();
    if (!account || account->disabled || account->district != options.to || !is_one_of(account->role, may_work))
        return engine::Error{engine::ErrorKind::invalid, "wrong_assignee", options.assigned};
    return account->id.value;
}

int move(const CityFiles& files, const MoveOptions& options) {
    const auto city = storage::City::open(files.vaults, files.key);
    if (!city) return refuse(city.error());
    const auto person = prove_person(**city, options.user, may_move, std::chrono::seconds{files.settings.login_lock_seconds});
    if (!person) return refuse(person.error());
    if (!answers_for(*person, options.from)) return refuse({engine::ErrorKind::forbidden, "other_district", options.from});
    const auto worker = assignee(**city, options);
    if (!worker) return refuse(worker.error());
    const storage::CaseMove wanted{options.from, options.to, storage::CaseId{options.in_case}, *worker};
    const storage::Actor mover{person->id.value, now(), options.reason};
    const auto from_to = " case=" + options.in_case + " from=" + options.from + " to=" + options.to;
    if (options.dry_run) {
        if (const auto checked = storage::check_move(files.vaults, files.key, wanted, mover); !checked) return refuse(checked.error());
        std::cout << "would move" << from_to << '\n';
        return 0;
    }
    const auto moved = storage::move_case(files.vaults, files.key, wanted, mover, show_step);
    if (!moved) return refuse(moved.error());
    std::cout << "moved" << from_to << '\n';
    return 0;
}

int finish(const CityFiles& files) {
    int status = 0;
    for (const auto& from : chosen_vaults(files.vaults, "")) {
        if (from == "city") continue;
        const auto moves = storage::finish_moves(files.vaults, from, files.key, {"system", now(), ""});
        if (!moves) status = refuse(moves.error());
        for (const auto& one : moves ? *moves : std::vector<storage::FinishedMove>{}) {
            if (!one.done) status = refuse(one.done.error());
            if (one.has_second_case) show_step("second_case_found");
            std::cout << (one.done ? "moved" : "on its way") << " case=" << one.in_case.value << " from=" << from
                      << " to=" << one.to << '\n';
        }
    }
    return status;
}

int run(const MoveOptions& options) {
    if (!options.finish)
        for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const std::string&>>{
                 {"--case", options.in_case}, {"--from", options.from}, {"--to", options.to}, {"--assign", options.assigned},
                 {"--user", options.user}})
            if (value.empty()) throw CLI::RequiredError(name);
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return 1;
    return options.finish ? finish(*files) : move(*files, options);
}

}  // namespace

void add_vault_move(CLI::App& vault, int& status) {
    auto* command = vault.add_subcommand("move", "Moves a case to another district's vault; the service may be running");
    const auto options = std::make_shared<MoveOptions>();
    command->add_option("--config", options->config, "DIR/lika.xml")->required();
    command->add_option("--case", options->in_case, "Id of the case");
    command->add_option("--from", options->from, "Id of the district that has it");
    command->add_option("--to", options->to, "Id of the district that gets it");
    command->add_option("--assign", options->assigned, "Username of the social worker who has it there");
    command->add_option("--user", options->user,
                        "Who does it: a supervisor of the district it leaves, or an administrator; asked for password and code");
    command->add_option("--reason", options->reason, "Kept in the log of the district it leaves; no case text");
    command->add_flag("--dry-run", options->dry_run, "Only says whether it could be moved");
    command->add_flag("--finish", options->finish, "Brings moves to their end that were stopped half way; needs nothing else")
        ->excludes("--case", "--from", "--to", "--assign", "--user", "--reason", "--dry-run");
    command->footer("\nExample:\n  lika vault move --config var/lika.xml --case ID --from farsta --to rinkeby --assign k.lund --user b.holm\n"
                    "On its way the case is sealed to the district it goes to and can be read by neither. Stopped at any moment, run\n"
                    "it again, or with --finish; the service finishes it when it starts. docs/moving-a-case.md explains.");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace lika::service
