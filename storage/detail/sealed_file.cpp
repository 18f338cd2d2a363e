// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/sealed_file.h"

#include <algorithm>
#include <cstring>

#include "storage/detail/backup_secret.h"
#include "storage/detail/connection.h"
#include "storage/detail/fields.h"
#include "storage/detail/file.h"
#include "storage/detail/refusal.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

constexpr std::string_view format = "lika-backup-001\n", any_format = "lika-backup-";
constexpr std::size_t public_size = crypto_box_PUBLICKEYBYTES;
constexpr std::size_t front_size = format.size() + public_size + 2 * sizeof(std::uint64_t);
constexpr std::size_t longest_head = 1024, longest_keys = 1024, longest_name = 64;
constexpr std::size_t box_overhead = crypto_box_SEALBYTES + key_size + mac_size;
constexpr std::size_t chunk_size = 65536;
constexpr std::size_t tag_size = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t stream_head_size = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::uint64_t largest_content = std::uint64_t{1} << 50U;

crypto_secretstream_xchacha20poly1305_state* state_of(SecretBytes& bytes) {
    return reinterpret_cast<crypto_secretstream_xchacha20poly1305_state*>(bytes.data());
}

std::string digest_of(std::string_view bytes) {
    RunningDigest digest;
    digest.add(bytes);
    return digest.finish();
}

std::uint64_t chunks_of(std::uint64_t content) {
    return std::max<std::uint64_t>(1, (content + chunk_size - 1) / chunk_size);
}

std::string encoded(const BackupHead& head) {
    return sized(head.vault) + number_bytes(head.generation) +
           number_bytes(static_cast<std::uint64_t>(head.made_at.time_since_epoch().count())) +
           number_bytes(static_cast<std::uint64_t>(head.sequence)) + head.log_head +
           number_bytes(head.content);
}

/// Of bytes that are authenticated by now; still believes none of their lengths.
BackupHead decoded(std::string_view bytes) {
    Fields fields{bytes};
    BackupHead head;
    head.vault = fields.text(longest_name);
    head.generation = fields.number();
    head.made_at = Instant{Instant::duration{static_cast<std::int64_t>(fields.number())}};
    head.sequence = static_cast<std::int64_t>(fields.number());
    head.log_head = fields.bytes(mac_size);
    head.content = fields.number();
    if (!fields.end() || head.content > largest_content) refuse("backup_damaged", "header");
    return head;
}

/// File key, digest of what stands before the box, then the vault's keys.
std::string sealed_box(const BackupRecipient& to, const SecretBytes& file_key,
                       std::string_view digest, const SecretBytes& keys) {
    SecretBytes plain{key_size + mac_size + keys.size()};
    std::memcpy(plain.data(), file_key.data(), key_size);
    std::memcpy(plain.data() + key_size, digest.data(), mac_size);
    std::memcpy(plain.data() + key_size + mac_size, keys.data(), keys.size());
    std::string box(box_overhead + keys.size(), '\0');
    if (crypto_box_seal(raw(box), plain.data(), plain.size(), raw(to.bytes())) != 0)
        refuse("backup_key_malformed");
    return box;
}

void check(int code) {
    if (code != 0) throw SqlFailure{code};
}

}  // namespace

RunningDigest::RunningDigest() {
    start_sodium();
    crypto_generichash_init(&state_, nullptr, 0, mac_size);
}

void RunningDigest::add(std::string_view bytes) {
    crypto_generichash_update(&state_, raw(bytes), bytes.size());
}

std::string RunningDigest::finish() {
    std::string digest(mac_size, '\0');
    crypto_generichash_final(&state_, raw(digest), digest.size());
    return digest;
}

SealedWriter::SealedWriter(const std::filesystem::path& file, const BackupRecipient& to,
                           const BackupHead& head, const SecretBytes& keys)
    : file_(file, VfsFile::As::fresh),
      state_(sizeof(crypto_secretstream_xchacha20poly1305_state)) {
    check(file_.code());
    if (!make_private(file)) fail("storage_failed");
    const auto file_key = random_key();
    const auto fields = encoded(head);
    const auto front = std::string{format} + to.bytes() + number_bytes(fields.size()) +
                       number_bytes(box_overhead + keys.size()) + fields;
    const auto preamble = front + sealed_box(to, file_key, digest_of(front), keys);
    preamble_digest_ = digest_of(preamble);
    std::string stream_head(stream_head_size, '\0');
    crypto_secretstream_xchacha20poly1305_init_push(state_of(state_), raw(stream_head),
                                                    file_key.data());
    sealed_ = preamble + stream_head;
    put();
}

void SealedWriter::settle() {
    if (on_its_way_.valid()) on_its_way_.get();
}

