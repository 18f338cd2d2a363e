// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/page.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include "storage/detail/file.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

constexpr std::size_t salt_size = 16, vector_size = 16, reserved = 48;
constexpr std::size_t sha1_size = 20, block_size = 64;
constexpr std::size_t wal_header = 32, frame_header = 24;
constexpr std::size_t batch_pages = 24;  // below what malloc gives back to the system each time

void require(int done) {
    if (done != 1) throw std::runtime_error{"openssl"};
}

/// PBKDF2-HMAC-SHA1 with 2 rounds, 32 bytes.
SecretBytes page_key(const SecretBytes& cipher_key, std::string_view salt) {
    std::string mixed{salt};
    for (char& c : mixed) c = static_cast<char>(c ^ 0x3A);
    SecretBytes derived{key_size};
    require(PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(cipher_key.data()),
                              static_cast<int>(cipher_key.size()), raw(mixed),
                              static_cast<int>(mixed.size()), 2, EVP_sha1(),
                              static_cast<int>(derived.size()), derived.data()));
    return derived;
}

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t number = 0;
    for (const char c : bytes.substr(0, 4)) number = (number << 8U) | static_cast<unsigned char>(c);
    return number;
}

std::string read_page(const std::filesystem::path& file, std::uint64_t number) {
    return read_bytes(file, (number - 1) * page_size, page_size);
}

/// The WAL's running sum over its frames: where it breaks, SQLite stops reading.
class WalSum {
public:
    explicit WalSum(std::string_view header) : is_big_endian_((big_endian(header) & 1U) != 0) {
        add(header.substr(0, header.size() - sum_size));
    }
    void add(std::string_view bytes) {
        for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
            first_ += word(bytes) + second_;
            second_ += word(bytes.substr(4)) + first_;
        }
    }
    bool is(std::string_view sum) const {
        return first_ == big_endian(sum) && second_ == big_endian(sum.substr(4));
    }

    static constexpr std::size_t sum_size = 8;

private:
    std::uint32_t word(std::string_view bytes) const {
        const auto number = big_endian(bytes);
        return is_big_endian_ ? number : __builtin_bswap32(number);
    }

    bool is_big_endian_;
    std::uint32_t first_ = 0, second_ = 0;
};

/// Calls `visit(number, page)` for the frames of the WAL's present round that SQLite would use:
/// whole and part of a transaction that was committed.
template <class Visit>
void each_frame(const std::filesystem::path& file, Visit visit) {
    constexpr std::size_t frame_size = frame_header + page_size;
    const auto wal = with_ending(file, "-wal");
    const auto header = read_bytes(wal, 0, wal_header);
    if (header.size() != wal_header) return;
    WalSum sum{header};
    if (!sum.is(header.substr(24))) return;
    std::string frames, uncommitted;
    std::uint64_t at = wal_header;
    do {
        frames = read_bytes(wal, at, batch_pages * frame_size);
        for (std::string_view rest = frames; rest.size() >= frame_size;
             rest.remove_prefix(frame_size)) {
            const auto frame = rest.substr(0, frame_size);
            sum.add(frame.substr(0, 8));
            sum.add(frame.substr(frame_header));
            if (frame.substr(8, 8) != header.substr(16, 8) || !sum.is(frame.substr(16))) return;
            uncommitted += frame;
            if (big_endian(frame.substr(4)) == 0) continue;  // not the last of its transaction
            for (std::string_view one = uncommitted; !one.empty(); one.remove_prefix(frame_size))
                visit(big_endian(one), one.substr(frame_header, page_size));
            uncommitted.clear();
        }
        at += frames.size();
    } while (frames.size() == batch_pages * frame_size);
}

std::set<std::uint64_t> pages_in_wal(const std::filesystem::path& file, const PageCheck& check) {
    std::set<std::uint64_t> pages;
    each_frame(file, [&](std::uint32_t number, std::string_view page) {
        if (!pages.contains(number) && check.holds(page, number)) pages.insert(number);
    });
    return pages;
}

std::vector<BadPage> bad_in_file(const std::filesystem::path& file, const PageCheck& check) {
    std::vector<BadPage> bad;
    for (std::uint64_t number = 1; (number - 1) * page_size < size_of(file);) {
        const auto bytes = read_bytes(file, (number - 1) * page_size, batch_pages * page_size);
        if (bytes.empty()) bad.push_back({number++, false});  // it cannot be read
        for (std::size_t at = 0; at < bytes.size(); at += page_size, ++number) {
            const auto page = std::string_view{bytes}.substr(at, page_size);
            if (!check.holds(page, number)) bad.push_back({number, page.size() != page_size});
        }
    }
    return bad;
}

