// SPDX-License-Identifier: EUPL-1.2
// How long a supervisor waits for the page about consistency, over the vaults of a city of 14 districts on the disk: cold, and
// when its figures are there.
//   bench_page FOLDER [ASSESSMENTS=1000000]   FOLDER is made anew; about 1 GB
#include <cstdio>

#include "engine/consistency/demonstration.h"
#include "instruments/catalogue.h"
#include "service/consistency/counted.h"
#include "service/consistency/picture_json.h"
#include "storage/city.h"
#include "tests/bench/bench_vault.h"

using namespace lika;
using namespace lika::bench;
using engine::consistency::DemonstrationCity;

namespace {

constexpr double assessments_at_scale_1 = 15'600;
constexpr std::size_t at_once = 20'000;
constexpr int warm_rounds = 101;

/// Rows as signing and counting leave them. Persons of a district have one case each.
class Filled {
public:
    Filled(const Place& place, const DemonstrationCity& city, const engine::Instrument& instrument)
        : place_(place), city_(city), instrument_(instrument) {}

    std::size_t district(std::size_t number) {
        place_.make(city_.ids[number]);
        detail::Connection connection{place_.files(city_.ids[number]).database, place_.keys(city_.ids[number]).cipher,
                                      detail::Connection::For::writing};
        const auto& outcomes = city_.districts[number];
        for (std::size_t row = 0; row < outcomes.rows.size();) {
            detail::Transaction transaction{connection};
            for (const auto end = std::min(outcomes.rows.size(), row + at_once); row < end; ++row)
                add(connection, outcomes.rows[row], outcomes.ratings_of(row), row);
            transaction.commit();
            connection.checkpoint();
        }
        return outcomes.rows.size();
    }

private:
    void add(detail::Connection& connection, const engine::consistency::Outcome& outcome, std::span<const engine::consistency::Code> ratings, std::size_t row) {
        const auto in_case = "case-of-person-" + std::to_string(10'000'000 + outcome.subject % 10'000'000);
        const auto assessor = "account-of-worker-" + std::to_string(1000 + outcome.worker);
        const auto opened = std::max(outcome.month - (outcome.days % 365) / 30, int{city_.period.first});
        connection.run("INSERT OR IGNORE INTO subject_case (id, name, is_protected, assigned_to, opened_at, opened_on, due_on) VALUES"
                       " (?, 'Åsa Öberg', 0, ?, 0, ?, '2026-07-02')",
                       in_case, assessor, service::day_of_month(static_cast<std::uint16_t>(opened)));
        if (!outcome.is_signed) return;
        const std::chrono::sys_days signed_on = service::first_day(outcome.month);
        const Instant signed_at{signed_on + std::chrono::hours{24 * (row % 28) + 10}};
        const auto id = "assessment-" + std::to_string(10'000'000 + row);
        connection.run("INSERT INTO assessment (id, in_case, instrument, version, digest, assessor, state, revision, started_at, signed_at,"
                       " assessed_on, archive, archive_mac) VALUES (?, ?, ?, '1.0', ?, ?, 'signed', 2, 0, ?, '2026-03-02', ?, ?)",
                       id, in_case, instrument_.id, instrument_.digest, assessor, signed_at, detail::Blob{std::string(300, 'a')},
                       detail::Blob{std::string(32, 'm')});
        connection.run("INSERT INTO outcome (instrument, signed_at, assessment, in_case, assessor, content) VALUES (?, ?, ?, ?, ?, ?)",
                       instrument_.id, signed_at, id, in_case, assessor, detail::Blob{service::content_of(outcome, ratings, instrument_.digest)});
    }

    const Place& place_;
    const DemonstrationCity& city_;
    const engine::Instrument& instrument_;
};

/// The page as a supervisor of the first district gets it.
double page(service::Services& services, std::uint64_t& counted) {
    return milliseconds([&] {
        const auto figures = service::city_figures("lika-36", worker(), services);
        need(figures.has_value(), "the figures");
        counted = (*figures)->picture.assessments;
        need(service::picture_json(**figures, (*figures)->districts.front(), services).dump().size() > 1000, "the page");
    });
}

}  // namespace

int main(int count, char** words) {
    need(count > 1, "bench_page FOLDER [ASSESSMENTS]: FOLDER");
    const double wanted = count > 2 ? std::atof(words[2]) : 1e6;
    auto [library, faults] = instruments::Library::load(PROJECT_SOURCE "/instruments/library");
    need(faults.empty(), "reading the library");
    const auto instrument = *library.find(engine::InstrumentId{"lika-36"}, "");
    const auto city = engine::consistency::demonstration_city(1, true, wanted / assessments_at_scale_1);
    const Place place{words[1]};
    std::size_t rows = 0;
    for (std::size_t number = 0; number < city.ids.size(); ++number) rows += Filled{place, city, *instrument}.district(number);

    service::Services services;
    services.library = std::move(library);
    services.city = std::move(*City::create(place.folder / "vaults", place.key));
    services.vaults = std::make_unique<service::OpenVaults>(city.ids, city.ids.size(), [&](const std::string& name) {
        return Vault::open(place.folder / "vaults", name, place.key);
    });
    const std::chrono::sys_days after = service::first_day(static_cast<std::uint16_t>(city.period.first + city.period.months));
    services.now = [&] { return Instant{after + std::chrono::hours{30}}; };
    std::uint64_t counted = 0;
    const double cold = page(services, counted);
    std::vector<double> warm;
    for (int i = 0; i < warm_rounds; ++i) warm.push_back(page(services, counted));
    std::printf("%zu assessments and waiting cases in %zu vaults, %zu persons counted\n", rows, city.ids.size(), static_cast<std::size_t>(counted));
    std::printf("the page, cold: %.0f ms; warm: p50 %.2f ms, at most %.2f ms\n", cold, quantile(warm, 0.5), quantile(warm, 1));
    return 0;
}
