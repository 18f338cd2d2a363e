// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <istream>
#include <optional>
#include <string_view>
#include <vector>

namespace lika::service {

/// One record of a text, without its line ending.
struct TextRecord {
    std::string_view text;     ///< until the next call; at least `TextSource::padding` readable bytes follow it
    std::size_t line = 0;      ///< from 1: where it begins
    bool too_long = false;     ///< over 1 MiB: `text` is its beginning, the rest of the line was passed over
};

/// Cuts a stream into records with one buffer that grows with the longest record, to 2 MiB at most. A byte order mark at the start is passed over.
class TextSource {
public:
    static constexpr std::size_t longest_record = std::size_t{1} << 20;
    static constexpr std::size_t padding = 64;   ///< what simdjson reads past the end

    /// Length of the first record of `text` up to its line break; npos: its end is not in `text`.
    using FindEnd = std::size_t (*)(std::string_view text);

    explicit TextSource(std::istream& stream);
    std::optional<TextRecord> next(FindEnd find_end);

private:
    void fill();
    TextRecord take(std::size_t length);
    TextRecord take_last();
    TextRecord take_too_long();

    std::istream& stream_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0, end_ = 0;
    std::size_t line_ = 1;
    bool at_end_ = false;
};

}  // namespace lika::service
