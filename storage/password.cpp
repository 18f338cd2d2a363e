// SPDX-License-Identifier: EUPL-1.2
#include "storage/password.h"

#include <sodium.h>

#include <array>
#include <cstdlib>

#include "storage/detail/text.h"
#include "storage/record.h"

namespace lika::storage {

engine::Result<std::string> hash_password(std::string_view password) {
    detail::start_sodium();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return engine::Error{engine::ErrorKind::failed, "out_of_memory", ""};
    return std::string{hash.data()};
}

bool password_matches(std::string_view password, const std::string& hash) {
    detail::start_sodium();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

void spend_password_time(std::string_view password) {
    static const auto nobody = hash_password(random_token(32));
    if (nobody) (void)password_matches(password, *nobody);
}

std::string digest(std::string_view text) {
    detail::start_sodium();
    std::string hash(crypto_generichash_BYTES, '\0');
    crypto_generichash(detail::raw(hash), hash.size(), detail::raw(text), text.size(), nullptr, 0);
    return detail::base64url(hash);
}

}  // namespace lika::storage
