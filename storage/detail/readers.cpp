// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/readers.h"

namespace lika::storage::detail {
namespace {

constexpr std::size_t most_readers = 4;
constexpr std::chrono::seconds longest_read{10};

}  // namespace

Readers::Readers(std::filesystem::path database, const SecretBytes& cipher_key)
    : database_(std::move(database)), cipher_key_(cipher_key) {
    idle_.reserve(most_readers);
}

std::unique_ptr<Connection> Readers::take() {
    std::unique_ptr<Connection> reader;
    {
        std::unique_lock lock{guard_};
        returned_.wait(lock, [&] { return in_use_ < most_readers; });
        ++in_use_;
        if (!idle_.empty()) {
            reader = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    if (!reader) reader = open();
    reader->set_deadline(std::chrono::steady_clock::now() + longest_read);
    return reader;
}

std::unique_ptr<Connection> Readers::open() {
    try {
        auto reader =
            std::make_unique<Connection>(database_, cipher_key_, Connection::For::reading);
        reader->restrict();
        return reader;
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void Readers::give_back(std::unique_ptr<Connection> reader) {
    {
        const std::scoped_lock lock{guard_};
        --in_use_;
        if (reader) idle_.push_back(std::move(reader));
    }
    returned_.notify_one();
}

}  // namespace lika::storage::detail
