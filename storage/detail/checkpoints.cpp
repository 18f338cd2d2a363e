// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/checkpoints.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <system_error>

#include "storage/detail/append_only.h"
#include "storage/detail/signing.h"

namespace lika::storage::detail {
namespace {

using engine::Error;
using engine::ErrorKind;

constexpr std::size_t longest_line = 1024;

std::string unsigned_line(const Checkpoint& one) {
    return "lika-checkpoint-1 vault=" + one.vault +
           " generation=" + std::to_string(one.generation) +
           " number=" + std::to_string(one.number) + " sequence=" + std::to_string(one.sequence) +
           " at=" + to_string(one.at) + " head=" + one.head + " records=" + one.records +
           " previous=" + one.previous + " key=" + one.key;
}

/// Enough of its end to hold a line after some that a power cut left unfinished.
std::string tail_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary | std::ios::ate};
    if (!stream) return "";
    const auto size = std::min<std::streamoff>(stream.tellg(), 16 * longest_line);
    std::string tail(static_cast<std::size_t>(size), '\0');
    stream.seekg(-size, std::ios::end).read(tail.data(), size);
    return tail;
}

/// The last checkpoint in the end of a file that `key` signed for the vault.
std::optional<Checkpoint> last_own(std::string_view tail, const Checkpoint& begun) {
    while (!tail.empty()) {
        const auto end = tail.ends_with('\n') ? tail.size() - 1 : tail.size();
        const auto start = tail.substr(0, end).rfind('\n') + 1;  // 0 when there is none
        if (auto read = read_checkpoint(tail.substr(start, end - start)))
            if (read->key == begun.key && read->vault == begun.vault) return *read;
        tail = tail.substr(0, start);
    }
    return std::nullopt;
}

/// A checkpoint to be written, and what there is to tell of it.
struct Next {
    Checkpoint checkpoint;
    Checkpointed told;
};

engine::Result<Next> next_after(Connection& connection, const SecretBytes& log_key,
                                Checkpoint begun, const std::optional<Checkpoint>& last) try {
    const auto now = log_state(connection, log_key);
    const auto alarm = last ? departs(connection, now, *last) : "";
    const bool is_new = !last || !alarm.empty() || last->sequence != now.sequence;
    begun.sequence = now.sequence;
    begun.head = hex(now.mac);
    begun.records = hex(now.records.bytes());
    begun.number = last ? last->number + 1 : 1;
    begun.previous = last ? hex_digest(line_of(*last)) : std::string(2 * mac_size, '0');
    return Next{begun, {is_new, now.sequence, begun.key, alarm}};
} catch (const LogBroken&) {
    return Error{ErrorKind::failed, "log_broken", begun.vault};
}

using Work = std::function<engine::Result<Next>(Connection&)>;
/// Runs work on a connection that sees what is committed. It is not held while the second place is
/// waited for.
using Look = std::function<engine::Result<Next>(const Work&)>;

Error refused(const std::system_error& failure, const std::string& vault) {
    const bool is_busy = failure.code() == std::errc::device_or_resource_busy;
    return {ErrorKind::failed, is_busy ? "checkpoints_busy" : "checkpoints_unwritable", vault};
}

engine::Result<Checkpointed> add(const Look& look, const SecretBytes& log_key, Checkpoint begun,
                                 const std::filesystem::path& place, bool is_trial) try {
    const SigningKey key{log_key};
    begun.key = hex(key.public_key());
    const auto path = checkpoint_file(place, begun.vault);
    std::optional<AppendOnlyFile> file;
    if (!is_trial) file.emplace(path);  // before the log is read: nobody adds a later one meanwhile
    const auto tail = tail_of(path);
    const auto last = last_own(tail, begun);

    auto next =
        look([&](Connection& connection) { return next_after(connection, log_key, begun, last); });
    if (!next) return next.error();
    if (!file || !next->told.is_new) return next->told;
    next->checkpoint.signature = hex(key.sign(unsigned_line(next->checkpoint)));
    const auto* mend = tail.empty() || tail.ends_with('\n') ? "" : "\n";
    file->append(mend + line_of(next->checkpoint) + "\n");
    return next->told;
} catch (const std::system_error& failure) {
    return refused(failure, begun.vault);
} catch (const std::exception&) {
    return Error{ErrorKind::failed, "storage_failed", begun.vault};
}

}  // namespace

std::string line_of(const Checkpoint& one) {
    return unsigned_line(one) + " signature=" + one.signature;
}

std::string departs(Connection& connection, const LogState& now, const Checkpoint& checkpoint) {
    if (checkpoint.sequence > now.sequence) return "rolled_back";
    const auto there = mac_of_entry(connection, checkpoint.sequence);
    if (!there || hex(*there) != checkpoint.head) return "chain_rebuilt";
    const bool is_last = checkpoint.sequence == now.sequence;
    return is_last && hex(now.records.bytes()) != checkpoint.records ? "records_changed" : "";
}

engine::Result<Checkpointed> add_checkpoint(Connection& connection, const SecretBytes& log_key,
                                            Checkpoint begun, const std::filesystem::path& place,
                                            bool is_trial) {
    const auto look = [&](const Work& work) { return work(connection); };
    return add(look, log_key, std::move(begun), place, is_trial);
}

engine::Result<Checkpointed> add_checkpoint(Store& store, const std::filesystem::path& place,
                                            Instant at) {
    Checkpoint begun;
    begun.vault = store.name();
    begun.generation = store.generation();
    begun.at = at;
    const auto look = [&](const Work& work) { return store.read(work); };
    return add(look, store.keys().log, std::move(begun), place, false);
}

std::vector<VaultFault> compare_checkpoints(Connection& connection, const SecretBytes& log_key,
                                            const std::string& vault,
                                            const std::filesystem::path& file) try {
    const auto now = log_state(connection, log_key);
    std::vector<VaultFault> differing;
    const auto compare = [&](const Checkpoint& one) {
        const auto reason =
            one.vault == vault ? departs(connection, now, one) : "checkpoint_forged";
        if (!reason.empty()) differing.push_back({"", one.sequence, {}, reason});
    };
    auto faults = check_checkpoints(file, hex(SigningKey{log_key}.public_key()), compare);
    faults.insert(faults.end(), differing.begin(), differing.end());
    return faults;
} catch (const LogBroken&) {
    return {};  // check_log has said so
}

}  // namespace lika::storage::detail
