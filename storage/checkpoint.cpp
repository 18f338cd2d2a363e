// SPDX-License-Identifier: EUPL-1.2
#include "storage/checkpoint.h"

#include <charconv>
#include <fstream>
#include <optional>

#include "storage/detail/checkpoints.h"
#include "storage/detail/page.h"
#include "storage/detail/signing.h"
#include "storage/detail/store.h"

namespace lika::storage {
namespace {

using engine::Error;
using engine::ErrorKind;
using engine::Result;

constexpr std::size_t longest_line = 1024;
constexpr std::string_view signature_word = " signature=";
constexpr std::size_t signature_size = 64;

/// Takes "name=value " from the front of `rest`; the value.
std::string take(std::string_view& rest, std::string_view name) {
    const auto part = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    if (!part.starts_with(name) || part.size() <= name.size() || part[name.size()] != '=')
        return "";
    return std::string{part.substr(name.size() + 1)};
}

template <class Number>
Number number_in(const std::string& text) {
    Number number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Whatever is not as line_of writes it makes another line again.
std::optional<Checkpoint> parsed(std::string_view line) {
    auto rest = line.substr(std::min(line.size(), line.find(' ') + 1));
    Checkpoint one;
    one.vault = take(rest, "vault");
    one.generation = number_in<std::uint64_t>(take(rest, "generation"));
    one.number = number_in<std::int64_t>(take(rest, "number"));
    one.sequence = number_in<std::int64_t>(take(rest, "sequence"));
    const auto at = read_instant(take(rest, "at"));
    if (!at) return std::nullopt;
    one.at = *at;
    one.head = take(rest, "head");
    one.records = take(rest, "records");
    one.previous = take(rest, "previous");
    one.key = take(rest, "key");
    one.signature = take(rest, "signature");
    return detail::line_of(one) == line ? std::optional{one} : std::nullopt;
}

bool is_whole(const Checkpoint& one) {
    for (const auto* part : {&one.head, &one.records, &one.previous, &one.key})
        if (detail::from_hex(*part, detail::mac_size).empty()) return false;
    return !one.vault.empty() && one.sequence >= 0 && one.number >= 1;
}

/// A power cut while it was written left a part of it.
bool is_unfinished(std::string_view line) {
    const auto at = line.find(signature_word);
    return at == std::string_view::npos ||
           line.size() - at < signature_word.size() + 2 * signature_size;
}

/// Holds the lines of a file against each other.
class Walk {
public:
    Walk(std::string key, const std::function<void(const Checkpoint&)>& each)
        : key_(std::move(key)), each_(each) {}

    void line(std::string_view line, bool has_end) {
        const auto read = read_checkpoint(line);
        if (!read && is_unfinished(line)) {
            is_broken_off_ = has_end;  // only the next checkpoint ends such a line
            return;
        }
        if (!read) return fault(last_, read.error().reason);
        is_broken_off_ = false;
        if (key_.empty()) key_ = read->key;
        if (read->key != key_ || (number_ > 0 && read->vault != vault_))
            return fault(read->sequence, "checkpoint_forged");
        if (read->number != number_ + 1 || read->previous != previous_)
            fault(read->sequence, "checkpoint_missing");
        vault_ = read->vault;
        number_ = read->number;
        previous_ = detail::hex_digest(line);
        last_ = read->sequence;
        each_(*read);
    }
    std::vector<VaultFault> finish() {
        if (is_broken_off_) fault(last_, "checkpoint_malformed");
        if (number_ == 0 && faults_.empty())
            faults_.push_back({"", {}, {}, "checkpoints_unreadable"});
        return std::move(faults_);
    }

private:
    void fault(std::int64_t sequence, const std::string& reason) {
        faults_.push_back({vault_, sequence, {}, reason});
    }

    std::string key_, vault_;
    const std::function<void(const Checkpoint&)>& each_;
    std::string previous_ = std::string(2 * detail::mac_size, '0');
    std::int64_t number_ = 0, last_ = 0;
    bool is_broken_off_ = false;
    std::vector<VaultFault> faults_;
};

}  // namespace

Result<Checkpoint> read_checkpoint(std::string_view line) {
    const Error malformed{ErrorKind::invalid, "checkpoint_malformed", ""};
    if (line.size() > longest_line) return malformed;
    const auto read = parsed(line);
    if (!read || !is_whole(*read)) return malformed;
    const auto text = line.substr(0, line.rfind(signature_word));
    if (!detail::is_signed(text, detail::from_hex(read->signature, signature_size),
                           detail::from_hex(read->key, detail::mac_size)))
        return Error{ErrorKind::invalid, "checkpoint_forged", ""};
    return *read;
}

std::filesystem::path checkpoint_file(const std::filesystem::path& place,
                                      const std::string& vault) {
    return place / (vault + ".checkpoints");
}

std::vector<VaultFault> check_checkpoints(const std::filesystem::path& file, const std::string& key,
                                          const std::function<void(const Checkpoint&)>& each) {
    std::ifstream lines{file, std::ios::binary};
    Walk walk{key, each};
    for (std::string line; std::getline(lines, line);) walk.line(line, !lines.eof());
    return walk.finish();
}

Result<Checkpointed> write_checkpoint(const std::filesystem::path& folder, const std::string& name,
                                      const Keyring& key, const std::filesystem::path& place,
                                      Instant at, bool is_trial) try {
    const detail::VaultFiles files{folder, name};
    const auto keys = detail::unlock(files, name, key);
    if (!keys) return keys.error();
    if (!detail::key_fits(files.database, keys->cipher))
        return Error{ErrorKind::invalid, "wrong_key", name};
    detail::Connection connection{files.database, keys->cipher, detail::Connection::For::reading};
    const detail::Transaction one_moment{connection, "BEGIN"};
    Checkpoint begun;
    begun.vault = name;
    begun.generation = files.generation;
    begun.at = at;
    return detail::add_checkpoint(connection, keys->log, begun, place, is_trial);
} catch (const detail::SqlFailure& failure) {
    return failure.as_error();
} catch (const std::exception&) {
    return Error{ErrorKind::failed, "storage_failed", name};
}

}  // namespace lika::storage