void SealedWriter::put() {
    settle();
    leaving_.swap(sealed_);
    sealed_.clear();
    on_its_way_ = std::async(std::launch::async, [this] {
        check(file_.write(leaving_, at_));
        digest_.add(leaving_);
        at_ += leaving_.size();
    });
}

void SealedWriter::seal(std::string_view chunk, unsigned char tag) {
    const auto at = sealed_.size();
    sealed_.resize(at + chunk.size() + tag_size);
    crypto_secretstream_xchacha20poly1305_push(state_of(state_), raw(sealed_) + at, nullptr,
                                               raw(chunk), chunk.size(), raw(preamble_digest_),
                                               preamble_digest_.size(), tag);
}

void SealedWriter::write(std::string_view content) {
    waiting_ += content;
    std::string_view rest = waiting_;
    for (; rest.size() > chunk_size; rest.remove_prefix(chunk_size))   // the last one waits
        seal(rest.substr(0, chunk_size), 0);
    put();
    waiting_.erase(0, waiting_.size() - rest.size());
}

std::string SealedWriter::finish() {
    seal(waiting_, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    put();
    settle();
    check(file_.sync());
    return digest_.finish();
}

SealedReader::SealedReader(const std::filesystem::path& file, const BackupKey& key)
    : file_(file, VfsFile::As::read_only),
      size_(file_.is_open() ? file_.size() : 0),
      state_(sizeof(crypto_secretstream_xchacha20poly1305_state)),
      file_key_(key_size),
      keys_(1) {
    if (!file_.is_open()) refuse("backup_missing", file.string());
    const auto front = take(front_size);
    if (!front.starts_with(format))
        refuse(front.starts_with(any_format) ? "newer_backup" : "not_a_backup");
    if (front.substr(format.size(), public_size) != key.recipient().bytes())
        refuse("wrong_backup_key");
    Fields lengths{std::string_view{front}.substr(format.size() + public_size)};
    const auto head_length = lengths.number(), box_length = lengths.number();
    if (head_length > longest_head || box_length < box_overhead ||
        box_length > box_overhead + longest_keys)
        refuse("backup_damaged", "header");
    const auto fields = take(static_cast<std::size_t>(head_length));
    const auto box = take(static_cast<std::size_t>(box_length));
    open_box(key, front + fields, box);
    preamble_digest_ = digest_of(front + fields + box);
    head_ = decoded(fields);
    start_stream();
}

void SealedReader::open_box(const BackupKey& key, std::string_view authenticated,
                            std::string_view box) {
    SecretBytes plain{box.size() - crypto_box_SEALBYTES};
    if (crypto_box_seal_open(plain.data(), raw(box), box.size(), raw(key.recipient().bytes()),
                             key.secret().key.data()) != 0 ||
        !same_mac(plain.view().substr(key_size, mac_size), digest_of(authenticated)))
        refuse("backup_damaged", "header");
    std::memcpy(file_key_.data(), plain.data(), key_size);
    keys_ = SecretBytes{std::max<std::size_t>(1, plain.size() - key_size - mac_size)};
    std::memcpy(keys_.data(), plain.data() + key_size + mac_size,
                plain.size() - key_size - mac_size);
}

void SealedReader::start_stream() {
    const auto stream_head = take(stream_head_size);
    if (crypto_secretstream_xchacha20poly1305_init_pull(state_of(state_), raw(stream_head),
                                                        file_key_.data()) != 0)
        refuse("backup_damaged", "header");
    left_ = head_.content;
    const auto whole = at_ + left_ + chunks_of(left_) * tag_size;
    if (size_ < whole) refuse("backup_cut_off");
    if (size_ > whole) refuse("backup_damaged", "longer than it says");
}

std::string SealedReader::take(std::size_t size) {
    if (size_ - at_ < size) refuse(at_ == 0 ? "not_a_backup" : "backup_cut_off");
    std::string bytes(size, '\0');
    check(file_.read(bytes.data(), size, at_));
    digest_.add(bytes);
    at_ += size;
    return bytes;
}

std::string SealedReader::next() {
    if (at_ == size_) return "";
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, chunk_size));
    const auto offset = at_;
    const auto sealed = take(size + tag_size);
    std::string chunk(size, '\0');
    unsigned char tag = 0;
    const int pulled = crypto_secretstream_xchacha20poly1305_pull(
        state_of(state_), raw(chunk), nullptr, &tag, raw(sealed), sealed.size(),
        raw(preamble_digest_), preamble_digest_.size());
    left_ -= size;
    const bool is_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (pulled != 0 || is_last != (left_ == 0))
        refuse("backup_damaged", "byte " + std::to_string(offset));
    return chunk;
}

std::string SealedReader::digest() {
    return digest_.finish();
}

}  // namespace lika::storage::detail
