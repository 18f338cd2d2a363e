// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lika::storage::detail {

/// Reads what number_bytes() and sized() wrote, one field after another. After the first that is
/// not there or too long everything is empty and `hold()` is false.
class Fields {
public:
    explicit Fields(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t number();
    /// At most `longest` bytes.
    std::string text(std::size_t longest);
    /// Exactly `size` bytes.
    std::string bytes(std::size_t size);
    /// Every field was there so far.
    bool hold() const { return holds_; }
    /// And nothing is left.
    bool end() const { return holds_ && rest_.empty(); }

private:
    std::string_view take(std::size_t size);

    std::string_view rest_;
    bool holds_ = true;
};

}  // namespace lika::storage::detail
