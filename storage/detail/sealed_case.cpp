// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/sealed_case.h"

#include <sodium.h>

#include "storage/detail/refusal.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

using State = crypto_secretstream_xchacha20poly1305_state;
constexpr std::size_t box_size = crypto_box_SEALBYTES + key_size;
constexpr std::size_t stream_head_size = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t tag_size = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr unsigned char end_tag = crypto_secretstream_xchacha20poly1305_TAG_FINAL;

State* state_of(SecretBytes& bytes) {
    return reinterpret_cast<State*>(bytes.data());
}

}  // namespace

ReceivingKey::ReceivingKey(const SecretBytes& log_key)
    : public_(crypto_box_PUBLICKEYBYTES, '\0'), secret_(crypto_box_SECRETKEYBYTES) {
    constexpr std::string_view purpose = "lika-receiving-key-1";
    SecretBytes seed{crypto_box_SEEDBYTES};
    crypto_generichash(seed.data(), seed.size(), raw(purpose), purpose.size(), log_key.data(), log_key.size());
    crypto_box_seed_keypair(raw(public_), secret_.data(), seed.data());
}

SecretBytes ReceivingKey::open(std::string_view box) const {
    SecretBytes plain{key_size};
    if (box.size() != box_size ||
        crypto_box_seal_open(plain.data(), raw(box), box.size(), raw(std::string_view{public_}), secret_.data()) != 0)
        fail("sealed_case_damaged");
    return plain;
}

CaseDigest::CaseDigest(std::string_view about, std::string_view head) {
    digest_.add(sized(about) + sized(head));
}

void CaseDigest::add(std::string_view sealed_part) {
    digest_.add(number_bytes(sealed_part.size()));
    digest_.add(sealed_part);
}

CaseSealer::CaseSealer(const std::string& to_public_key, std::string about)
    : about_(std::move(about)), head_(box_size + stream_head_size, '\0'), state_(sizeof(State)) {
    const auto file_key = random_key();
    if (crypto_box_seal(raw(head_), file_key.data(), file_key.size(), raw(std::string_view{to_public_key})) != 0)
        fail("receiving_key_malformed");
    crypto_secretstream_xchacha20poly1305_init_push(state_of(state_), raw(head_) + box_size, file_key.data());
    digest_.emplace(about_, head_);
}

std::string CaseSealer::push(std::string_view part, unsigned char tag) {
    std::string sealed(part.size() + tag_size, '\0');
    crypto_secretstream_xchacha20poly1305_push(state_of(state_), raw(sealed), nullptr, raw(part), part.size(),
                                               raw(std::string_view{about_}), about_.size(), tag);
    digest_->add(sealed);
    return sealed;
}

std::string CaseSealer::seal(std::string_view part) {
    return push(part, 0);
}

std::string CaseSealer::end() {
    return push("", end_tag);
}

CaseOpener::CaseOpener(const ReceivingKey& key, std::string_view head, std::string about)
    : about_(std::move(about)), state_(sizeof(State)) {
    if (head.size() != box_size + stream_head_size) fail("sealed_case_damaged");
    const auto file_key = key.open(head.substr(0, box_size));
    if (crypto_secretstream_xchacha20poly1305_init_pull(state_of(state_), raw(head) + box_size, file_key.data()) != 0)
        fail("sealed_case_damaged");
}

std::string CaseOpener::open(std::string_view sealed_part) {
    if (is_at_end_ || sealed_part.size() < tag_size) fail("sealed_case_damaged");
    std::string part(sealed_part.size() - tag_size, '\0');
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(state_of(state_), raw(part), nullptr, &tag, raw(sealed_part),
                                                   sealed_part.size(), raw(std::string_view{about_}), about_.size()) != 0)
        fail("sealed_case_damaged");
    is_at_end_ = tag == end_tag;
    return part;
}

}  // namespace lika::storage::detail
