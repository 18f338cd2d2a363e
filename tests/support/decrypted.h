// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

/// What someone with the key finds in a vault's files page by page, without SQLite: free pages,
/// overflow pages and the gaps in pages too.
namespace lika::tests {

constexpr std::size_t cipher_page = 4096, cipher_tail = 48, cipher_salt = 16;

/// A page of SQLCipher 3; of page 1 the salt stays as it is.
inline std::string decrypted_page(const std::string& page, const std::string& key, bool is_first) {
    const std::size_t start = is_first ? cipher_salt : 0, size = cipher_page - cipher_tail - start;
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context{
        EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
    const auto* bytes = reinterpret_cast<const unsigned char*>(page.data());
    std::string plain(size + 16, '\0');
    int written = 0;
    EVP_DecryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr,
                       reinterpret_cast<const unsigned char*>(key.data()),
                       bytes + cipher_page - cipher_tail);
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
    if (EVP_DecryptUpdate(context.get(), reinterpret_cast<unsigned char*>(plain.data()), &written,
                          bytes + start, static_cast<int>(size)) != 1)
        throw std::runtime_error{"a page that does not decrypt"};
    plain.resize(static_cast<std::size_t>(written));
    return plain;
}

/// Every page of a database file, one after another.
inline std::string decrypted_file(const std::string& file, const std::string& key) {
    std::string plain;
    for (std::size_t at = 0; at + cipher_page <= file.size(); at += cipher_page)
        plain += decrypted_page(file.substr(at, cipher_page), key, at == 0);
    return plain;
}

/// Every frame of a WAL, those of earlier rounds too.
inline std::string decrypted_wal(const std::string& wal, const std::string& key) {
    constexpr std::size_t header = 32, frame = 24;
    std::string plain;
    for (std::size_t at = header; at + frame + cipher_page <= wal.size();
         at += frame + cipher_page) {
        const bool is_first = wal.substr(at, 4) == std::string{"\0\0\0\1", 4};
        plain += decrypted_page(wal.substr(at + frame, cipher_page), key, is_first);
    }
    return plain;
}

inline std::string utf16(const std::string& ascii, bool big_endian) {
    std::string wide;
    for (const char c : ascii) wide += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
    return wide;
}

inline std::string hexadecimal(const std::string& bytes, const char* digits) {
    std::string text;
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4U];
        text += digits[static_cast<unsigned char>(c) & 15U];
    }
    return text;
}

/// The text as it is, in UTF-16 either way round, in hexadecimal, and in base64 wherever it begins
/// in a group of three.
inline std::vector<std::string> encodings(const std::string& text) {
    std::vector<std::string> all{text, utf16(text, false), utf16(text, true),
                                 hexadecimal(text, "0123456789abcdef"),
                                 hexadecimal(text, "0123456789ABCDEF")};
    for (std::size_t skip = 0; skip < 3; ++skip) {
        const auto part = text.substr(skip, (text.size() - skip) / 3 * 3);
        std::string out(part.size() / 3 * 4 + 1, '\0');
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(part.data()),
                        static_cast<int>(part.size()));
        out.pop_back();
        all.push_back(out);
    }
    return all;
}

inline bool holds_any(const std::string& bytes, const std::vector<std::string>& texts) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const auto& text) { return bytes.find(text) != std::string::npos; });
}

}  // namespace lika::tests
