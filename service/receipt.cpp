// SPDX-License-Identifier: EUPL-1.2
#include "service/receipt.h"

#include "storage/record.h"

namespace lika::service {

std::string new_receipt() {
    static const std::string alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    std::string receipt = "LK";
    int written = 0;
    for (const unsigned char c : storage::random_token(32)) {
        if (written == 8) break;
        if (written % 4 == 0) receipt += '-';
        receipt += alphabet[c % alphabet.size()];
        ++written;
    }
    return receipt;
}

}  // namespace lika::service
