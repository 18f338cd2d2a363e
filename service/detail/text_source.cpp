// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/text_source.h"

#include <algorithm>
#include <cstring>

namespace lika::service {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t first_block = std::size_t{1} << 14;
constexpr std::size_t most = 2 * TextSource::longest_record;

std::string_view without_carriage_return(std::string_view text) {
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

}  // namespace

TextSource::TextSource(std::istream& stream) : stream_(stream), buffer_(first_block + padding) {
    fill();
    if (std::string_view{buffer_.data(), end_}.starts_with(byte_order_mark)) begin_ = byte_order_mark.size();
}

std::optional<TextRecord> TextSource::next(FindEnd find_end) {
    for (;;) {
        const std::string_view rest{buffer_.data() + begin_, end_ - begin_};
        const auto length = find_end(rest);
        if (length <= longest_record) return take(length);
        if (rest.size() > longest_record) return take_too_long();
        if (!at_end_) {
            fill();
            continue;
        }
        if (rest.empty()) return std::nullopt;
        return take_last();
    }
}

bool TextSource::next_single(FindEnd find_end, TextBlock& block) {
    const auto record = next(find_end);
    if (!record) return false;
    copy(record->too_long ? TextBlock::Kind::too_long : TextBlock::Kind::single, record->text, block);
    return true;
}

void TextSource::copy(TextBlock::Kind kind, std::string_view text, TextBlock& block) {
    block.kind = kind;
    block.size = text.size();
    if (block.text.size() < text.size() + padding) block.text.resize(text.size() + padding);
    std::copy(text.begin(), text.end(), block.text.begin());
}

/// A record that was begun but not ended: its first line, so that the lines behind an open quote are still read.
TextRecord TextSource::take_last() {
    const std::string_view rest{buffer_.data() + begin_, end_ - begin_};
    const auto line_break = rest.find('\n');
    if (line_break != std::string_view::npos) return take(line_break);
    const TextRecord record{without_carriage_return(rest), line_};
    begin_ = end_;
    return record;
}

/// Its first line again, whose rest may lie beyond the buffer.
TextRecord TextSource::take_too_long() {
    const std::string_view rest{buffer_.data() + begin_, end_ - begin_};
    if (const auto line_break = rest.find('\n'); line_break <= longest_record) return take(line_break);

    TextRecord record{{}, line_++, true};
    for (;;) {
        const auto* found = static_cast<const char*>(std::memchr(buffer_.data() + begin_, '\n', end_ - begin_));
        if (found) {
            begin_ = static_cast<std::size_t>(found - buffer_.data()) + 1;
            return record;
        }
        begin_ = end_;
        if (at_end_) return record;
        fill();
    }
}

TextRecord TextSource::take(std::size_t length) {
    const std::string_view text{buffer_.data() + begin_, length};
    const TextRecord record{without_carriage_return(text), line_};
    line_ += 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    begin_ += length + 1;
    return record;
}

void TextSource::fill() {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (end_ > (buffer_.size() - padding) / 2) buffer_.resize(std::min(2 * (buffer_.size() - padding), most) + padding);
    const auto room = buffer_.size() - padding - end_;
    stream_.read(buffer_.data() + end_, static_cast<std::streamsize>(room));
    end_ += static_cast<std::size_t>(stream_.gcount());
    at_end_ = !stream_;
}

}  // namespace lika::service
