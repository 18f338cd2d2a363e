// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/detail/sealed_file.h"
#include "storage/detail/secret.h"

namespace lika::storage::detail {

/// The X25519 key pair a vault receives cases with, derived from its log key: the same in every generation.
class ReceivingKey {
public:
    explicit ReceivingKey(const SecretBytes& log_key);

    const std::string& public_key() const { return public_; }  ///< 32 bytes
    /// What is in a box sealed to it. Throws Refusal: failed sealed_case_damaged.
    SecretBytes open(std::string_view box) const;

private:
    std::string public_;
    SecretBytes secret_;
};

/// A digest of what names a transfer, the head and every sealed part.
class CaseDigest {
public:
    CaseDigest(std::string_view about, std::string_view head);
    void add(std::string_view sealed_part);
    std::string finish() { return digest_.finish(); }

private:
    RunningDigest digest_;
};

/// Seals the parts of a case, so that only the vault it goes to can read them (docs/storage-format.md, "A case on its
/// way"). `about` names the transfer; every part is bound to it and to its place.
class CaseSealer {
public:
    CaseSealer(const std::string& to_public_key, std::string about);

    const std::string& head() const { return head_; }
    std::string seal(std::string_view part);
    /// The last part, which holds nothing.
    std::string end();
    /// After end().
    std::string digest() { return digest_->finish(); }

private:
    std::string push(std::string_view part, unsigned char tag);

    std::string about_, head_;
    SecretBytes state_;
    std::optional<CaseDigest> digest_;
};

/// Opens them in their order. Throws Refusal: failed sealed_case_damaged.
class CaseOpener {
public:
    CaseOpener(const ReceivingKey& key, std::string_view head, std::string about);

    std::string open(std::string_view sealed_part);
    /// Whether the last one was the end.
    bool is_at_end() const { return is_at_end_; }

private:
    std::string about_;
    SecretBytes state_;
    bool is_at_end_ = false;
};

}  // namespace lika::storage::detail
