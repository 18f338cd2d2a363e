// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/schema.h"

#include <algorithm>

#include "storage/detail/log.h"

namespace lika::storage::detail {
namespace {

std::int64_t newest(std::string_view kind) {
    std::int64_t number = 0;
    for (const auto& migration : migrations())
        if (migration.kind == kind) number = std::max(number, migration.number);
    return number;
}

void apply(Connection& connection, const Migration& migration, const SecretBytes& log_key) {
    Transaction transaction{connection};
    if (connection.schema_number() >= migration.number) return;  // another process was first
    const auto before = sum_records(connection, log_key);
    connection.run_script(migration.sql);
    connection.run("PRAGMA user_version = " + std::to_string(migration.number));
    carry_head(connection, log_key, before);
    transaction.commit();
}

}  // namespace

engine::Result<void> refuse_newer(Connection& connection, std::string_view kind,
                                  const std::string& name) {
    if (connection.schema_number() > newest(kind))
        return engine::Error{engine::ErrorKind::invalid, "newer_schema", name};
    return {};
}

engine::Result<void> migrate(Connection& connection, std::string_view kind, const std::string& name,
                             const SecretBytes& log_key) {
    if (const auto fits = refuse_newer(connection, kind, name); !fits) return fits;
    for (const auto& migration : migrations())
        if (migration.kind == kind && connection.schema_number() < migration.number)
            apply(connection, migration, log_key);
    return {};
}

}  // namespace lika::storage::detail
