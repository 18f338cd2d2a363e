// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/result.h"
#include "storage/detail/connection.h"
#include "storage/detail/writer.h"

namespace lika::storage::detail {

/// A few connections that only read, opened when they are first needed; who finds all of them in
/// use waits. They never copy the WAL.
class Readers {
public:
    /// `database` is open for writing elsewhere; `cipher_key` outlives the readers.
    Readers(std::filesystem::path database, const SecretBytes& cipher_key);

    /// Runs `work(Connection&)`, which gives a Result, on the vault as it is at this moment.
    /// Errors (failed): read_too_long after ten seconds, out_of_memory, storage_failed.
    template <class Work>
    auto run(Work work) -> decltype(work(std::declval<Connection&>()));

private:
    /// A reader for one run. One that failed is closed, not given back.
    class Lease {
    public:
        explicit Lease(Readers& owner) : owner_(owner), reader_(owner.take()) {}
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease() { owner_.give_back(std::move(reader_)); }
        Connection& operator*() { return *reader_; }
        void drop() { reader_.reset(); }

    private:
        Readers& owner_;
        std::unique_ptr<Connection> reader_;
    };

    std::unique_ptr<Connection> take();
    std::unique_ptr<Connection> open();
    void give_back(std::unique_ptr<Connection> reader);

    std::filesystem::path database_;
    const SecretBytes& cipher_key_;
    std::mutex guard_;  ///< of the two below
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t in_use_ = 0;
    std::condition_variable returned_;
};

template <class Work>
auto Readers::run(Work work) -> decltype(work(std::declval<Connection&>())) {
    try {
        Lease reader{*this};
        try {
            const Transaction one_moment{*reader, "BEGIN"};
            return work(*reader);
        } catch (...) {
            reader.drop();
            throw;
        }
    } catch (const std::exception&) {
        return current_failure().error;
    }
}

}  // namespace lika::storage::detail
