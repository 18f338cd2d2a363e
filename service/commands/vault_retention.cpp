// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "instruments/catalogue.h"
#include "service/commands/vault.h"
#include "service/credentials.h"
#include "service/detail/pid_file.h"
#include "service/detail/share.h"
#include "service/retention.h"
#include "service/services.h"

namespace lika::service {
namespace {

constexpr const char* may_purge = "supervisor administrator";

struct RetentionOptions {
    std::string config, vault, user, id, born_on;
    std::map<std::string, std::string> answers;   ///< by fact: yes or no
    bool dry_run = false;
};

/// One district's files with who works on them.
struct Desk {
    CityFiles files;
    engine::RetentionCatalogue catalogue;
    engine::RetentionPlace place;
    engine::Day today;
    storage::Account person;

    storage::Actor actor() const { return {person.id.value, now(), ""}; }
    engine::Result<std::unique_ptr<storage::Retention>> open(const std::string& vault) const {
        return storage::Retention::open(files.vaults, vault, files.key);
    }
    engine::Result<std::vector<PlannedFile>> plan(storage::Retention& retention) const {
        const auto known = retention.files(actor());
        if (!known) return known.error();
        return plan_retention(catalogue, place, *known, today);
    }
};

/// Nothing: why not was printed.
std::optional<Desk> sit_down(const RetentionOptions& options) {
    auto files = open_city_files(options.config, std::cerr);
    if (!files || chosen_vaults(files->vaults, options.vault).empty()) return std::nullopt;
    auto [catalogues, faults] = instruments::read_catalogues(share_folder() / "instruments" / "catalogues");
    for (const auto& fault : faults) std::cerr << fault.to_string() << '\n';
    const auto today = engine::read_day(stockholm_day(now()));
    if (!faults.empty() || !today) return std::nullopt;
    auto place = configured_place(options.config, catalogues.retention);
    if (!place) return refuse(place.error()), std::nullopt;
    const auto city = storage::City::open(files->vaults, files->key);
    if (!city) return refuse(city.error()), std::nullopt;
    auto person = prove_person(**city, options.user, may_purge, std::chrono::seconds{files->settings.login_lock_seconds});
    if (!person) return refuse(person.error()), std::nullopt;
    if (!answers_for(*person, options.vault))
        return refuse({engine::ErrorKind::forbidden, "other_district", options.vault}), std::nullopt;
    return Desk{std::move(*files), std::move(catalogues.retention), std::move(*place), *today, std::move(*person)};
}

void print_plan(const Desk& desk, const std::string& vault, const std::vector<PlannedFile>& plan) {
    std::map<std::string, const engine::RetentionRule*> rules;
    std::map<std::string, int> outcomes;
    for (const auto& planned : plan) {
        std::cout << to_line(vault, planned, desk.today) << '\n';
        ++outcomes[engine::to_string(planned.decision.outcome)];
        for (const auto* rule : planned.decision.because) rules[rule->id] = rule;
    }
    for (const auto& [id, rule] : rules)
        std::cout << "rule " << id << ": " << rule->name.at("en") << " (" << rule->statute << "; " << rule->status << ")\n";
    for (const auto& [outcome, count] : outcomes) std::cout << outcome << '=' << count << '\n';
}

int plan(const RetentionOptions& options) {
    const auto desk = sit_down(options);
    if (!desk) return 1;
    const auto retention = desk->open(options.vault);
    if (!retention) return refuse(retention.error());
    const auto planned = desk->plan(**retention);
    if (!planned) return refuse(planned.error());
    print_plan(*desk, options.vault, *planned);
    return 0;
}

int propose(const RetentionOptions& options) {
    const auto desk = sit_down(options);
    if (!desk) return 1;
    const auto retention = desk->open(options.vault);
    if (!retention) return refuse(retention.error());
    const auto planned = desk->plan(**retention);
    if (!planned) return refuse(planned.error());
    print_plan(*desk, options.vault, *planned);
    const auto items = due_items(*planned);
    if (items.empty() || options.dry_run) {
        std::cout << (items.empty() ? "nothing is due: nothing was proposed\n" : "nothing was proposed\n");
        return 0;
    }
    if (const auto proposed = (*retention)->propose(items, desk->actor()); !proposed) return refuse(proposed.error());
    std::cout << "proposed " << items.size() << ": somebody else approves with lika vault retention approve\n";
    return 0;
}

/// What was proposed and is no longer due; what was purged already is not looked for.
std::vector<std::string> no_longer_due(const storage::PurgeProposal& proposal, const std::vector<PlannedFile>& plan) {
    const auto due = due_items(plan);
    std::vector<std::string> ids;
    for (const auto& item : proposal.items) {
        const bool is_there = std::any_of(plan.begin(), plan.end(), [&](const auto& one) { return one.file.id == item.id; });
        const bool is_due = std::any_of(due.begin(), due.end(), [&](const auto& one) { return one.id == item.id; });
        if (is_there && !is_due) ids.push_back(item.id);
    }
    return ids;
}

/// The proposal as it can be approved now; nothing: why not was printed, or there is none.
std::optional<storage::PurgeProposal> approvable(const Desk& desk, storage::Retention& retention) {
    const auto proposal = retention.proposal();
    if (!proposal) return refuse(proposal.error()), std::nullopt;
    if (!*proposal) return refuse({engine::ErrorKind::conflict, "not_proposed", retention.name()}), std::nullopt;
    if ((*proposal)->proposed_by == desk.person.id.value)
        return refuse({engine::ErrorKind::forbidden, "own_proposal", desk.person.username}), std::nullopt;
    const auto plan = desk.plan(retention);
    if (!plan) return refuse(plan.error()), std::nullopt;
    const auto changed = no_longer_due(**proposal, *plan);
    for (const auto& id : changed) refuse({engine::ErrorKind::conflict, "no_longer_due", id});
    if (!changed.empty()) return std::nullopt;
    return **proposal;
}

int purge_all(const Desk& desk, storage::Retention& retention, const storage::PurgeProposal& proposal) {
    for (const auto& item : proposal.items) {
        const auto purged = retention.purge(item, desk.actor());
        if (!purged) return refuse(purged.error());
        std::cout << (*purged ? "purged " : "was gone ") << engine::to_string(item.kind) << '=' << item.id
                  << " rule=" << item.rule << " due=" << item.due_on << std::endl;
    }
    return 0;
}

/// Rewrites the vault so that nothing of what was purged is left in it, and only then forgets what was proposed.
int finish(const Desk& desk, const std::string& vault) {
    std::cerr << vault << " rewriting" << std::endl;
    if (const auto scrubbed = storage::scrub_vault(desk.files.vaults, vault, desk.files.key); !scrubbed)
        return refuse(scrubbed.error());
    const auto retention = desk.open(vault);
    if (!retention) return refuse(retention.error());
    if (const auto ended = (*retention)->end(desk.actor()); !ended) return refuse(ended.error());
    std::cout << "finished vault=" << vault << '\n';
    return 0;
}

int approve(const RetentionOptions& options) {
    const auto desk = sit_down(options);
    if (!desk) return 1;
    const auto alone = PidFile::take(desk->files.settings.data);
    if (!alone) return refuse(alone.error());
    {
        const auto retention = desk->open(options.vault);
        if (!retention) return refuse(retention.error());
        const auto proposal = approvable(*desk, **retention);
        if (!proposal) return 1;
        if (options.dry_run) {
            for (const auto& item : proposal->items)
                std::cout << "would purge " << engine::to_string(item.kind) << '=' << item.id << " rule=" << item.rule
                          << " due=" << item.due_on << '\n';
            return 0;
        }
        if (const int refused = purge_all(*desk, **retention, *proposal); refused != 0) return refused;
    }
    return finish(*desk, options.vault);
}

storage::RetentionAnswers answers_of(const RetentionOptions& options) {
    const auto said = [&](const char* fact) -> std::optional<bool> {
        const auto found = options.answers.find(fact);
        return found == options.answers.end() || found->second.empty() ? std::nullopt : std::optional{found->second == "yes"};
    };
    storage::RetentionAnswers answers;
    answers.placed = said("placed");
    answers.paternity = said("paternity");
    answers.adoption = said("adoption");
    answers.custody_agreement = said("custody-agreement");
    answers.closed = said("closed");
    if (!options.born_on.empty()) answers.born_on = options.born_on;
    return answers;
}

int record(const RetentionOptions& options) {
    if (!options.born_on.empty() && !engine::read_day(options.born_on))
        return refuse({engine::ErrorKind::invalid, "bad_day", "born-on"});
    const auto desk = sit_down(options);
    if (!desk) return 1;
    const auto retention = desk->open(options.vault);
    if (!retention) return refuse(retention.error());
    if (const auto kept = (*retention)->record(options.id, answers_of(options), desk->actor()); !kept)
        return refuse(kept.error());
    std::cout << "recorded " << options.id << '\n';
    return 0;
}

CLI::App* add_part(CLI::App& retention, const char* name, const char* what, const std::shared_ptr<RetentionOptions>& options) {
    auto* part = retention.add_subcommand(name, what);
    part->add_option("--config", options->config, "DIR/lika.xml")->required();
    part->add_option("--vault", options->vault, "A district's id")->required();
    part->add_option("--user", options->user, "Who does it: a supervisor of the district, or an administrator; asked for password and code")
        ->required();
    part->footer("\nExample:\n  lika vault retention " + std::string{name} + " --config var/lika.xml --vault farsta --user b.holm");
    return part;
}

}  // namespace

void add_vault_retention(CLI::App& vault, int& status) {
    auto* command = vault.add_subcommand("retention", "What is to be purged (gallring), proposed by one person and approved by another");
    command->require_subcommand(1);
    command->footer("\nExample:\n  lika vault retention plan --config var/lika.xml --vault farsta --user b.holm\n"
                    "Then propose, then approve by somebody else. docs/retention.md explains the rules.");
    const auto options = std::make_shared<RetentionOptions>();
    add_part(*command, "plan", "Says of every file why it is kept, waits, is due or cannot be decided; changes nothing", options)
        ->callback([options, &status] { status = plan(*options); });
    auto* proposing = add_part(*command, "propose", "Proposes all that is due today, in the place of an older proposal", options);
    proposing->add_flag("--dry-run", options->dry_run, "Only says what would be proposed");
    proposing->callback([options, &status] { status = propose(*options); });
    auto* approving = add_part(*command, "approve", "Purges what somebody else proposed, for good; the service must be stopped", options);
    approving->add_flag("--dry-run", options->dry_run, "Only says what would be purged");
    approving->callback([options, &status] { status = approve(*options); });
    auto* recording = add_part(*command, "record", "Records what retention asks of a case", options);
    recording->add_option("--file", options->id, "Id of the case, or of a concern that led to none")->required();
    for (const char* fact : {"placed", "paternity", "adoption", "custody-agreement", "closed"})
        recording->add_option("--" + std::string{fact}, options->answers[fact])->check(CLI::IsMember({"yes", "no"}));
    recording->add_option("--born-on", options->born_on, "YYYY-MM-DD, where the file has none");
    recording->callback([options, &status] { status = record(*options); });
}

}  // namespace lika::service
