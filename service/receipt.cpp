// SPDX-License-Identifier: EUPL-1.2
#include "service/receipt.h"

#include "storage/record.h"

namespace lika::service {

std::string new_receipt() {
    static const std::string letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    static const std::string base64url =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const auto random = storage::random_id();
    std::string receipt = "LK-";
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == 4) receipt += '-';
        receipt += letters[base64url.find(random[i]) % letters.size()];
    }
    return receipt;
}

}  // namespace lika::service
