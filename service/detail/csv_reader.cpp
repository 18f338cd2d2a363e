// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <charconv>
#include <set>

#include "service/detail/csv_cells.h"
#include "service/detail/response_line.h"
#include "service/detail/text_source.h"
#include "service/json_read.h"
#include "service/score_input.h"

namespace lika::service {
namespace {

/// What a column of the header holds.
struct Column {
    enum class Kind { id, item, fact };
    Kind kind = Kind::id;
    std::size_t item = 0;
    std::string fact;
};

class CsvReader : public LineReader {
public:
    CsvReader(std::istream& text, const engine::Instrument& instrument)
        : source_(text), instrument_(instrument), header_(instrument) {
        read_header();
    }

    std::vector<LineFault> header_faults() const override { return header_.faults; }

    bool next(ScoreLine& line) override {
        if (!header_.faults.empty()) return false;
        auto record = source_.next(find_csv_record_end);
        while (record && !record->too_long && record->text.empty()) record = source_.next(find_csv_record_end);
        if (!record) return false;
        begin_line(line, record->line);
        if (record->too_long)
            add_fault(line, "line_too_long");
        else if (!cells_.read(record->text))
            add_fault(line, "quotes");
        else if (cells_.cells().size() != columns_.size())
            add_fault(line, "cell_count");
        else
            read_cells(line);
        return true;
    }

private:
    void read_header() {
        const auto record = source_.next(find_csv_record_end);
        if (!record) return add_fault(header_, "empty_file");
        if (record->too_long) return add_fault(header_, "line_too_long");
        if (!cells_.read(record->text)) return add_fault(header_, "quotes");
        ItemLookup items{instrument_};
        std::set<std::string_view> names;
        for (const auto name : cells_.cells()) {
            if (!names.insert(name).second) add_fault(header_, "duplicate_key", name);
            add_column(name, items.find(name));
        }
        if (!names.contains("id")) add_fault(header_, "id_missing");
    }

    void add_column(std::string_view name, std::optional<std::size_t> item) {
        const auto& facts = instrument_.facts;
        if (name == "id")
            columns_.push_back({Column::Kind::id, 0, {}});
        else if (item)
            columns_.push_back({Column::Kind::item, *item, {}});
        else if (std::find(facts.begin(), facts.end(), name) != facts.end())
            columns_.push_back({Column::Kind::fact, 0, std::string{name}});
        else
            add_fault(header_, "unknown_item", name);
    }

    void read_cells(ScoreLine& line) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto& column = columns_[i];
            const auto cell = cells_.cells()[i];
            if (column.kind == Column::Kind::id)
                set_id(line, cell);
            else if (column.kind == Column::Kind::item)
                read_response(line, column.item, cell);
            else if (!cell.empty())
                read_fact(line, column.fact, cell);
        }
    }

    void read_response(ScoreLine& line, std::size_t item, std::string_view cell) {
        if (cell.empty()) return;
        std::int64_t rating = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), rating);
        if (error == std::errc{} && end == cell.data() + cell.size())
            set_rating(line, instrument_, item, rating);
        else if (cell.find_first_not_of("0123456789.,eE+-") == std::string_view::npos)
            add_fault(line, "not_a_whole_number", instrument_.items[item].id.value);
        else
            set_word(line, instrument_, item, cell);
    }

    static void read_fact(ScoreLine& line, const std::string& name, std::string_view cell) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
        if (error == std::errc{} && end == cell.data() + cell.size())
            line.facts[name] = number;
        else if (cell.find_first_not_of("0123456789.,eE+-") == std::string_view::npos)
            add_fault(line, "not_a_whole_number", name);
        else if (!is_utf8(cell))
            add_fault(line, "not_utf8", name);
        else
            line.facts[name] = std::string{cell};
    }

    TextSource source_;
    const engine::Instrument& instrument_;
    ScoreLine header_;
    CsvCells cells_;
    std::vector<Column> columns_;
};

}  // namespace

std::unique_ptr<LineReader> read_csv(std::istream& text, const engine::Instrument& instrument) {
    return std::make_unique<CsvReader>(text, instrument);
}

}  // namespace lika::service
