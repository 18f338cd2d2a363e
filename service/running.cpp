// SPDX-License-Identifier: EUPL-1.2
#include "service/running.h"

#include <iostream>

#include "instruments/vignette.h"
#include "service/detail/certificate.h"
#include "service/detail/city_files.h"
#include "service/detail/http_server.h"
#include "service/detail/pages.h"
#include "service/detail/share.h"
#include "service/detail/unseal.h"
#include "service/routes.h"
#include "service/settings.h"
#include "storage/move.h"

namespace lika::service {
namespace {

engine::Error wrong(engine::ErrorKind kind, const char* reason, const std::string& place) {
    return {kind, reason, place};
}

engine::Result<void> read_rules(Services& services) {
    const auto folder = share_folder() / "instruments";
    auto [library, library_faults] = instruments::Library::load_installed(folder);
    auto [catalogues, catalogue_faults] = instruments::read_catalogues(folder / "catalogues");
    auto [vignettes, vignette_faults] = instruments::read_vignettes(folder / "vignettes", library);
    for (const auto& faults : {library_faults, catalogue_faults, vignette_faults})
        if (!faults.empty())
            return wrong(engine::ErrorKind::failed, "library_faulty", faults.front().to_string());
    services.library = std::move(library);
    services.catalogues = std::move(catalogues);
    services.vignettes = std::move(vignettes);
    return {};
}

/// A case whose move was stopped half way can be read by nobody until it is finished.
engine::Result<void> finish_moves(const std::filesystem::path& folder, const std::vector<std::string>& districts,
                                  const storage::Keyring& key) {
    for (const auto& from : districts) {
        const auto moves = storage::finish_moves(folder, from, key, {"system", now(), ""});
        if (!moves) return moves.error();
        for (const auto& one : *moves)
            if (!one.done) std::cerr << "move_unfinished: from " << from << " to " << one.to << ": " << one.done.error().reason << '\n';
    }
    return {};
}

engine::Result<void> open_vaults(Services& services, const std::filesystem::path& folder,
                                 const std::shared_ptr<const storage::Keyring>& key) {
    auto city = storage::City::open(folder, *key);
    if (!city) return city.error();
    services.city = std::move(*city);
    auto districts = storage::vault_names(folder);
    std::erase(districts, "city");
    if (districts.empty()) return wrong(engine::ErrorKind::invalid, "vault_missing", folder.string());
    if (auto finished = finish_moves(folder, districts, *key); !finished) return finished;
    services.vaults = std::make_unique<OpenVaults>(
        districts, services.settings.open_vaults,
        [folder, key](const std::string& name) { return storage::Vault::open(folder, name, *key); });
    for (const auto& name : districts)   // one that cannot be opened is known at the start
        if (const auto opened = services.vaults->open(name); !opened) return opened.error();
    return {};
}

std::unique_ptr<CheckpointWriter> write_checkpoints(const Services& services) {
    const auto& settings = services.settings;
    const auto place = checkpoint_place(settings.data, settings.checkpoints);
    std::vector<CheckpointWriter::Source> sources;
    sources.push_back({"city", [&services, place] { return services.city->checkpoint(place, now()); }});
    for (const auto& district : services.vaults->districts())
        sources.push_back({district, [&services, place, district]() -> engine::Result<storage::Checkpointed> {
            const auto vault = services.vaults->open(district);
            return vault ? (*vault)->checkpoint(place, now()) : vault.error();
        }});
    return std::make_unique<CheckpointWriter>(std::move(sources), std::chrono::seconds{settings.checkpoint_seconds},
                                              *services.checkpoints, std::cerr);
}

bool is_for_dispatch(const std::string& path) {
    return path == "/health" || path == "/api" || path.starts_with("/api/");
}

}  // namespace

engine::Result<std::unique_ptr<Services>> open_services(const Settings& settings) {
    auto services = std::make_unique<Services>();
    services->settings = settings;
    services->now = now;
    if (const auto proved = storage::prove_cipher(); !proved) return proved.error();
    if (const auto read = read_rules(*services); !read) return read.error();
    auto key = unseal(keys_of(settings.data));
    if (!key) return key.error();
    const auto shared = std::make_shared<const storage::Keyring>(std::move(*key));
    if (const auto opened = open_vaults(*services, vaults_of(settings.data), shared); !opened)
        return opened.error();
    return services;
}

struct Running::Parts {
    std::unique_ptr<Services> services;
    Pages pages;
    std::unique_ptr<CheckpointWriter> checkpoints;
    std::unique_ptr<HttpServer> server;   ///< last: it ends first

    Reply answer(Request request) {
        if (is_for_dispatch(request.path)) return dispatch(std::move(request), *services);
        return pages.answer(request);
    }
};

Running::Running(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Running::~Running() = default;

engine::Result<std::unique_ptr<Running>> Running::start(const Settings& settings) {
    if (settings.demonstration && !is_loopback(settings.address))
        return wrong(engine::ErrorKind::invalid, "demonstration_not_local", settings.address);
    auto services = open_services(settings);
    if (!services) return services.error();
    const auto certificate = ready_certificate(settings.data, settings.address);
    if (!certificate) return certificate.error();

    auto parts = std::make_unique<Parts>();
    parts->services = std::move(*services);
    parts->pages = Pages::load(share_folder() / "pages");
    auto server = HttpServer::start({settings.address, settings.port, *certificate,
                                     settings.connections_per_address, Patience{}},
                                    [whole = parts.get()](Request request) {
                                        return whole->answer(std::move(request));
                                    });
    if (!server) return server.error();
    parts->server = std::move(*server);
    parts->checkpoints = write_checkpoints(*parts->services);
    return std::unique_ptr<Running>{new Running{std::move(parts)}};
}

int Running::port() const { return parts_->server->port(); }

Services& Running::services() { return *parts_->services; }

bool Running::finish_checkpoints() {
    return parts_->checkpoints->finish(std::chrono::seconds{5});
}

engine::Result<void> Running::tidy() {
    const Services& services = *parts_->services;
    const auto at = services.now();
    return services.city->end_sessions_before(
        at - std::chrono::seconds{services.settings.session_idle_seconds},
        at - std::chrono::seconds{services.settings.session_absolute_seconds}, {"system", at, ""});
}

}  // namespace lika::service
