// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <streambuf>

#include "service/score_file.h"
#include "tests/support/made_up.h"

using namespace lika;

namespace {

/// A file of responses that is made while it is read, so that it takes no memory of its own.
class EndlessLines : public std::streambuf {
public:
    explicit EndlessLines(std::size_t bytes) : left_(bytes) {
        for (int line = 0; line < 400; ++line)
            text_ += "{\"id\":\"c" + std::to_string(line) + "\",\"responses\":{\"F1\":" + std::to_string(line % 3) +
                     ",\"F2\":1,\"F3\":2}}\n";
    }

protected:
    int_type underflow() override {
        if (left_ < text_.size()) return traits_type::eof();
        left_ -= text_.size();
        setg(text_.data(), text_.data(), text_.data() + text_.size());
        return traits_type::to_int_type(*gptr());
    }

private:
    std::size_t left_;
    std::string text_;   ///< made once: freed memory that a sanitizer keeps would count too
};

class Nowhere : public std::streambuf {
protected:
    int_type overflow(int_type c) override { return traits_type::not_eof(c); }
    std::streamsize xsputn(const char*, std::streamsize size) override { return size; }
};

/// The most memory this process has held so far.
std::size_t peak_kilobytes() {
    std::ifstream status{"/proc/self/status"};
    std::string word;
    std::size_t kilobytes = 0;
    while (status >> word)
        if (word == "VmHWM:") status >> kilobytes;
    return kilobytes;
}

std::size_t score(const engine::Instrument& instrument, std::size_t bytes) {
    EndlessLines lines{bytes};
    Nowhere nowhere;
    std::istream text{&lines};
    std::ostream results{&nowhere};
    std::ostringstream messages;
    auto file = service::ResponseFile::ndjson(text, instrument, {});
    const auto columns = service::read_columns("id,total.points", instrument).columns;
    return service::score_lines({instrument, "r", columns, false, 2}, file, results, messages).scored;
}

}  // namespace

TEST_CASE("memory does not grow with the file that is scored", "[service][score]") {
    const auto instrument = made_up::three_items();
    REQUIRE(score(instrument, 8'000'000) > 100'000);
    const auto before = peak_kilobytes();
    REQUIRE(before > 0);

    CHECK(score(instrument, 80'000'000) > 1'000'000);

    CHECK(peak_kilobytes() < before + 8'000);
}
