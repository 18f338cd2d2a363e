// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace lika::service {

/// Text that rows are written into one after another, room for each being made ahead.
class RowText {
public:
    /// Where the next row begins, with at least `most` bytes of room.
    char* room(std::size_t most) {
        if (text_.size() - used_ < most) text_.resize(2 * text_.size() + most);
        return text_.data() + used_;
    }
    /// The row written there ends before `end`.
    void took(const char* end) { used_ = static_cast<std::size_t>(end - text_.data()); }

    void add(std::string_view text) { took(copy(room(text.size()), text)); }
    void clear() { used_ = 0; }
    std::string_view view() const { return {text_.data(), used_}; }

    /// Behind the copy.
    static char* copy(char* at, std::string_view text) {
        std::memcpy(at, text.data(), text.size());
        return at + text.size();
    }
    /// Short texts in one go: a string has 16 bytes to read, whatever its length. There is room for as many.
    static char* copy(char* at, const std::string& text) {
        if (text.size() >= 16) return copy(at, std::string_view{text});
        std::memcpy(at, text.data(), 16);
        return at + text.size();
    }

private:
    std::vector<char> text_;
    std::size_t used_ = 0;
};

}  // namespace lika::service
