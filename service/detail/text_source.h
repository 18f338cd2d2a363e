// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
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

/// Some records of a text, to be cut elsewhere.
struct TextBlock {
    enum class Kind {
        records,   ///< whole records, each with its line break
        single,    ///< one record that is not to be cut, without one
        too_long   ///< a line over 1 MiB, passed over
    };
    Kind kind = Kind::records;
    std::vector<char> text;    ///< and `TextSource::padding` bytes
    std::size_t size = 0;      ///< of the text without the padding

    std::string_view view() const { return {text.data(), size}; }
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
    /// The next records together, about `most` bytes of them (up to 1 MiB), copied into `block`; false: the end.
    /// `format` has `find_end` and `whole_records(text)`: length of the whole records at the start of a text.
    template <class Format>
    bool next_block(std::size_t most, const Format& format, TextBlock& block) {
        while (end_ - begin_ < most && !at_end_) fill();
        const std::string_view rest{buffer_.data() + begin_, std::min(end_ - begin_, most)};
        const auto length = format.whole_records(rest);
        if (length == 0) return next_single(format.find_end, block);
        copy(TextBlock::Kind::records, rest.substr(0, length), block);
        begin_ += length;
        return true;
    }
    /// Of the next record, as long as records are taken one by one.
    std::size_t line() const { return line_; }

private:
    bool next_single(FindEnd find_end, TextBlock& block);
    static void copy(TextBlock::Kind kind, std::string_view text, TextBlock& block);
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
