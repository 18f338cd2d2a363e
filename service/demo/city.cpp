// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/city.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <future>

#include "instruments/vignette.h"
#include "service/demo/exercise.h"
#include "service/demo/history.h"
#include "service/demo/staff.h"
#include "service/detail/share.h"
#include "service/services.h"

namespace lika::service::demo {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorKind;

constexpr std::string_view leaning_district = "sodermalm";

struct Rules {
    instruments::Library library;
    instruments::Catalogues catalogues;
    std::vector<engine::Vignette> vignettes;
};

engine::Result<Rules> read_rules() {
    auto [library, library_faults] = instruments::Library::load_installed(share_folder() / "instruments");
    auto [catalogues, catalogue_faults] = instruments::read_catalogues(share_folder() / "instruments" / "catalogues");
    if (!library_faults.empty()) return Error{ErrorKind::failed, "library_faulty", library_faults.front().to_string()};
    if (!catalogue_faults.empty()) return Error{ErrorKind::failed, "library_faulty", catalogue_faults.front().to_string()};
    auto vignettes = instruments::read_vignettes(share_folder() / "instruments" / "vignettes", library).first;
    return Rules{std::move(library), std::move(catalogues), std::move(vignettes)};
}

/// Written whole and readable by the owner alone.
engine::Result<void> write_private(const fs::path& file, const std::string& text) {
    std::ofstream out{file, std::ios::binary};
    std::error_code refused;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, refused);
    out << text;
    out.close();
    if (!out || refused) return Error{ErrorKind::failed, "folder_unwritable", file.filename().string()};
    return {};
}

const char* configuration = R"(<?xml version="1.0" encoding="UTF-8"?>
<lika>
  <address>127.0.0.1</address>
  <port>8443</port>
  <data>.</data>
  <demonstration>true</demonstration>
  <session><idle_seconds>1800</idle_seconds><absolute_seconds>36000</absolute_seconds></session>
  <connections><per_address>800</per_address></connections>
  <login><lock_seconds>30</lock_seconds></login>
</lika>
)";

Cast cast_of(const engine::District& district, const std::vector<Staff>& staff) {
    Cast cast;
    cast.district = district.id.value;
    if (cast.district == leaning_district) cast.leaning = 200;
    for (const auto& [account, password] : staff) {
        if (account.role == "school_team" && cast.school_team.id.value.empty()) cast.school_team = account;
        if (account.district != district.id.value) continue;
        if (account.role == "social_worker") cast.workers.push_back(account);
        if (account.role == "supervisor") cast.supervisor = account;
    }
    return cast;
}

/// `all` shared out so that the parts differ by at most one and add up.
int share_of(int all, std::size_t part, std::size_t parts) {
    const auto index = static_cast<int>(part), count = static_cast<int>(parts);
    return all * (index + 1) / count - all * index / count;
}

engine::Result<void> fill_vault(const fs::path& folder, const storage::Keyring& key, const Cast& cast,
                                const std::vector<Act>& past) {
    auto vault = storage::Vault::create(folder, cast.district, key);
    if (!vault) return vault.error();
    for (const auto& act : past) {
        const auto done = act.run(**vault);
        if (!done) return done.error();
    }
    return {};
}

engine::Result<void> fill_city(const fs::path& folder, const storage::Keyring& key, const std::vector<Staff>& staff,
                               const Rules& rules, std::uint64_t seed, storage::Instant now) {
    auto city = storage::City::create(folder, key);
    if (!city) return city.error();
    for (const auto& one : staff) {
        const auto added = (*city)->add_account(one.account, {"system", now - std::chrono::days{500}, "demonstration"});
        if (!added) return added.error();
    }
    Chance chance{seed, "exercises"};
    return hold_exercises(**city, staff, rules.vignettes, rules.library, chance, now);
}

/// The vaults, two at a time: each has its own file, key and chance.
engine::Result<void> fill_vaults(const fs::path& folder, const storage::Keyring& key,
                                 const std::vector<std::pair<Cast, std::vector<Act>>>& pasts) {
    for (std::size_t i = 0; i < pasts.size(); i += 2) {
        std::vector<std::future<engine::Result<void>>> busy;
        for (std::size_t j = i; j < std::min(i + 2, pasts.size()); ++j)
            busy.push_back(std::async(std::launch::async, [&, j] { return fill_vault(folder, key, pasts[j].first, pasts[j].second); }));
        std::optional<Error> failure;
        for (auto& one : busy)
            if (const auto done = one.get(); !done) failure = done.error();
        if (failure) return *failure;
    }
    return {};
}

engine::Result<std::string> fill_folder(const fs::path& folder, std::uint64_t seed, int assessments) {
    const auto rules = read_rules();
    if (!rules) return rules.error();
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto today = engine::read_day(stockholm_day(now));
    const auto districts = engine::districts_on(rules->catalogues.districts, *today);

    Chance chance{seed, "staff"};
    const auto staff = made_up_staff(chance, districts);
    if (!staff) return staff.error();
    const auto key = storage::Keyring::create(folder / "keys");
    if (!key) return key.error();

    const int people = std::max(1, assessments * 4 / 15);
    std::vector<std::pair<Cast, std::vector<Act>>> pasts;
    for (std::size_t i = 0; i < districts.size(); ++i) {
        Chance own{seed, districts[i].id.value};
        const auto cast = cast_of(districts[i], *staff);
        auto past = made_up_past(own, cast, {rules->library, rules->catalogues, now, share_of(people, i, districts.size()),
                                             share_of(assessments, i, districts.size())});
        if (!past) return past.error();
        pasts.emplace_back(cast, std::move(*past));
    }
    if (const auto done = fill_city(folder / "vaults", *key, *staff, *rules, seed, now); !done) return done.error();
    if (const auto done = fill_vaults(folder / "vaults", *key, pasts); !done) return done.error();
    if (const auto done = write_private(folder / "users.json", users_json(*staff)); !done) return done.error();
    if (const auto done = write_private(folder / "lika.xml", configuration); !done) return done.error();
    return fmt::format("A demonstration city of {} districts, {} people, {} assessments and {} accounts", districts.size(), people,
                       assessments, staff->size());
}

engine::Result<void> make_folders(const fs::path& folder) {
    std::error_code refused;
    fs::remove_all(folder, refused);
    for (const char* part : {"keys", "vaults"})
        if (!refused) fs::create_directories(folder / part, refused);
    for (const auto& part : {folder, folder / "keys", folder / "vaults"})
        if (!refused) fs::permissions(part, fs::perms::owner_all, refused);
    if (refused) return Error{ErrorKind::failed, "folder_unwritable", folder.string()};
    return {};
}

}  // namespace

engine::Result<std::string> make_city(const fs::path& folder, std::uint64_t seed, int assessments) {
    std::error_code refused;
    if (fs::exists(folder, refused) && !fs::is_empty(folder, refused))
        return Error{ErrorKind::conflict, "folder_exists", folder.string()};
    auto beside = fs::absolute(folder).lexically_normal();
    if (!beside.has_filename()) beside = beside.parent_path();
    const auto target = beside;
    beside += ".making";
    if (const auto made = make_folders(beside); !made) return made.error();

    auto filled = fill_folder(beside, seed, assessments);
    if (filled) {
        fs::remove(target, refused);   // an empty folder may stand there
        fs::rename(beside, target, refused);
        if (refused) filled = Error{ErrorKind::failed, "folder_unwritable", folder.string()};
    }
    if (!filled) fs::remove_all(beside, refused);
    return filled;
}

}  // namespace lika::service::demo