/// Frames SQLite would take for a page's newest: the WAL's own sum has no key.
std::vector<BadPage> bad_in_wal(const std::filesystem::path& file, const PageCheck& check) {
    std::vector<BadPage> bad;
    each_frame(file, [&](std::uint32_t number, std::string_view page) {
        if (!check.holds(page, number)) bad.push_back({number, false});
    });
    return bad;
}

/// Takes out what holds now, and what only the WAL has so far: a checkpoint that a power cut
/// stopped leaves torn pages, one that a reader held back leaves holes. SQLite reads those from the
/// WAL.
void read_again(std::vector<BadPage>& bad, const std::filesystem::path& file,
                const PageCheck& check) {
    const auto elsewhere = pages_in_wal(file, check);
    std::erase_if(bad, [&](const BadPage& one) {
        return elsewhere.contains(one.number) ||
               check.holds(read_page(file, one.number), one.number);
    });
}

}  // namespace

/// SHA-1 states: `inner` and `outer` have taken in the padded key once, `work` is for one page.
struct PageCheck::States {
    struct Free {
        void operator()(EVP_MD_CTX* state) const { EVP_MD_CTX_free(state); }
    };
    using State = std::unique_ptr<EVP_MD_CTX, Free>;

    explicit States(const SecretBytes& key) {
        // The key is 32 bytes, shorter than a block: it is padded, never hashed.
        for (const auto& [state, pad] : {std::pair{inner.get(), 0x36}, {outer.get(), 0x5C}}) {
            SecretBytes block{block_size};
            for (std::size_t i = 0; i < block_size; ++i)
                block.data()[i] =
                    static_cast<unsigned char>((i < key.size() ? key.data()[i] : 0) ^ pad);
            require(EVP_DigestInit_ex(state, EVP_sha1(), nullptr));
            require(EVP_DigestUpdate(state, block.data(), block.size()));
        }
    }

    State inner{EVP_MD_CTX_new()}, outer{EVP_MD_CTX_new()}, work{EVP_MD_CTX_new()};
};

PageCheck::PageCheck(const SecretBytes& cipher_key, std::string_view salt)
    : states_(std::make_unique<States>(page_key(cipher_key, salt))) {}

PageCheck::~PageCheck() = default;

bool PageCheck::holds(std::string_view page, std::uint64_t number) const {
    if (page.size() != page_size) return false;
    const std::size_t start = number == 1 ? salt_size : 0;
    const std::size_t end = page_size - reserved + vector_size;
    std::array<unsigned char, 4> tail{};
    for (unsigned i = 0; i < 4; ++i)
        tail[i] = static_cast<unsigned char>((number >> (8 * i)) & 0xFFU);

    auto* work = states_->work.get();
    std::array<unsigned char, sha1_size> digest{};
    require(EVP_MD_CTX_copy_ex(work, states_->inner.get()));
    require(EVP_DigestUpdate(work, page.data() + start, end - start));
    require(EVP_DigestUpdate(work, tail.data(), tail.size()));
    require(EVP_DigestFinal_ex(work, digest.data(), nullptr));
    require(EVP_MD_CTX_copy_ex(work, states_->outer.get()));
    require(EVP_DigestUpdate(work, digest.data(), digest.size()));
    require(EVP_DigestFinal_ex(work, digest.data(), nullptr));
    return sodium_memcmp(digest.data(), page.data() + end, sha1_size) == 0;
}

bool key_fits(const std::filesystem::path& file, const SecretBytes& cipher_key) {
    const auto first = read_bytes(file, 0, page_size);
    if (first.size() < salt_size) return false;
    if (PageCheck{cipher_key, first.substr(0, salt_size)}.holds(first, 1)) return true;

    // A power cut may have torn page 1 while it was copied from the WAL, which still has it.
    bool fits = false;
    each_frame(file, [&](std::uint32_t number, std::string_view page) {
        fits = fits ||
               (number == 1 && PageCheck{cipher_key, page.substr(0, salt_size)}.holds(page, 1));
    });
    return fits;
}

std::vector<BadPage> bad_pages(const std::filesystem::path& file, const SecretBytes& cipher_key) {
    constexpr int more_readings = 6;
    const PageCheck check{cipher_key, read_bytes(file, 0, salt_size)};
    auto bad = bad_in_file(file, check);
    for (int i = 0; i < more_readings && !bad.empty(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        read_again(bad, file, check);
    }
    const auto in_wal = bad_in_wal(file, check);
    bad.insert(bad.end(), in_wal.begin(), in_wal.end());
    return bad;
}

}  // namespace lika::storage::detail
