// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// Every case of the district that work.h fills leaves it: moved to "syd" beside it, or purged. Each can be stopped at any
/// moment and called again.
namespace lika::tests::leaving {

/// Gives the exit status, 1 when something was refused.
int move(const std::filesystem::path& folder);
int purge(const std::filesystem::path& folder);

/// What is not as it must be after `move` was stopped anywhere: each case whole in one vault or sealed on its way, in that
/// vault alone when it is moved on; both vaults sound. Empty: all is well.
std::vector<std::string> faults_of_move(const std::filesystem::path& folder);
/// The same of `purge`: each case whole or gone, none is left when it is purged on, each purged and logged once.
std::vector<std::string> faults_of_purge(const std::filesystem::path& folder);

}  // namespace lika::tests::leaving
